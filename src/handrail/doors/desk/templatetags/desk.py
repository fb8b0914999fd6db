"""The tags of the desk: one field of one record, shown so that it can be edited where it stands."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit import marks
from handrail.kit.words import say
from handrail.record.projects import gates
from handrail.ui.templatetags.ui import own_id, ui, when

from .. import answers, controls, kinds, values
from ..words import GAPS, choice

register = template.Library()
TONES = {
    "done": "good",
    "met": "good",
    "approved": "good",
    "validated": "good",
    "invalidated": "bad",
    "mitigated": "good",
    "won": "good",
    "good": "good",
    "blocked": "bad",
    "missed": "bad",
    "poor": "bad",
    "critical": "bad",
    "materialised": "bad",
    "rejected": "bad",
    "armed": "accent",
    "waiting": "bad",
    "refused": "bad",
    "took_effect": "warn",
    "resolved": "good",
    "changes": "warn",
    "asked": "accent",
    "weighed": "accent",
    "accepted": "good",
    "declined": "bad",
    "high": "warn",
    "answered": "accent",
    "decided": "good",
    "card": "good",
    "in_review": "accent",
    "in_progress": "accent",
    "mitigating": "accent",
}


@register.filter
def plain_number(value: Any) -> str:
    return values.number(value) if value is not None else "–"


@register.simple_tag
def role_of(book: Any, key: str) -> str:
    """How a playbook calls a role; whose it is without one."""
    role = next((one for one in book.roles if one.key == key), None)
    return (role.title or role.key) if role is not None else _("Workflow owner")


@register.filter
def ticked(card: Any) -> str:
    """How much of the checklist is done: 3/5."""
    return f"{sum(1 for point in card.checklist if point['done'])}/{len(card.checklist)}"


@register.filter
def tone_of(value: str) -> str:
    return TONES.get(value, "")


@register.filter
def settled(reasons: list[Any]) -> list[Any]:
    """The checks that hold."""
    return [reason for reason in reasons if reason.passed is True]


@register.filter
def unsettled(reasons: list[Any]) -> list[Any]:
    """The checks that fail or have no data: what somebody can do something about."""
    return [reason for reason in reasons if reason.passed is not True]


@register.simple_tag(takes_context=True)
def cell(context: Context, row: Tenanted, name: str, focus: bool = False) -> SafeString:
    """The field `name` of `row`; a click, or Enter on it, opens its form in place."""
    kind = kinds.named(str(row._meta.model_name))
    return cell_html(context, values.Cell(kind, row, kind.field(name)), focus)


@register.simple_tag(takes_context=True)
def a_cell(context: Context, cell: values.Cell, focus: bool = False) -> SafeString:
    return cell_html(context, cell, focus)


@register.simple_tag(takes_context=True)
def shown(context: Context, cell: values.Cell) -> SafeString | str:
    """The value alone, not to be edited."""
    return value_html(context, cell)


@register.filter
def spoken(text: str) -> SafeString:
    """A comment with its marks, for who may know nobody here by name."""
    return mark_safe(marks.html(text))  # noqa: S308 - cleaned by marks.html


@register.filter
def word(value: Any) -> Any:
    return choice(value) if value not in (None, "") else ""


@register.filter
def gate(kind: str) -> str:
    """What a kind of check asks, in words."""
    found = gates.gates().get(kind)
    return say(found.label) if found is not None else kind


@register.filter
def name(row: Tenanted) -> str:
    return values.name(kinds.named(str(row._meta.model_name)), row)


@register.filter
def fact_label(fact: Any) -> str:
    """What a fact of a rule is called."""
    return say(fact.label)


@register.filter
def gap(value: str) -> Any:
    return GAPS.get(value, value)


@register.simple_tag
def address(row: Tenanted) -> str:
    return answers.address(kinds.named(str(row._meta.model_name)), row)


@register.simple_tag
def at(name: str, *args: Any) -> str:
    return answers.at(name, *args)


@register.filter
def money(row: Any) -> str:
    return values.money(row.arr, values.currency_of(row))


def cell_html(context: Context, cell: values.Cell, focus: bool) -> SafeString:
    edit = answers.field_at(cell.kind, cell.row.key, cell.field.name)
    shown = value_html(context, cell) or format_html('<span class="faint">{}</span>', _("add"))
    full = _("Edit %(field)s: %(value)s") % {
        "field": cell.field.label,
        "value": values.said(cell)[:80] or _("empty"),
    }
    short = _("Edit %(field)s") % {"field": cell.field.label}
    start = mark_safe(" autofocus") if focus else ""
    return format_html(CELL, id_of(context, cell), edit, edit, full, short, start, shown)


@register.simple_tag(takes_context=True)
def id_of(context: Context, cell: values.Cell) -> str:
    """Its place on this page: a field that stands there twice has two. What takes a cell's place keeps its name."""
    place = getattr(getattr(context.get("request"), "htmx", None), "target", None) or ""
    own = own_id(context, cell.id)
    if place.partition("__")[0] == own:
        return str(place)
    known, mark = current().remembered, f"cell {cell.id}"
    known[mark] = known.get(mark, 0) + 1
    return own if known[mark] == 1 else f"{own}__{known[mark]}"


