"""Who hears of feedback: whom it waits for, who asked, and who is named in it. Once each, and only who may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.models import MESSAGE
from handrail.house.nudges.verbs import Telling, message
from handrail.house.talk import mentions
from handrail.house.talk import telling as talk
from handrail.house.talk.models import Comment
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, hidden_for
from handrail.kit.words import mark, shortened
from handrail.record.customers.queries import private_of

from .models import Feedback
from .states import ENDED, Step

ASKED = mark("%(who)s asks for your answer.")
YOURS = mark("%(who)s handed this to you: it waits for your answer.")
AGAIN = mark("%(who)s asks once more.")
NAMED = mark("%(who)s mentioned you: “%(words)s”")
SAID = mark("%(who)s wrote: “%(words)s”")
ENDS = {
    "decided": mark("%(who)s says that it is decided. %(reason)s"),
    "declined": mark("%(who)s declined it: %(reason)s"),
    "card": mark("%(who)s made it a card. %(reason)s"),
}
STEP, LOOK = mark("Answer"), mark("Look at it")


def asked(rows: Sequence[Feedback], words: str = ASKED) -> None:
    """It waits for somebody from now on; whoever is named in it hears of it, too."""
    people = talk.names()
    tell(one for row in rows for one in (*owner_of(row, words), *named_in(row, people)))


def owner_of(row: Feedback, words: str) -> Iterator[Telling]:
    if row.owner_id is not None:
        occasion = f"comment:{row.comment_id}" if row.comment_id and words is ASKED else occasion_of(row)
        yield telling(row, row.owner_id, words, {"who": who_asks(row, words)}, STEP, occasion)


def who_asks(row: Feedback, words: str) -> str:
    member = current().member
    return row.voice if row.voice and words is ASKED else member.name if member is not None else "Handrail"


def named_in(row: Feedback, people: dict[str, str]) -> Iterator[Telling]:
    """Somebody outside names nobody of us."""
    keys = mentions.keys(row.text, people) if not row.voice else []
    for member in talk.here().filter(key__in=keys) if keys else ():
        words = {"who": who_asks(row, ASKED), "words": shortened(row.title, 80)}
        yield telling(row, member.pk, NAMED, words, LOOK, f"feedback:{row.pk}:named")


def stepped(taken: Iterable[tuple[Feedback, Step]]) -> None:
    """How it ended goes to who asked; that it is open once more, to whom it waits for."""
    told: list[Telling] = []
    for row, step in taken:
        said = {"who": me_name(), "reason": shortened(row.reason, 300)}
        if step.goes in ENDED and row.asked_by_id is not None:
            told.append(telling(row, row.asked_by_id, ENDS[step.goes], said, LOOK, occasion_of(row)))
        elif step.goes == "open":
            told += owner_of(row, AGAIN)
    tell(told)


def answered(row: Feedback, comment: Comment) -> None:
    """Whom it waits for, and who asked, hear what was said in the thread; once, however they come to hear of it."""
    said = {"who": comment.voice or me_name(), "words": comment.title}
    pks = {pk for pk in (row.owner_id, row.asked_by_id) if pk is not None and pk != comment.by_id}
    tell(telling(row, pk, SAID, said, LOOK, f"comment:{comment.pk}") for pk in sorted(pks))


def settle(rows: Sequence[Feedback]) -> None:
    """Nobody has to be reminded any more that it waits."""
    nudges.settle([("feedback", row.pk) for row in rows], MESSAGE)


# -- what they do alike ---------------------------------------------------------------------------------------


def tell(tellings: Iterable[Telling]) -> None:
    """Nobody hears of what they did themselves, nor of a private customer that they may not see."""
    me = current().member
    mine = me.pk if me is not None else 0
    told = [one for one in tellings if one.recipient_id != mine]
    if told:
        private = private_of({one.about_id for one in told if one.about_id is not None})
        nudges.tell(one for one in told if one.about_id not in private or sees(one))


def sees(one: Telling) -> bool:
    return one.about_id not in hidden_for(one.recipient_id)


def me_name() -> str:
    member: Member | None = current().member
    return member.name if member is not None else "Handrail"


def occasion_of(row: Feedback) -> str:
    return f"feedback:{row.pk}:{row.revision}:{row.state}"


def telling(
    row: Feedback, recipient: int, words: str, params: dict[str, Any], step: str, occasion: str
) -> Telling:
    return message(row, recipient, words, under="feedback", params=params, step=step, occasion=occasion)
