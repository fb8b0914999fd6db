"""What other rooms keep of a playbook in a project: found again, read as a text says it, changed by their verbs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handrail import wiring
from handrail.house.ledger import reading
from handrail.record.projects.models import Project

from .differing import FIELDS, PIECE
from .facts import NAMED
from .shape import PIECES

SECTION = {shape.noun: section for section, shape in PIECES.items()}


def by_verb(noun: str, verb: str, given: Any) -> Any:
    """ "edit" or "remove" of the room that keeps them; nothing is asked of it where there is nothing."""
    _record, verbs, _shape = wiring.PLAYBOOK_ROOMS[SECTION[noun]]
    return wiring.load(verbs.format(verb))(given) if given else None


def rows_of(project: Project) -> Iterator[tuple[str, Any]]:
    """Each record that such a section made or could have made, with its noun. One statement for each section."""
    for noun in PIECE:
        model: Any = wiring.load(wiring.PLAYBOOK_ROOMS[SECTION[noun]][0])
        known = {one.name for one in model._meta.get_fields()}
        about = {"project": project} if "project" in known else {"subject": f"project:{project.key}"}
        also = [name for name in NAMED if name in known]
        yield from (
            (noun, row) for row in reading.present(model).filter(**about).select_related(*also).order_by("pk")
        )


def as_said(row: Any, called: Mapping[Any, str]) -> tuple[dict[str, Any], bool]:
    """Its values as a playbook says them; `called` are the playbook's titles of the project's records. What has gone
    on from its first state is over: another text does not begin it anew."""
    noun = str(row._meta.model_name)
    names = [name for name in FIELDS[noun] if name != "due"]
    values = {name: called.get(getattr(row, name)) if name in NAMED else getattr(row, name) for name in names}
    return values, hasattr(row, "state") and row.state != row._meta.get_field("state").default
