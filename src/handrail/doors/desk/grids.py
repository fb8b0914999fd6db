"""Rows of one kind as a table whose cells can be edited where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handrail.house.talk.subjects import ref

from .answers import address, at
from .kinds import BY_NAME, Field, Kind
from .proofs import Proof
from .values import Cell
from .words import Words


@dataclass(frozen=True, slots=True)
class Line:
    row: Any
    url: str
    cells: list[Cell]
    proofs: Sequence[Proof] = ()

    @property
    def evidence_url(self) -> str:
        """Where to say what supports it; a row that only names another record needs no proof."""
        bare = self.row._meta.model_name in ("planrisk", "planmetric", "teamplace")
        return "" if bare else f"{at('add-evidence')}?subject={ref(self.row)}"

    @property
    def finishable(self) -> bool:
        return self.row._meta.model_name in ("task", "milestone") and self.row.state not in (
            "done",
            "dropped",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A section of a page: its rows, what may be added, and who sees it."""

    id: str
    kind: Kind
    title: Words
    fields: list[Field]
    lines: list[Line] = field(default_factory=list)
    add_url: str = ""
    add_label: Words = ""
    tag: str = ""
    tag_tone: str = ""
    audience: str = "internal"
    empty: Words = ""
    movable: bool = False
    live: str = ""

    @property
    def inner(self) -> list[Field]:
        """Columns that only we see, whoever sees the others."""
        bare = self.kind.name in ("planrisk", "planmetric")
        return [] if bare else [field for field in self.fields if self.kind.audience(field) == "internal"]

    @property
    def proves(self) -> bool:
        """Whether a column of its own tells the evidence."""
        return any(field.name == "evidence" for field in self.fields)


def topics(parent: Any) -> list[str]:
    """What a section under `parent` listens to: a part of a plan is told about under its customer."""
    own = f"{parent._meta.model_name}:{parent.pk}"
    return [own, f"customer:{parent.customer_id}"] if hasattr(parent, "customer_id") else [own]


def grid(
    name: str, rows: Sequence[Any], show: Sequence[str], parent: Any, *, title: Words = "", **more: Any
) -> Grid:
    """The rows of the kind `name` under `parent` (a customer or a plan), with the columns `show`."""
    kind = BY_NAME[name]
    fields = kind.some(show)
    where = str(parent._meta.model_name)
    proofs: Mapping[str, Sequence[Proof]] = more.pop("proofs", {})
    shared = any(field.column in kind.model.SHARED for field in fields)
    return Grid(
        id=more.pop("id", kind.slug),
        kind=kind,
        title=title or kind.many,
        fields=fields,
        lines=[
            Line(
                row,
                address(kind, row),
                [Cell(kind, row, field) for field in fields],
                proofs.get(ref(row), ()),
            )
            for row in rows
        ],
        add_url=f"{at('new', kind)}?{where}={parent.key}",
        add_label=kind.one,
        audience=more.pop("audience", "shared" if shared else "internal"),
        live=" ".join(topics(parent)),
        **more,
    )
