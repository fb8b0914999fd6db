"""The tags of the face.

{% vite "main" %}  {% icon "clock" %}  {% ui "tag" label=… %}  {% part "panel" title=… %}…{% endpart %}
{% slot as name %}…{% endslot %}  {% words %}  {{ name|initials }}  {{ moment|when }}
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from handrail.kit import words as kit_words
from handrail.ui import assets, charting, drawing, looks
from handrail.ui import markdown as marked
from handrail.ui.dates import written
from handrail.ui.words import dictionary

register = template.Library()

#: What a part may see of the page around it; everything else is handed over by name.
PASSED_ON = ("request", "csrf_token", "workspace", "member")

BESIDE = "Handrail-Beside"
"""The header with which the side panel asks."""

#: Parts whose id stands on a page and beside it alike.
SURFACES = frozenset({"panel", "section"})

#: Small parts that see nothing of the page: they look the same wherever they get the same plain values.
ALIKE = frozenset({"lock", "logo", "progress", "skeleton", "tag", "verdict", "who"})
PLAIN = frozenset({str, SafeString, int, bool, float, type(None)})


@register.simple_tag
def vite(name: str) -> SafeString:
    entry = assets.entry(name)
    styles = format_html_join("\n", '<link rel="stylesheet" href="{}">', ((url,) for url in entry.styles))
    return format_html('{}\n<script type="module" src="{}"></script>', styles, entry.script)


@register.simple_tag
def sprite() -> str:
    return assets.sprite_url()


@register.simple_tag
def favicon() -> str:
    return assets.file_url("favicon.svg")


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An icon of frontend/icons.json: decoration without a label, an image with one."""
    classes = f"icon {css}".strip()
    href = f"{assets.sprite_url()}#{name}"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', classes, label, href
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, href)


@register.simple_tag(takes_context=True)
def ui(context: Context, name: str, /, **values: Any) -> SafeString:
    return _render(context, name, values)


@register.simple_block_tag(takes_context=True)
def part(context: Context, content: SafeString, name: str, /, **values: Any) -> SafeString:
    """A part with a body; `as name` keeps the result for later."""
    return _render(context, name, {**values, "slot": content})


@register.simple_block_tag
def slot(content: SafeString) -> SafeString:
    """Keeps markup to hand to a part: {% slot as actions %}…{% endslot %}."""
    return content


@register.simple_tag
def words() -> SafeString:
    return json_script(dictionary(), "words")


@register.filter
def initials(name: str) -> str:
    parts = [part for part in str(name).replace("-", " ").split() if part[0].isalnum()]
    if not parts:
        return "?"
    return (parts[0][:2] if len(parts) == 1 else parts[0][0] + parts[-1][0]).upper()


@register.filter
def markdown(text: str) -> SafeString:
    """What a person wrote in Markdown, safe to show."""
    return marked.rendered(text)


@register.filter
def excerpt(text: str) -> str:
    """The beginning of a Markdown text as plain words."""
    return marked.excerpt(text)


@register.filter
def quoted(text: Any) -> str:
    """Between the reader's marks."""
    return kit_words.quoted(str(text))


@register.filter
def shortened(text: Any, most: int) -> str:
    """Its beginning, in whole words."""
    return kit_words.shortened(str(text), most)


@register.filter
def when(moment: datetime | date | None, shape: str = "j M") -> SafeString | str:
    """A <time> in the reader's zone, with the exact moment on hover."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
        return _time(moment, "l j F Y, H:i e", shape)
    return _day(moment, shape, get_language() or "")


@register.filter
def day(moment: datetime | date | None, shape: str = "j M") -> str:
    """The same as bare text, in the reader's zone."""
    if moment is None:
        return ""
    return written(timezone.localtime(moment) if isinstance(moment, datetime) else moment, shape)


@lru_cache(maxsize=4096)
def _day(day: date, shape: str, language: str) -> SafeString:
    """Lists show the same few hundred days again and again; the words depend on the language."""
    return _time(day, "l j F Y", shape)


def _time(moment: date, exact: str, shape: str) -> SafeString:
    words = (written(moment, form) for form in (exact, shape))
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), *words)


@register.filter
def verdict_look(state: str) -> looks.Look:
    return looks.verdict(state)


@register.filter
def outcome_look(passed: bool | str | None) -> looks.Look:
    return looks.outcome(passed)


@register.filter
def audience_look(name: str) -> looks.Look:
    return looks.audience(name)


@register.filter
def tone_look(name: str) -> looks.Look:
    return looks.tone(name)


@register.simple_tag
def line_of(points: list[float], target: float | str | None = None) -> drawing.Line:
    return drawing.line(points or [], None if isinstance(target, str) else target)


@register.simple_tag
def bars_of(parts: list[dict[str, Any]]) -> list[drawing.Bar]:
    return drawing.bars((part["label"], part["value"], part.get("tone", "")) for part in parts)


@register.simple_tag
def sorting(sort: str, key: str) -> dict[str, str]:
    """What a sortable heading shows and asks for: {state, next}; a leading minus means descending."""
    if key and sort == key:
        return {"state": "ascending", "next": f"-{key}"}
    return {"state": "descending" if key and sort == f"-{key}" else "", "next": key}


@register.simple_tag(takes_context=True)
def own_id(context: Context, name: str) -> str:
    """An id that is its own in the document: beside a page stands one record with the same parts."""
    request = context.get("request")
    return f"beside-{name}" if request is not None and BESIDE in request.headers else name


def _render(context: Context, name: str, values: dict[str, Any]) -> SafeString:
    if name in ALIKE and all(type(value) in PLAIN for value in values.values()):
        world = get_language() or "", assets.sprite_url()
        return _alike(name, world, tuple((key, type(value), value) for key, value in values.items()))
    assert context.template
    found = context.template.engine.get_template(f"ui/parts/{name}.html")
    kept = {key: context[key] for key in PASSED_ON if key in context}
    if name in SURFACES and values.get("id"):
        values = {**values, "id": own_id(context, values["id"])}
    return found.render(context.new({**kept, **values}))


@lru_cache(maxsize=4096)
def _alike(name: str, world: tuple[str, str], values: tuple[tuple[str, type, Any], ...]) -> SafeString:
    """Lists show a few of these hundreds of times. `world` is all that they see beside their values; the types
    belong to the key, since "<b>" may be safe or not."""
    found = template.Engine.get_default().get_template(f"ui/parts/{name}.html")
    return found.render(Context({key: value for key, _type, value in values}))


@register.simple_tag
def columns_of(
    points: list[tuple[str, float | None]], target: float | None = None, percent: bool = False
) -> charting.Chart:
    return charting.chart(points, target=target, percent=percent)
