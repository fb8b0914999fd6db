"""Taking back: the last change of a person, by the verbs of the rooms it was made in.

A change is a batch: all events of one request or one import. Its inverse sets every field to what it was, removes what
was added and restores what was removed; it is a change itself, so that taking it back is to do it again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from handrail import wiring
from handrail.house.workspaces.models import Workspace
from handrail.house.workspaces.scope import because, current
from handrail.kit import clock
from handrail.kit.refusals import NotAllowed, NotFound, Overtaken

from .models import Event
from .reading import model_of
from .values import snapshot

LASTS = timedelta(days=1)
MOST = 5_000
"""Records in one change that are taken back at once; a page would not wait for more."""
LOOKED_THROUGH = 1_000
AT_ONCE = 1_000
CAUSE = "undo "
SIDE_EFFECTS = frozenset({"updated_on"})
"""What a verb stamps beside a change: it follows from the inverse as well, and is nobody's own change."""
WAYS = ("edit", "remove", "restore")
OF_WORKSPACE = "workspace"
BOUND = frozenset({"document"})
"""Kinds that bind a change to files: taking the records back alone would part them from the text they came from.
What a change leaves behind by itself (`document.left`) does not."""


def reason_or_undo(reason: str) -> str:
    """Taking back one's own move is a reason by itself."""
    return reason or (current().cause if taking_back() else "")


def taking_back() -> bool:
    """Whether what is changed now is one's own change, as it was before it."""
    return current().cause.startswith(CAUSE)


@dataclass(slots=True)
class Net:
    """What one change did to one record: each field before and after."""

    kind: str
    id: int
    first: int
    born: bool = False
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def hear(self, event: Event) -> None:
        self.born = self.born or event.kind.endswith(".created")
        for name, (old, new) in event.changes.items():
            self.before.setdefault(name, old)
            self.after[name] = new

    @property
    def touched(self) -> dict[str, Any]:
        """The fields to put back; none where the record ended as it began."""
        return {n: v for n, v in self.before.items() if n not in SIDE_EFFECTS and v != self.after[n]}

    @property
    def gone(self) -> bool:
        return self.before.get("removed_at") is None and self.after.get("removed_at") is not None

    @property
    def came_back(self) -> bool:
        return self.before.get("removed_at") is not None and self.after.get("removed_at") is None


@dataclass(frozen=True, slots=True)
class Change:
    """One change as the ledger tells it, of those who may take it back."""

    batch: int
    at: datetime
    cause: str
    nets: tuple[Net, ...]
    bound: bool = False

    @property
    def undoes(self) -> int | None:
        return int(self.cause.removeprefix(CAUSE)) if self.cause.startswith(CAUSE) else None


# -- which changes ------------------------------------------------------------------------------------------


def mine() -> QuerySet[Event]:
    """What the member we are did in the last day, by hand, by a program or by an import."""
    scope = current()
    member = scope.member.pk if scope.member is not None else None
    events = Event.objects.filter(
        workspace_id=scope.workspace_id, at__gte=clock.now() - LASTS, batch__isnull=False
    )
    return events.filter(actor_kind__in=("member", "token", "import"), actor_id=member or 0)


def known() -> Q:
    return Q(subject_kind__in=(*wiring.UNDONE, OF_WORKSPACE, *BOUND))


def recent(most: int = 20) -> list[Change]:
    """My last changes, the newest first, of the last events that one looks through. One statement."""
    events = list(mine().filter(known()).order_by("-at", "-id")[:LOOKED_THROUGH])
    batches: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        batches[event.batch or 0].append(event)
    return [change_of(batch, told) for batch, told in list(batches.items())[:most]]


def change_of(batch: int, events: Iterable[Event]) -> Change:
    told = sorted(events, key=lambda event: event.id)
    nets: dict[tuple[str, int], Net] = {}
    for event in told:
        subject = event.subject_kind, event.subject_id
        nets.setdefault(subject, Net(*subject, event.id)).hear(event)
    kept = tuple(net for net in nets.values() if (net.born or net.touched) and net.kind not in BOUND)
    bound = any(event.subject_kind in BOUND and not event.kind.endswith(".left") for event in told)
    return Change(batch, told[0].at, told[0].cause, kept, bound)


