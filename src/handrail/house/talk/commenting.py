"""Every change of comments: said, put differently, taken back, settled; and who is told of it.

Whoever says it is who it is by, and nobody changes another's words. Somebody who is named is told once, by the nudges'
room and as they like to be told; nobody who may not see what it is about is told anything.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from handrail import wiring
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import write
from handrail.house.ledger.rows import Values, refuse
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed, Problem
from handrail.kit.words import say

from . import mentions, subjects, telling
from .models import Comment
from .subjects import Subject, placed

Found = dict[str, Subject]
LONGEST = 10_000


# -- saying it ----------------------------------------------------------------------------------------------


def add_comments(
    rows: Sequence[Comment], *, also: Collection[str] = (), quietly: bool = False
) -> Sequence[Comment]:
    """`also` are keys of members who hear of it without being named. Who is outside can name nobody: by that they
    would learn who is here. `quietly`, nobody is named and told: it was said elsewhere, some time ago."""
    people = {} if quietly or is_outside() else telling.names()
    for row in rows:
        row.by, row.voice, row.subject = current().member, "", subjects.meant(row.subject)
        row.text = mentions.settled(str(row.text).strip(), people)
        row.edited_at = row.resolved_at = row.resolved_by = None
    here = placed(rows)
    refuse(problem for row in rows for problem in amiss(row, here))
    ledger_rows.add(rows, lambda row: f"c{secrets.token_hex(5)}")
    for row in rows:
        telling.tell(row, here[row.subject], mentions.keys(row.text, people), also)
    if not quietly:
        heard(rows)
        tell_outside(rows)
    return rows


def bring_comments(rows: Sequence[Comment]) -> Sequence[Comment]:
    """As a tree of files tells them: by whom, when, and what was settled since. Nobody is named and told again."""
    placed(rows)
    return ledger_rows.add(rows)


def heard(rows: Sequence[Comment]) -> None:
    """The rooms above to which something that is said means more."""
    for dotted in wiring.SAID:
        wiring.load(dotted)(rows)


def add_voices(rows: Sequence[Comment], name: str, *, also: Collection[str] = ()) -> Sequence[Comment]:
    """What somebody outside says, by an address that was given to them. They read it themselves, name nobody, and
    answer only what they may read; whoever looks after the record is told by the room that let them in, or `also`."""
    for row in rows:
        row.by, row.voice, row.shared = None, name[:200], True
        row.text, row.subject = str(row.text).strip(), subjects.meant(row.subject)
    here = placed(rows)
    refuse(problem for row in rows for problem in amiss(row, here))
    ledger_rows.add(rows, lambda row: f"c{secrets.token_hex(5)}")
    for row in rows if also else ():
        telling.tell(row, here[row.subject], (), also)
    heard(rows)
    return rows


def is_outside() -> bool:
    member = current().member
    return member is not None and member.role == "guest"


def amiss(row: Comment, here: Found) -> Iterator[Problem]:
    if row.subject not in here:
        words = say("What this is about is not here any more, or you may not see it.")
        yield Problem("subject", words, say("Write its kind and key, such as risk:sponsor-leaves."))
    yield from empty(row.text)
    above = row.parent
    if above is not None and (above.parent_id is not None or above.subject != row.subject):
        words = say("This can not be answered here.")
        yield Problem("parent", words, say("Answer the first comment of a thread, about the same thing."))
    if above is not None and row.shared and not above.shared:
        words = say("The customer does not see what this answers.")
        yield Problem(
            "shared", words, say("Answer among yourselves, or begin a new comment for the customer.")
        )


def empty(text: str) -> Iterator[Problem]:
    if not text:
        yield Problem("text", say("There is nothing to say yet."), say("Write your comment."))
    if len(text) > LONGEST:
        fix = say("Shorten it to %(most)s letters, or attach it as a file.", most=f"{LONGEST:,}")
        yield Problem("text", say("This is too long for a comment."), fix)


# -- changing one's own -------------------------------------------------------------------------------------


def edit_comment(row: Comment, values: Values, *, revision: int | None = None) -> bool:
    values = put_differently(row, values)
    opened = [row] if values.get("shared") and not row.shared else []
    here = placed([row])
    if not ledger_rows.edit(row, values, revision=revision):
        return False
    tell_again(row, here)
    tell_outside(opened)
    return True


def edit_comments(pairs: Iterable[tuple[Comment, Values]]) -> int:
    pairs = [(row, put_differently(row, values)) for row, values in pairs]
    here = placed(row for row, _ in pairs)
    opened = [row for row, values in pairs if values.get("shared") and not row.shared]
    count = ledger_rows.edit_many(pairs)
    for row, _values in pairs:
        tell_again(row, here)
    tell_outside(opened)
    return count


def put_differently(row: Comment, values: Values) -> dict[str, Any]:
    """What is really to be set. Words are their author's; what they were about does not change."""
    values = {name: value for name, value in values.items() if name in CHANGING}
    if "text" in values:
        values["text"] = mentions.settled(str(values["text"]).strip(), telling.names())
        refuse(empty(values["text"]))
    if values.get("text", row.text) != row.text:
        refuse_others(row, say("Only who wrote a comment can change its words."))
        values.setdefault("edited_at", clock.now())
        if values["edited_at"] == row.edited_at:
            values["edited_at"] = clock.now()
    if values.get("shared", row.shared) and not row.shared:
        refuse_others(row, say("Only who wrote a comment can show it to people outside."))
    return values


