"""Links that the files tell in a row's own keys (`linked_risks: [R-001]`): into the record, and back into the text.

In the record they are links like all others. In a tree they stand where they were written and not in links.yaml;
one that was removed here leaves the text too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handrail.house.talk import queries, subjects, verbs
from handrail.house.talk.models import Link
from handrail.house.talk.relations import Tie, tie

from .entities import Entity
from .ground import Ground, Work
from .matching import prefixed
from .references import Reference, references_in, without
from .tree import slug

if TYPE_CHECKING:
    from .laying import Layout


@dataclass(frozen=True, slots=True)
class Told:
    """What one reference says, with everything it may mean, the likeliest first."""

    work: Work
    reference: Reference
    meant: tuple[str, ...]

    @property
    def own(self) -> str:
        return f"{self.work.entity.noun}:{self.work.row.key}"


class Ties:
    """Brings the links that the files tell. One that was removed here comes back only when a file tells it anew."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground

    def bring(self) -> None:
        told = [t for w in self._works() for t in self._told(w, w.entity)]
        before = [t for w in self._works() if w.base is not None for t in self._told(w, w.base)]
        if not told and not before:
            return
        self.there = subjects.found(name for t in (*told, *before) for name in (t.own, *t.meant))
        now, past = self._settled(told), self._settled(before)
        names = {name for source, target, _ in (*now, *past) for name in (source, target)}
        here, removed = queries.ties(names), queries.ties(names, removed=True)
        self._add([t for t in now if t not in here and (t not in past or t not in removed)], now)
        self._remove([row for t in past if t not in now for row in here.get(t, [])])

    def _works(self) -> Iterable[Work]:
        return [w for w in self.ground.works.values() if w.row is not None and w.entity.account]

    def _told(self, work: Work, entity: Entity) -> Iterable[Told]:
        for _, reference in references_in(entity.extras):
            yield Told(work, reference, tuple(self._meant(entity.account, reference)))

    def _meant(self, account: str, reference: Reference) -> Iterable[str]:
        noun, ident = reference.noun, reference.ident.casefold()
        known = self.ground.accounts[account].index if account in self.ground.accounts else {}
        for words in (f"#{ident}", ident):
            for entity in known.get((noun, words), []):
                work = self.ground.works.get(id(entity))
                if work is not None and work.row is not None:
                    yield f"{noun}:{work.row.key}"
        if past := self.ground.past.by_ident.get((noun, account, ident)):
            yield past
        yield from by_key(noun, account, reference.ident)

    def _settled(self, told: Iterable[Told]) -> dict[Tie, tuple[str, str, str]]:
        found: dict[Tie, tuple[str, str, str]] = {}
        for t in told:
            own = self.there.get(t.own)
            mine = own.customer_id if own is not None else None
            other = next((n for n in t.meant if n in self.there and self.there[n].customer_id == mine), "")
            if other and other != t.own:
                ends = t.reference.ends(t.own, other)
                found.setdefault(tie(*ends), ends)
        return found

    def _add(self, new: Iterable[Tie], ends: Mapping[Tie, tuple[str, str, str]]) -> None:
        rows = [Link(source=s, target=t, relation=r) for s, t, r in (ends[one] for one in new)]
        verbs.add_links(rows, from_file=True)
        self.ground.report.count("link", created=len(rows))

    def _remove(self, rows: Iterable[Link]) -> None:
        """A link that links.yaml holds too is not the rows' own to take away."""
        gone = [row for row in rows if f"link:{row.key}" not in self.ground.past.entities]
        if gone:
            verbs.remove_links(gone)
            self.ground.report.removed["link"] += len(gone)


def by_key(noun: str, account: str, ident: str) -> tuple[str, str]:
    return f"{noun}:{slug(ident)}", f"{noun}:{prefixed(account, slug(ident))}"


class Spelled:
    """Which links stand in the text of a row, for an export. Two statements."""

    def __init__(self) -> None:
        self.here, self.removed = queries.ties(), queries.ties(removed=True)
        self.stood: set[int] = set()

    def settle(self, layout: Layout) -> None:
        """Take what was removed here out of the rows' keys; of the others note that they stand there."""
        present = {noun: layout.shelf.by_key(noun).keys() for noun in list(layout.shelf.rows)}
        idents = {
            (entity.noun, words.casefold()): name
            for name, entity in layout.merged.items()
            for words in (entity.label, entity.ident)
            if words
        }
        for noun, rows in list(layout.shelf.rows.items()):
            for row in rows:
                if getattr(row, "fields", None):
                    self._settle_row(f"{noun}:{row.key}", row, layout.alias, present, idents)

    def _settle_row(
        self,
        own: str,
        row: Any,
        account: str,
        present: Mapping[str, Any],
        idents: Mapping[tuple[str, str], str],
    ) -> None:
        for item, reference in list(references_in(row.fields)):
            noun, ident = reference.noun, reference.ident
            meant = (idents.get((noun, ident.casefold()), ""), *by_key(noun, account, ident))
            other = next((n for n in meant if n.partition(":")[2] in present.get(noun, ())), "")
            said = tie(*reference.ends(own, other))
            self.stood |= {link.pk for link in self.here.get(said, ())}
            if said in self.removed and said not in self.here:
                row.fields = without(row.fields, reference.key, [item])
