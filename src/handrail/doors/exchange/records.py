"""From a draft to the columns of a record, for each kind of table. The record's own verbs write it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handrail.house.imports import verbs as imports
from handrail.house.workspaces.models import Member, Tenanted
from handrail.house.workspaces.owners import match
from handrail.kit.shapes import Unreadable
from handrail.kit.words import mark, say
from handrail.record.customers import verbs as customers
from handrail.record.customers.files import REQUEST_KIND, REQUEST_STATE
from handrail.record.customers.models import (
    Customer,
    CustomerRequest,
    Opportunity,
    Stakeholder,
    SupportCase,
    Touchpoint,
)
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Reading
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk

from . import measured
from .appointments import appointment_columns, is_appointment, still_wanted
from .mapping import Choices
from .reading import Draft
from .shapes import fold
from .world import Index, Ref, World, folded, id_of

Columns = dict[str, Any]
Names = list[Hashable]


@dataclass(frozen=True, slots=True)
class Record:
    """How one target is written. `columns` gives None where a row has to be left out (it flags why)."""

    model: type[Tenanted]
    columns: Callable[[Draft, World, Choices], Columns | None]
    names: Callable[[Columns], Names]
    """What it is called when no id says which one it is."""
    stored: Callable[[World], Iterator[tuple[int, Mapping[str, Any], Names]]]
    """All that are there: number, ids, names."""
    words: Callable[[Columns], str]
    """What its key is made of."""
    add: Callable[[Sequence[Any]], Any]
    edit: Callable[[Iterable[tuple[Any, Mapping[str, Any]]]], int]
    text: str = "name"
    ids_in_fields: bool = False
    keeps: bool = True
    unique: bool = False
    """Two rows of one name can not both be meant, unless their ids differ."""
    wanted: Callable[[Any, Columns], Columns] = lambda _row, columns: {**columns}
    """What of a row is still wanted where its record is there already."""


def index(record: Record, world: World) -> Index:
    if record.model is Customer:
        return world.customers
    made = Index()
    for pk, external, names in record.stored(world):
        made.add(Ref(pk, frozenset(external)), keyed(record, external, names), names)
    return made


def keyed(record: Record, external: Mapping[str, Any], names: Names) -> list[Hashable]:
    """A risk's number counts within its customer only: every register has an R-001."""
    near = names[0][0] if record.ids_in_fields and isinstance(names[0], tuple) else None
    return [
        (near, *id_of(system, str(one))) if record.ids_in_fields else id_of(system, str(one))
        for system, one in external.items()
    ]


# -- parts of several -----------------------------------------------------------------------------------


def take(draft: Draft, *names: str) -> Columns:
    return {name: draft.values[name] for name in names if name in draft.values}


def owned(draft: Draft, world: World, column: str = "owner") -> Columns:
    """The owner's three columns; where the words name nobody of ours, the gap is told."""
    if column not in draft.values:
        return {}
    ownership = match(draft.values[column], world.directory)
    if ownership.gap:
        gap = "guest" if ownership.guest is not None else ownership.gap
        draft.flag(
            f"owner_{gap}",
            say(GAP_WORDS[gap]),
            column="owner",
            found=ownership.text,
            fix=say(GAP_FIX),
        )
    return {"owner": ownership}


GAP_WORDS = {
    "nobody": mark("These words name nobody; it is an owner gap now."),
    "group": mark("This is a group, not one person; it is an owner gap now and keeps the words."),
    "two_people": mark("These are several people, not one; it is an owner gap now and keeps the words."),
    "role": mark("This is a role, not a person; it is an owner gap now and keeps the words."),
    "unknown": mark("No member is called this; it is an owner gap now and keeps the words."),
    "left": mark("This member has left; it is an owner gap now and keeps the words."),
    "guest": mark("This is a guest, and guests own nothing; it is an owner gap now and keeps the words."),
}
GAP_FIX = mark("Import the users too, add the member, or name an owner on the record.")


