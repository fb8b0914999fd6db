"""Views of a board that have a name: kept, shared, taken away. A view is what its address asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db.models import Q

from handrail.house.ledger import reading
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import NotAllowed
from handrail.kit.words import say

from .models import Board, BoardView
from .own import NAME, REQUIRED

ASKED = ("q", "owner", "customer", "track", "label", "group", "lanes", "view", "sort")


def query_of(text: str) -> str:
    """What of an address makes a view, always in the same order."""
    said = dict(parse_qsl(text.lstrip("?"), max_num_fields=50))
    own = sorted(
        name for name in said if name.startswith(REQUIRED) and NAME.fullmatch(name.removeprefix(REQUIRED))
    )
    return urlencode([(name, said[name][:100]) for name in (*ASKED, *own) if said.get(name)])


def views_of(board: Board) -> list[BoardView]:
    """One's own, and those for everybody. One statement."""
    seen = Q(shared=True) | Q(member=current().member)
    return list(reading.present(BoardView).filter(seen, board=board).order_by("title", "pk"))


def add_views(rows: Sequence[BoardView]) -> Sequence[BoardView]:
    for row in rows:
        row.customer_id, row.query = row.board.customer_id, query_of(row.query)
    return ledger_rows.add(rows, lambda row: row.title)


def edit_views(pairs: Iterable[tuple[BoardView, Values]]) -> int:
    pairs = [(row, cleaned(values)) for row, values in pairs]
    refuse_others([row for row, _ in pairs])
    return ledger_rows.edit_many(pairs)


def cleaned(values: Values) -> dict[str, Any]:
    return {**values, **({"query": query_of(str(values["query"]))} if "query" in values else {})}


def remove_views(rows: Sequence[BoardView]) -> int:
    refuse_others(rows)
    return ledger_rows.remove(rows)


def restore_views(rows: Sequence[BoardView]) -> int:
    refuse_others(rows)
    return ledger_rows.restore(rows)


def refuse_others(rows: Sequence[BoardView]) -> None:
    """Whose view it is, and the workflow owner where everybody has it. A command on the server has no member."""
    member = current().member
    for row in rows:
        keepers = {row.member_id, row.board.owner_id if row.shared else row.member_id}
        if member is not None and member.pk not in keepers:
            words = say("“%(view)s” is a view of %(who)s.", view=row.title, who=row.member.name)
            raise NotAllowed(words, say("Ask them, or keep one of your own."))