CHANGING = frozenset({"text", "shared", "edited_at", "resolved_at", "resolved_by", "resolved_by_id"})


def tell_again(row: Comment, here: Found) -> None:
    """Whoever is named newly hears of it; who was told before does not."""
    if row.removed_at is None and row.subject in here:
        telling.tell(row, here[row.subject], mentions.keys(row.text, telling.names()))


def show_comments(rows: Sequence[Comment]) -> int:
    """For people outside too, where what they are about is shared."""
    return edit_comments([(row, {"shared": True}) for row in rows])


def hide_comments(rows: Sequence[Comment]) -> int:
    return edit_comments([(row, {"shared": False}) for row in rows])


def tell_outside(rows: Sequence[Comment]) -> None:
    """What one of us says to people outside, they hear by the room that shows it to them."""
    some: defaultdict[str, list[Comment]] = defaultdict(list)
    for row in rows:
        effect = wiring.SAID_OUTSIDE.get(row.subject.partition(":")[0])
        if effect and row.shared and row.by_id is not None:
            some[effect].append(row)
    for effect, mine in some.items():
        wiring.load(effect)(mine)


# -- taking it back, settling it ----------------------------------------------------------------------------


def remove_comments(rows: Sequence[Comment]) -> int:
    for row in rows:
        refuse_others(
            row, say("Only who wrote a comment, or an administrator, can remove it."), "admin", "owner"
        )
    placed(rows)
    telling.forget(rows)
    return ledger_rows.remove(rows)


def restore_comments(rows: Sequence[Comment]) -> int:
    for row in rows:
        words = say("Only who wrote a comment, or an administrator, can bring it back.")
        refuse_others(row, words, "admin", "owner")
    placed(rows)
    return ledger_rows.restore(rows)


def resolve_comments(rows: Sequence[Comment]) -> int:
    """Nothing is left to say in these threads. Anybody may say so."""
    stamp = {"resolved_at": clock.now(), "resolved_by": current().member}
    return settle(rows, lambda row: row.resolved_at is None, stamp, "resolved")


def reopen_comments(rows: Sequence[Comment]) -> int:
    stamp = {"resolved_at": None, "resolved_by": None}
    return settle(rows, lambda row: row.resolved_at is not None, stamp, "reopened")


def settle(rows: Sequence[Comment], wanted: Callable[[Comment], bool], values: Values, kind: str) -> int:
    if any(row.parent_id is not None for row in rows):
        words = say("This is an answer.")
        raise Invalid([Problem("parent", words, say("Settle the first comment of its thread."))])
    rows = [row for row in rows if wanted(row)]
    placed(rows)
    return write.change_many([(row, values) for row in rows], kind=kind)


def refuse_others(row: Comment, words: str, *roles: str) -> None:
    member: Member | None = current().member
    if member is not None and row.by_id != member.pk and member.role not in roles:
        raise NotAllowed(words)