def customer_of(draft: Draft, world: World, system: str, *, instead: str = "") -> Ref | None:
    """The account a row belongs to; made where it is not there. `instead` names it where the row does not."""
    external = draft.text("account_id").split(";")[0].strip()
    name = draft.text("account_name") or ("" if external else instead)
    if not external and not name:
        return None
    if world.ambiguous(system, external, name):
        draft.flag("account_ambiguous", say("Several customers have this name; the oldest of them was taken."),
                   column="account_name", found=name, fix=say("Add a column with the account's id."))  # fmt: skip
    found = world.customer(system, external, name)
    if found is None:
        found = world.make_customer(system, external, name)
        draft.flag("account_made", say("This account was nowhere; it was made from what the row knows."),
                   column="account_id" if external else "account_name", found=external or name,
                   fix=say("Import the accounts too, or complete it by hand."))  # fmt: skip
    return found


def money(draft: Draft, columns: Columns, default: str) -> Columns:
    if "arr" in columns:
        columns["currency"] = draft.values.get("currency", default)
    elif "currency" in draft.values:
        columns["currency"] = draft.values["currency"]
    if not columns.get("currency"):
        columns.pop("currency", None)
    return columns


def left_out(draft: Draft, what: str) -> None:
    words = say("This %(what)s names no account, so it belongs to no customer; it was left out.", what=what)
    draft.flag("left_out", words,
               fix=say("Fill in the account, and import the file again."))  # fmt: skip


def by_customer(world: World, rows: Any, *columns: str) -> Iterator[tuple[int, Mapping[str, Any], Names]]:
    """(number, ids, [(customer, name)]) of rows that belong to customers."""
    for pk, customer, external, *names in rows.values_list("pk", "customer_id", *columns).iterator():
        yield pk, external, [(world.customer_by_pk.get(customer), *map(plain_part, names))]


def plain_part(part: Any) -> Hashable:
    return folded(part) if isinstance(part, str) else part


def here(model: type[Tenanted]) -> Any:
    return model._default_manager.filter(removed_at=None).order_by("pk")


# -- members --------------------------------------------------------------------------------------------


def user_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    values = draft.values
    name = (
        values.get("name")
        or f"{draft.text('first_name')} {draft.text('last_name')}".strip()
        or values.get("email", "")
    )
    if not name:
        draft.refuse(
            "no_name",
            say("This member has neither a name nor an e-mail address."),
            expected="a name",
            fix=say("Fill one in."),
        )
        return None
    columns = {"name": str(name)[:200], **take(draft, "email", "job")}
    if "active" in values:
        columns["left_on"] = None if values["active"] else world.today
    if "manager" in values:
        columns["manager_text"] = values["manager"]
    return columns


def user_names(columns: Columns) -> Names:
    """By address; by name only somebody whose address one of the two does not tell."""
    name, email = folded(columns["name"]), columns.get("email")
    return [("mail", email) if email else ("named", name), ("mailless", name)]


def stored_users(_world: World) -> Iterator[tuple[int, Mapping[str, Any], Names]]:
    for pk, external, email, name in here(Member).values_list("pk", "external_ids", "email", "name"):
        called = folded(name)
        yield pk, external, [("mail", email.lower()), ("named", called)] if email else [("mailless", called)]


# -- customers and what they have -----------------------------------------------------------------------


def account_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    columns = take(draft, "name", "tier", "arr", "industry", "region", "size", "website", "renewal_on",
                   "notice_on", "anniversary_on", "sentiment", "sentiment_note")  # fmt: skip
    if "name" not in columns:
        if "id" not in draft.values:
            draft.refuse(
                "no_name",
                say("This account has neither a name nor an id."),
                expected="a name",
                fix=say("Fill one in."),
            )
            return None
        columns["name"] = draft.text("id")
        draft.flag(
            "name_is_id",
            say("This account has no name; it is called by its id."),
            column="name",
            found=draft.text("id"),
        )
    if "parent" in draft.values:
        columns["parent_text"] = draft.values["parent"]
    return money(draft, {**columns, **owned(draft, world)}, choices.currency)


def stored_accounts(_world: World) -> Iterator[tuple[int, Mapping[str, Any], Names]]:
    return iter(())


