"""Dates of ours that come back in a calendar: where one lies on another day there, it is moved here too.

Our own feed made their names (`calendar/ical.uid`). What moves them is what moves a date that is drawn to another day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from handrail.doors.calendar import ical, moving
from handrail.doors.calendar.ical import Promise
from handrail.house.deadlines import promising, queries
from handrail.house.deadlines.models import Deadline
from handrail.house.ledger.models import Event
from handrail.house.ledger.rows import local_day, today
from handrail.house.workspaces.scope import current, held
from handrail.kit.refusals import Invalid, Refusal
from handrail.kit.web.numbers import whole
from handrail.kit.words import say
from handrail.ui.dates import written

from .previewing import Preview, Shown
from .reading import Draft
from .remarks import Remark
from .shapes import DATES


class Moves:
    """Takes the rows that are dates of ours out of the others, and moves them when those are done."""

    def __init__(self, preview: Preview, *, write: bool) -> None:
        self.preview, self.write = preview, write
        self.wanted: dict[Promise, Draft] = {}

    def others(self, drafts: Iterable[Draft]) -> Iterator[Draft]:
        for draft in drafts:
            promise = ical.promised(draft.text("id"))
            if promise is None or draft.refusals or "on" not in draft.values:
                yield draft
            elif promise.workspace_id != current().workspace_id:
                self.leave_out(draft, "other_workspace", say("This is a date of another workspace."))
            else:
                self.wanted.setdefault(promise, draft)

    def settle(self) -> None:
        """One statement for all dates, one for each kind of record, and some for each that has moved."""
        found = {Promise.of(one): one for one in self.there()}
        changes = ical.changes_of(list(found.values())) if found else {}
        for promise, draft in self.wanted.items():
            one = found.get(promise)
            if one is None:
                words = say("This date is no longer promised: it is done, or was taken away.")
                self.leave_out(draft, "date_over", words)
            else:
                revision = changes[one.subject_kind, one.subject_id].revision
                self.compare(one, draft, behind(draft, revision))

    def there(self) -> list[Deadline]:
        if not self.wanted:
            return []
        kinds, ids = {p.kind for p in self.wanted}, {p.pk for p in self.wanted}
        rows = queries.all_deadlines().filter(subject_kind__in=kinds, subject_id__in=ids)
        return [one for one in rows if Promise.of(one) in self.wanted]

    def compare(self, one: Deadline, draft: Draft, missed: int) -> None:
        day: date = draft.values["on"]
        if day == day_of(one):
            self.tally.unchanged += 1
        elif why := moving.why_fixed(one):
            self.refuse(
                draft, "fixed_date", why, say("Put it back in your calendar, or open what promises it.")
            )
        elif (before := moved_since(one, missed)) is None:
            self.move(one, day, draft)
        elif before == day.isoformat():  # the calendar is only older than the move
            self.tally.unchanged += 1
        else:
            words = say("“%(title)s” was moved here since the calendar was read; it stays on %(day)s.",
                        title=one.title[:80], day=said(day_of(one)))  # fmt: skip
            self.leave_out(draft, "moved_here", words, found=said(day))

    def move(self, one: Deadline, to: date, draft: Draft) -> None:
        """A look tries it too, and takes it back: the verb may refuse, and that belongs into the preview."""
        was = one.due_on
        try:
            self.moved(one, to)
        except Refusal as refusal:
            first: Any = refusal.problems[0] if isinstance(refusal, Invalid) else refusal
            self.refuse(draft, "date_refused", first.message, first.fix)
            return
        self.tally.changed += 1
        name = f"{_(promising.kinds()[one.name].words)}: {one.title}"
        told = {say("due on"): [said(was or to), said(to)]}
        self.tally.show("changed", Shown(draft.file, draft.line, name, told))

    def moved(self, one: Deadline, to: date) -> None:
        with transaction.atomic():
            if self.write:
                moving.move(one, to, one.due_on)
                return
            aside = replace(current(), leaving={}, remembered={}, changed=set(), kept=[])
            with held(aside):
                moving.move(one, to, one.due_on)
                aside.leaving.clear()
            transaction.set_rollback(True)

    # -- what is told -----------------------------------------------------------------------------------------

    @property
    def tally(self) -> Any:
        return self.preview.tally(DATES.name)

    def leave_out(self, draft: Draft, code: str, words: str, found: str = "") -> None:
        self.tally.left_out += 1
        self.preview.flags.add(Remark(code, words, draft.file, draft.line, found=found))

    def refuse(self, draft: Draft, code: str, words: str, fix: str) -> None:
        self.tally.left_out += 1
        found = said(draft.values["on"])
        self.preview.refuse(Remark(code, words, draft.file, draft.line, found=found, fix=fix))


def behind(draft: Draft, revision: int) -> int:
    """How many changes of the record the calendar does not know of; 0 where it does not say."""
    version = whole(draft.text("version"))
    return 0 if version is None else max(0, revision - version)


def moved_since(one: Deadline, missed: int) -> str | None:
    """The day it lay on before the last `missed` changes of its record, where one of them moved it; else None."""
    if not missed:
        return None
    told = Event.objects.filter(subject_kind=one.subject_kind, subject_id=one.subject_id).exclude(changes={})
    field, before = moving.FIELDS[one.name], None
    for changes in told.order_by("-at", "-id").values_list("changes", flat=True)[:missed]:
        before = changes[field][0] or "" if field in changes else before
    return before


def day_of(one: Deadline) -> date:
    return one.due_on or local_day(one.due_at)


def said(day: date) -> str:
    return written(day, "j M" if day.year == today().year else "j M Y")
