"""Which cards of a board somebody wants to see, under which headings and in which rows: words of a statement."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handrail.house.ledger.reading import holding
from handrail.house.workspaces.scope import current

from .own import REQUIRED, typed

Spec = Mapping[str, Any]
GROUPS = {
    "": "''",
    "owner": "coalesce(o.name, '')",
    "customer": "coalesce(u.name, '')",
    "track": "c.track",
    "label": "coalesce(c.labels->>0, '')",
}
EMPTY = "-"
"""Asked of a board's own field: cards in which it is not filled in."""
PLAIN = ("q", "owner", "customer", "track", "label", "group", "lanes")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`own` are (name, value) of the board's own fields, which `specs` say; `lane` is one row of `lanes`."""

    q: str = ""
    owner: str = ""
    customer: str = ""
    track: str = ""
    label: str = ""
    group: str = ""
    lanes: str = ""
    lane: str | None = None
    own: tuple[tuple[str, str], ...] = ()
    specs: tuple[Spec, ...] = ()

    @classmethod
    def of(cls, said: Mapping[str, Any], specs: Sequence[Spec] = ()) -> Wanted:
        found = {name: str(said.get(name, "")).strip()[:100] for name in PLAIN}
        for name in ("group", "lanes"):
            found[name] = found[name] if heading_of(found[name], specs) else ""
        asked = ((spec["name"], str(said.get(REQUIRED + spec["name"], "")).strip()[:100]) for spec in specs)
        own = tuple((name, value) for name, value in asked if value)
        lane = str(said["lane"])[:500] if found["lanes"] and "lane" in said else None
        return cls(**found, lane=lane, own=own, specs=tuple(specs))

    @property
    def narrows(self) -> bool:
        return any((self.q, self.owner, self.customer, self.track, self.label, self.own))

    @property
    def heading(self) -> str:
        return heading_of(self.group, self.specs)

    @property
    def row(self) -> str:
        return heading_of(self.lanes, self.specs)

    @property
    def asked(self) -> dict[str, str]:
        """What is asked of the board's own fields, by name."""
        return dict(self.own)

    def condition(self, params: dict[str, Any]) -> str:
        """The words of a WHERE; what they ask for goes into `params`."""
        asked = ["c.removed_at IS NULL", "c.workspace_id = %(ws)s"]
        params["ws"] = current().workspace_id
        if self.q:
            params["q"] = holding(self.q)
            asked.append("(t.title ILIKE %(q)s OR t.next_action ILIKE %(q)s)")
        if self.owner == "gap":
            asked.append("t.owner_id IS NULL")
        elif self.owner == "mine":
            params["me"] = getattr(current().member, "pk", None)
            asked.append("t.owner_id = %(me)s")
        elif self.owner:
            params["owner"] = self.owner
            asked.append("o.key = %(owner)s")
        for name, column in (("customer", "u.key"), ("track", "c.track")):
            if said := getattr(self, name):
                params[name] = said
                asked.append(f"{column} = %({name})s")
        if self.label:
            params["label"] = self.label
            asked.append("c.labels @> jsonb_build_array(%(label)s::text)")
        asked += [self._of_own(number, *one, params) for number, one in enumerate(self.own)]
        if self.lane is not None:
            params["lane"] = self.lane
            asked.append(f"{self.row} = %(lane)s")
        return " AND ".join(asked)

    def _of_own(self, number: int, name: str, value: str, params: dict[str, Any]) -> str:
        """A text holds what is asked; a number, a day or a choice is it."""
        spec = next(spec for spec in self.specs if spec["name"] == name)
        column, said = f"c.own->>%(own{number})s", f"%(owned{number})s"
        params |= {f"own{number}": name, f"owned{number}": value}
        if value == EMPTY:
            return f"{column} IS NULL"
        if spec["kind"] == "text":
            params[f"owned{number}"] = holding(value)
            return f"{column} ILIKE {said}"
        if spec["kind"] == "number":
            params[f"owned{number}"] = json.dumps(typed(spec, value))
            return f"c.own->%(own{number})s = {said}::jsonb"
        return f"{column} = {said}"


def heading_of(name: str, specs: Sequence[Spec]) -> str:
    """What a card stands under, as a statement says it; empty where there is no such heading."""
    if name in GROUPS:
        return GROUPS[name]
    known = {REQUIRED + spec["name"]: spec["name"] for spec in specs if spec["kind"] == "choice"}
    return f"coalesce(c.own->>'{known[name]}', '')" if name in known else ""