def standing(changes: Sequence[Change]) -> list[Change]:
    """Those of `changes` (newest first) that hold: neither taken back, nor a taking back themselves."""
    taken: set[int] = set()
    held = []
    for change in changes:
        if change.batch in taken:
            continue
        if change.undoes is not None:
            taken.add(change.undoes)
        elif change.nets and not change.bound:
            held.append(change)
    return held


def last() -> Change:
    """My last change that still holds."""
    held = standing(recent(most=LOOKED_THROUGH))
    if not held:
        raise NotFound(
            "There is nothing of yours to undo.", "Only changes of the last day can be taken back."
        )
    return held[0]


def of_import(key: str) -> int | None:
    """The change that an import of mine made, while it can be taken back."""
    event = mine().filter(known(), cause=f"import:{key}").order_by("-at", "-id").first()
    return event.batch if event is not None else None


def get(batch: int) -> Change:
    events = list(mine().filter(known(), batch=batch).order_by("id")[: 20 * MOST])
    if not events:
        raise NotFound(
            "This can not be undone.",
            "It is more than a day old, it was not yours, or there is no such change.",
        )
    return change_of(batch, events)


# -- taking back --------------------------------------------------------------------------------------------


def undo(batch: int) -> Change:
    """Take this change back as a whole, or refuse: nothing is taken back by half."""
    with transaction.atomic():
        change = get(batch)
        refuse_twice(change)
        reverse(change, f"{CAUSE}{batch}")
    return change


def reverse(change: Change, cause: str) -> None:
    """By the inverse verbs, as a change of whoever asks. Inside a transaction."""
    if change.bound:
        raise Overtaken(
            "This came with a tree of files, and its texts are kept beside the records.",
            "Import the tree as it was before: what differs is changed back.",
        )
    if len(change.nets) > MOST:
        raise Overtaken(
            f"This changed {len(change.nets):,} records: too many to take back in one go.",
            f"Up to {MOST:,} are taken back as a whole. Remove what should go, or import a corrected file.",
        )
    with because(cause):
        for kind, nets in backwards(change.nets):
            take_back_workspace(nets) if kind == OF_WORKSPACE else take_back(kind, nets, change.batch)


def of_cause(cause: str, since: datetime, until: datetime) -> Change | None:
    """All that was changed for this cause between two moments, whoever did it. One statement."""
    events = Event.objects.filter(
        known(), workspace_id=current().workspace_id, at__gte=since, at__lte=until, cause=cause
    )
    told = list(events[: 20 * MOST])
    return change_of(told[0].batch or 0, told) if told else None


def refuse_twice(change: Change) -> None:
    """A change that was taken back holds again only once that has been taken back."""
    for other in recent(most=LOOKED_THROUGH):
        if other.batch == change.batch:
            return
        if other.undoes == change.batch and other in undone_last(other):
            raise Overtaken("This has been undone already.", "Undo that to have it again.")


def undone_last(change: Change) -> list[Change]:
    """The change alone, unless it was itself taken back."""
    back = mine().filter(known(), cause=f"{CAUSE}{change.batch}")
    return [] if back.exists() else [change]


def backwards(nets: Sequence[Net]) -> Iterator[tuple[str, list[Net]]]:
    """What was made last goes first: parts before their plan."""
    kinds: dict[str, list[Net]] = {}
    for net in reversed(nets):
        kinds.setdefault(net.kind, []).append(net)
    yield from kinds.items()


def take_back(kind: str, nets: Sequence[Net], batch: int) -> None:
    edit, remove, restore = (wiring.load(wiring.UNDONE[kind].format(way)) for way in WAYS)
    for start in range(0, len(nets), AT_ONCE):
        some = {net.id: net for net in nets[start : start + AT_ONCE]}
        rows: Any = (
            model_of(kind)._default_manager.filter(pk__in=some).order_by("pk").select_for_update(no_key=True)
        )
        pairs = [(row, some[row.pk]) for row in rows]
        refuse_overtaken(pairs, batch)
        restore([row for row, net in pairs if net.gone])
        edit([(row, values_of(row, net)) for row, net in pairs if not net.born])
        remove([row for row, net in pairs if net.born or net.came_back])