CELL = (
    '<div class="cell" id="{}" data-cell><a class="edit" href="{}" hx-get="{}" hx-target="closest .cell"'
    ' hx-swap="outerHTML" aria-label="{}" title="{}"{}>{}</a></div>'
)


def value_html(context: Context, cell: values.Cell) -> SafeString | str:
    value, shape = cell.value, cell.shape
    drawn = DRAWN.get(shape)
    if drawn is not None:
        html: SafeString | str = drawn(context, cell, value)
        return html
    return values.said(cell)


def owner_html(context: Context, cell: values.Cell, value: Any) -> SafeString:
    if value is not None:
        return ui(context, "who", name=value.name, shown=True)
    row: Any = cell.row
    return ui(context, "who", gap=True, shown=True, note=row.owner_text or GAPS.get(row.owner_gap, ""))


def member_html(context: Context, cell: values.Cell, value: Any) -> SafeString | str:
    return ui(context, "who", name=value.name, shown=True) if value is not None else ""


def choice_html(context: Context, cell: values.Cell, value: Any) -> SafeString | str:
    return ui(context, "tag", label=choice(value), tone=TONES.get(str(value), "")) if value else ""


def lines_html(context: Context, cell: values.Cell, value: Any) -> SafeString | str:
    if not value:
        return ""
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((values.text(v),) for v in value)))


def table_html(context: Context, cell: values.Cell, value: Any) -> SafeString | str:
    columns = cell.columns
    lines = values.rows_of(value, columns)
    if not lines:
        return ""
    items = (line_html(line) for line in lines)
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((item,) for item in items)))


def line_html(line: list[str]) -> SafeString:
    rest = [part for part in line[1:] if part]
    if not rest:
        return format_html("{}", line[0] if line else "")
    return format_html('{} <span class="quiet">{}</span>', line[0], " · ".join(rest))


def people_html(context: Context, cell: values.Cell, value: Any) -> SafeString | str:
    """By their names; words that came with a file stay as they are."""
    names = controls.people(cell) if value else {}
    return ", ".join(names.get(str(key), str(key)) for key in value or [])


def long_html(context: Context, cell: values.Cell, value: Any) -> SafeString | str:
    return mark_safe(linebreaks(str(value), autoescape=True)) if value else ""  # noqa: S308 - escaped by linebreaks


def deep_html(context: Context, cell: values.Cell, value: Any) -> SafeString:
    return format_html('<span class="quiet">{}</span>', values.spoken(value, "deep")[:400])


def date_html(context: Context, cell: values.Cell, value: Any) -> SafeString | str:
    from handrail.kit import clock

    near = value is not None and abs((value - clock.now().date()).days) < 300
    return when(value, "j M" if near else "j M Y")


def day_html(context: Context, cell: values.Cell, value: Any) -> SafeString | str:
    """A date in a section of the plan; words that are none stay as they came."""
    day = values.as_day(value)
    return when(day, "j M Y") if day is not None else values.said(cell)


DRAWN: dict[str, Any] = {
    "owner": owner_html,
    "member": member_html,
    "choice": choice_html,
    "lines": lines_html,
    "table": table_html,
    "people": people_html,
    "long": long_html,
    "deep": deep_html,
    "date": date_html,
    "day": day_html,
    "pairs": deep_html,
}