def opportunity_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    columns = take(
        draft, "name", "kind", "kind_text", "stage", "stage_text", "arr", "close_on", "sa_validated"
    )
    if "name" not in columns and "id" not in draft.values:
        draft.refuse(
            "no_name",
            say("This opportunity has neither a name nor an id."),
            expected="a name",
            fix=say("Fill one in."),
        )
        return None
    columns.setdefault("name", draft.text("account_name")[:300] or draft.text("id"))
    if not draft.text("account_id") and not draft.text("account_name"):
        draft.flag("no_account", say("This deal names no account; one was made with the deal's name."),
                   column="account_name", fix=say("Name it in the CRM, or merge it by hand."))  # fmt: skip
    columns["customer"] = customer_of(draft, world, choices.system, instead=columns["name"])
    if "stage_text" not in columns:
        draft.flag(
            "no_stage", say("This deal has no stage."), column="stage", fix=say("Set it in the CRM, or here.")
        )
    return money(draft, {**columns, **owned(draft, world)}, choices.currency)


def contact_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    name = (
        draft.text("name")
        or f"{draft.text('first_name')} {draft.text('last_name')}".strip()
        or draft.text("email")
    )
    if not name:
        draft.refuse(
            "no_name",
            say("This person has neither a name nor an e-mail address."),
            expected="a name",
            fix=say("Fill one in."),
        )
        return None
    customer = customer_of(draft, world, choices.system)
    if customer is None:
        left_out(draft, "person")
        return None
    taken = take(
        draft, "title", "email", "phone", "buying_role", "role_text", "cadence", "sentiment", "notes"
    )
    return {"name": name[:200], "customer": customer, **taken}


ENDED = frozenset(
    fold(word)
    for word in ["closed", "solved", "resolved", "done", "geschlossen", "gelöst", "erledigt", "cancelled"]
)


def case_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    customer = customer_of(draft, world, choices.system)
    if customer is None:
        left_out(draft, "case")
        return None
    columns = take(draft, "number", "title", "severity", "state_text", "opened_on", "solved_on", "escalated")
    columns.setdefault("number", (draft.text("id") or draft.text("title"))[:80])
    state = fold(draft.text("state_text"))
    closed = draft.values.get("is_closed") or state in ENDED or "solved_on" in columns
    if state.startswith(("escalat", "eskal")):
        columns["escalated"] = True
    return {**columns, "customer": customer, "is_open": not closed}


def request_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    customer = customer_of(draft, world, choices.system)
    if customer is None:
        left_out(draft, "customer request")
        return None
    columns = take(draft, "title", "text", "asked_by", "asked_on", "answered_on", "answer", "number")
    if not columns.get("title"):
        draft.refuse(
            "no_name",
            say("This request does not say what is asked for."),
            expected="a title",
            fix=say("Fill one in."),
        )
        return None
    for name, known in (("state", REQUEST_STATE), ("kind", REQUEST_KIND)):
        columns |= known_word(draft, name, known)
    return {**columns, "customer": customer, **owned(draft, world)}


def measured_columns(made: Callable[..., Columns | None], what: str) -> Callable[..., Columns | None]:
    """What a row of usage or of a survey says of its customer."""

    def columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
        customer = customer_of(draft, world, choices.system)
        if customer is None:
            left_out(draft, what)
            return None
        return made(draft, world, customer)

    return columns


def readings_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    """A row names its customer, or a plan of theirs."""
    return measured.reading_columns(draft, world, customer_of(draft, world, choices.system))


def measured_record(purpose: str, columns: Any, names: Callable[[Columns], Names]) -> Record:
    return Record(
        Reading, columns, names, lambda world: measured.stored(world, purpose), lambda c: c["shown_text"],
        measured.add_readings, metrics.edit_readings, text="shown_text", keeps=False,
    )  # fmt: skip


def known_word(draft: Draft, name: str, known: Any) -> Columns:
    """One of our words; another is told, and counts as not said."""
    try:
        return {name: known.read(draft.text(name))} if draft.text(name) else {}
    except Unreadable as error:
        draft.flag("unknown_word", str(error), column=name, found=draft.text(name), fix=error.fix)
        return {}


def risk_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    columns = take(draft, "title", "text", "category", "severity", "likelihood", "likelihood_text", "impact",
                   "impact_text", "closeness", "state", "mitigation", "fallback", "raised_on", "review_on",
                   "source")  # fmt: skip
    title = draft.text("title") or draft.text("text")
    if not title:
        draft.refuse(
            "no_name",
            say("This risk says nothing: it has neither a title nor a description."),
            expected="a title",
            fix=say("Fill one in."),
        )
        return None
    customer = customer_of(draft, world, choices.system)
    if customer is None:
        draft.flag(
            "no_account",
            say("This risk names no customer; it stands in the workspace's own register."),
            column="account_name",
        )
    return {**columns, "title": title[:500], "customer": customer, **owned(draft, world)}