def values_of(row: Any, net: Net) -> dict[str, Any]:
    """Every field, those to put back with what they were: a verb stamps a date only where none is given."""
    values = {**snapshot(row), **net.touched}
    return {name: value for name, value in values.items() if name not in ("removed_at", "key")}


def take_back_workspace(nets: Sequence[Net]) -> None:
    scope = current()
    if scope.member is not None and scope.member.role not in ("admin", "owner"):
        raise NotAllowed("Only an administrator can change the workspace back.")
    row = Workspace.objects.select_for_update(no_key=True).get(pk=scope.workspace_id)
    for net in nets:
        for name in net.touched:
            if getattr(row, name) != net.after[name]:
                raise Overtaken(f"The workspace’s {name.replace('_', ' ')} has been changed since.")
        wiring.load(wiring.UNDONE_WORKSPACE)(net.touched)


# -- what stands in the way ---------------------------------------------------------------------------------


def refuse_overtaken(pairs: Sequence[tuple[Any, Net]], batch: int) -> None:
    """What would be put back must be as this change left it; a new record as it was made, with nothing on it."""
    since = later(pairs, batch)
    for row, net in pairs:
        if names := moved_on(row, net, since[net.id]):
            word = next((event for event in since[net.id] if event.changes.keys() & names), None)
            raise overtaken(row, word, names)
    born = [row for row, net in pairs if net.born and net.kind == "customer"]
    if born and (event := work_on(born, batch)) is not None:
        row = next(row for row in born if row.pk == event.about_id)
        raise overtaken(row, event, set())


def later(pairs: Sequence[tuple[Any, Net]], batch: int) -> dict[int, list[Event]]:
    """What happened to these records (of one kind) since, the newest first. One statement."""
    found: dict[int, list[Event]] = defaultdict(list)
    if pairs:
        nets = {net.id: net for _, net in pairs}
        first, kind = min(net.first for net in nets.values()), pairs[0][1].kind
        others = Event.objects.filter(
            workspace_id=current().workspace_id, subject_kind=kind, subject_id__in=nets
        )
        for event in others.filter(id__gt=first).exclude(batch=batch).order_by("-id"):
            found[event.subject_id].append(event)
    return found


def moved_on(row: Any, net: Net, since: Sequence[Event]) -> set[str]:
    """The fields that are not as the change left them; of a record that would go, any that was changed since."""
    now = snapshot(row)
    if not (net.born or net.came_back):
        return {name for name in net.touched if now.get(name) != net.after[name]}
    then: dict[str, Any] = {}
    for event in reversed(since):
        for name, (old, _new) in event.changes.items():
            then.setdefault(name, net.after.get(name, old))
    return {name for name, value in then.items() if now.get(name) != value}


def work_on(customers: Sequence[Any], batch: int) -> Event | None:
    """What somebody has added since about these new customers, and is still there."""
    about = Event.objects.filter(
        workspace_id=current().workspace_id, about_id__in=[row.pk for row in customers]
    )
    added = (
        about.filter(known(), kind__endswith=".created").exclude(batch=batch).exclude(subject_kind="customer")
    )
    for event in added.order_by("id"):
        if (
            model_of(event.subject_kind)
            ._default_manager.filter(pk=event.subject_id, removed_at=None)
            .exists()
        ):
            return event
    return None


def overtaken(row: Any, event: Event | None, names: Collection[str]) -> Overtaken:
    what = ", ".join(sorted(label(row, name) for name in names)) or (event.subject_kind if event else "")
    who = (event.actor_label if event else "") or "Handrail"
    return Overtaken(
        f"“{row}” has been changed since by {who}: {what}.",
        "Look at its history: each value that it had can be put back from there.",
    )


def label(row: Any, name: str) -> str:
    columns: Mapping[str, Any] = {f.attname: f for f in row._meta.concrete_fields}
    return str(columns[name].verbose_name) if name in columns else name.replace("_", " ")
