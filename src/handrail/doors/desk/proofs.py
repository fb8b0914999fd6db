"""What supports a record, and what it is connected with, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from handrail.house.talk import queries, relations
from handrail.house.talk.addresses import is_web
from handrail.house.talk.models import Attachment, Comment, Evidence, Link
from handrail.house.talk.subjects import ref
from handrail.house.workspaces.models import Tenanted

from . import fed_back, filing, noted, talking, things
from .answers import at
from .kinds import Kind
from .things import Thing
from .words import Words

FROM, TO = pgettext_lazy("of a connection", "From"), pgettext_lazy("of a connection", "To")
ICONS = {
    "link": "external-link",
    "file": "file-text",
    "note": "sticky-note",
    "quotation": "quote",
    "reading": "gauge",
    "record": "link",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence. `url` opens the proof itself; `page` tells who added it and lets it be changed."""

    row: Evidence
    title: str
    url: str
    page: str
    outside: bool = False
    gone: bool = False
    named: str = ""
    """The record that is the proof, where the title says something else."""

    @property
    def icon(self) -> str:
        return ICONS.get(self.row.kind, "circle")

    @property
    def words(self) -> str:
        """What it says beside its title."""
        return self.row.text if " ".join(self.row.text.split()) != self.title else ""

    @property
    def place(self) -> str:
        """Where a file lies, or the words of an address that can not be opened."""
        return self.row.url if not self.outside and self.row.url != self.title else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One connection, read from the record whose page this is."""

    link: Tenanted
    relation: Words
    thing: Thing | None
    words: str

    @property
    def remove_url(self) -> str:
        return at("remove", "links" if isinstance(self.link, Link) else "evidence", self.link.key)


@dataclass(slots=True)
class Group:
    label: Words
    icon: str
    lines: list[Line] = field(default_factory=list)

    @property
    def open(self) -> int:
        return sum(1 for line in self.lines if line.thing is not None and line.thing.open)


def proof(row: Evidence, known: Mapping[str, Thing] | None = None) -> Proof:
    """Without `known`, a record that proves something is reached by way of the evidence."""
    page = at("record", "evidence", row.key)
    if row.kind != "file" and is_web(row.url):
        return Proof(row, row.title or row.url, row.url, page, outside=True)
    if row.kind == "file" and row.target.startswith("attachment:"):
        return Proof(row, row.title, at("content", row.target.partition(":")[2]), page, outside=True)
    thing = known.get(row.target) if known is not None and row.target else None
    if thing is not None and thing.here:
        return Proof(row, row.title or thing.title, thing.url, page, named=other(thing.title, row.title))
    return Proof(row, row.title or row.target, page, page, gone=known is not None and bool(row.target))


def other(words: str, title: str) -> str:
    return "" if words == title else words


def cited(refs: Iterable[str]) -> dict[str, list[Proof]]:
    """{"kind:key": what supports it}, for the cells and reasons of a whole page. One statement."""
    return {name: [proof(row) for row in rows] for name, rows in queries.evidence_of(set(refs)).items()}


def beside(kind: Kind, row: Tenanted) -> dict[str, Any]:
    """Evidence, notes, connections, comments and files of one record, for its page; statements do not grow."""
    own = ref(row)
    supports, supported = queries.evidence_about(own)
    links = queries.links_of(own)
    wanted = {name for link in links for name in (link.source, link.target)}
    wanted |= {found.target for found in supports} | {found.subject for found in supported}
    known = things.found(wanted - {own, ""})
    context = noted.beside(kind.name, row, links)
    if context:  # they stand in a list of their own
        links = [link for link in links if not noted.other(link, own).startswith(noted.PREFIX)]
    groups = grouped([*map_links(own, links, known), *map_support(supported, known)])
    lines = [line for group in groups for line in group.lines]
    asked = fed_back.of(row) if kind.name != "feedback" else None
    return {
        "own_ref": own,
        "proofs": [proof(found, known) for found in supports],
        "connected": groups,
        "connections": len(lines),
        "open_connections": sum(group.open for group in groups),
        "evidence_url": f"{at('add-evidence')}?subject={own}",
        "link_url": f"{at('add-link')}?source={own}",
        **context,
        "feedback": asked,
        "talk": talking.of(row, asked["lines"] if asked is not None else None),
        "files": filing.of(row),
    }


def map_links(own: str, links: Sequence[Link], known: Mapping[str, Thing]) -> Iterable[Line]:
    for link in links:
        back = link.source != own
        other = link.source if back else link.target
        yield Line(link, relations.said(link.relation, back=back), known.get(other), other)


def map_support(rows: Sequence[Evidence], known: Mapping[str, Thing]) -> Iterable[Line]:
    for row in rows:
        yield Line(row, _("is evidence for"), known.get(row.subject), row.subject)


def grouped(lines: Iterable[Line]) -> list[Group]:
    """By kind, in the order of the desk; what was removed waits unseen until it is brought back."""
    groups: dict[str, Group] = {}
    for line in lines:
        if line.thing is not None and not line.thing.here:
            continue
        kind = line.thing.kind if line.thing is not None else None
        name = kind.name if kind is not None else ""
        if name not in groups:
            groups[name] = Group(kind.many, kind.icon) if kind else Group(_("Not known here"), "circle-help")
        groups[name].lines.append(line)
    order = [kind.name for kind in things.PICKED]
    return [
        groups[name] for name in sorted(groups, key=lambda n: order.index(n) if n in order else len(order))
    ]


def about(row: Any) -> dict[str, Any]:
    """The records that a piece of evidence, a link or a comment speaks of, for its own page. One statement."""
    if isinstance(row, Link):
        known = things.found([row.source, row.target])
        return {"about": [item(FROM, row.source, known), item(TO, row.target, known)]}
    if isinstance(row, Attachment):
        own = [item(_("Attached to"), row.subject, things.found([row.subject]))]
        return {
            "about": [
                *own,
                {"label": _("Content"), "value": row.name, "url": at("content", row.key)},
                *by(row),
            ]
        }
    if isinstance(row, Comment):
        said = [item(_("Said about"), row.subject, things.found([row.subject]))]
        return {"about": [*said, *by(row)]}
    known = things.found([row.subject, row.target])
    shown = [item(_("It supports"), row.subject, known)]
    if row.target:
        shown.append(item(_("The proof"), row.target, known))
    elif proof(row).outside:
        shown.append({"label": _("The proof"), "value": row.url, "url": row.url, "outside": True})
    return {"about": [*shown, *by(row)]}


def by(row: Any) -> list[dict[str, Any]]:
    return [{"label": _("Added by"), "value": row.by.name}] if row.by else []


def item(label: Words, named: str, known: Mapping[str, Thing]) -> dict[str, Any]:
    thing = known.get(named)
    return {"label": label, "value": thing.title if thing else named, "url": thing.url if thing else ""}


def subject_url(row: Any) -> str:
    """The page of the record that this was said of; empty where it is not known here."""
    named = getattr(row, "source", "") if isinstance(row, Link) else getattr(row, "subject", "")
    thing = (
        things.found([named]).get(named) if isinstance(row, Link | Evidence | Comment | Attachment) else None
    )
    return thing.url if thing is not None else ""