def stored_risks(world: World) -> Iterator[tuple[int, Mapping[str, Any], Names]]:
    for pk, customer, kept, title in (
        here(Risk).values_list("pk", "customer_id", "fields", "title").iterator()
    ):
        near = world.customer_by_pk.get(customer) if customer else None
        yield pk, kept.get("external_ids") or {}, [(near, folded(title))]


def touch_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    customer = customer_of(draft, world, choices.system)
    if customer is None and is_appointment(draft, choices):
        return appointment_columns(draft, world)
    if customer is None:
        left_out(draft, "touchpoint")
        return None
    if "on" not in draft.values:
        draft.refuse(
            "no_date",
            say("This touchpoint has no date."),
            expected="a date",
            fix=say("Fill it in, or take the row out."),
        )
        return None
    columns = {"kind": "meeting", **take(draft, "on", "kind", "summary", "text")}
    if "owner" in draft.values:
        found = match(draft.values["owner"], world.directory)
        member = found.member or found.guest
        columns["member_id"] = member.pk if member else None
    return {**columns, "customer": customer}


RECORDS: dict[str, Record] = {
    "users": Record(
        Member, user_columns, user_names, stored_users, lambda c: c["name"],
        imports.bring_members, imports.change_members, keeps=False,
    ),
    "accounts": Record(
        Customer, account_columns, lambda c: [folded(c["name"])], stored_accounts, lambda c: c["name"],
        customers.add_customers, customers.edit_customers, unique=True,
    ),
    "contacts": Record(
        Stakeholder, contact_columns, lambda c: [(c["customer"], folded(c["name"]))],
        lambda world: by_customer(world, here(Stakeholder), "external_ids", "name"), lambda c: c["name"],
        customers.add_stakeholders, customers.edit_stakeholders,
    ),
    "opportunities": Record(
        Opportunity, opportunity_columns, lambda c: [(c["customer"], folded(c["name"]))],
        lambda world: by_customer(world, here(Opportunity), "external_ids", "name"), lambda c: c["name"],
        customers.add_opportunities, customers.edit_opportunities,
    ),
    "cases": Record(
        SupportCase, case_columns, lambda c: [(c["customer"], folded(c["number"]))],
        lambda world: by_customer(world, here(SupportCase), "external_ids", "number"), lambda c: c["number"],
        customers.add_support_cases, customers.edit_support_cases, text="title",
    ),
    "requests": Record(
        CustomerRequest, request_columns, lambda c: [(c["customer"], folded(c["title"]))],
        lambda world: by_customer(world, here(CustomerRequest), "external_ids", "title"), lambda c: c["title"],
        customers.add_customer_requests, customers.edit_customer_requests, text="title",
    ),
    "usage": measured_record(
        "usage", measured_columns(measured.usage_columns, "usage reading"), measured.day_names
    ),
    "surveys": measured_record(
        "survey", measured_columns(measured.survey_columns, "survey answer"), measured.survey_names
    ),
    "risks": Record(
        Risk, risk_columns, lambda c: [(c["customer"], folded(c["title"]))], stored_risks,
        lambda c: c["title"],
        risks.add_risks, risks.edit_risks, text="title", ids_in_fields=True,
    ),
    "readings": replace(
        measured_record("", readings_columns, measured.day_names), unique=True
    ),
    "touchpoints": Record(
        Touchpoint, touch_columns,
        lambda c: [(c["customer"], c["on"], c["kind"], folded(c.get("summary", "")))],
        lambda world: stored_touchpoints(world), lambda c: f"{c['on']} {c.get('summary') or c['kind']}",
        customers.add_touchpoints, customers.edit_touchpoints, text="summary", keeps=False,
        wanted=still_wanted,
    ),
}  # fmt: skip


def stored_touchpoints(world: World) -> Iterator[tuple[int, Mapping[str, Any], Names]]:
    rows = here(Touchpoint).values_list("pk", "external_ids", "customer_id", "on", "kind", "summary")
    for pk, external, customer, on, kind, summary in rows.iterator():
        yield pk, external, [(world.customer_by_pk.get(customer), on, kind, folded(summary))]
