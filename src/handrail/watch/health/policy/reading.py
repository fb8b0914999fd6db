"""How the value of a threshold is read: each reader gives it as the judgement takes it, or says what to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from handrail.kit.words import say

Reader = Callable[[Any], Any]


def whole(low: int, high: int) -> Reader:
    def read(found: Any) -> int:
        if isinstance(found, bool) or not isinstance(found, int) or not low <= found <= high:
            raise ValueError(say("Write a whole number from %(low)s to %(high)s.", low=low, high=high))
        return found

    return read


def amount(low: int | None = 0) -> Reader:
    def wanted() -> str:
        return say("Write a number.") if low is None else say("Write a number, %(low)s or more.", low=low)

    def read(found: Any) -> Decimal:
        if isinstance(found, bool) or not isinstance(found, int | float | str | Decimal):
            raise ValueError(wanted())
        try:
            number = Decimal(str(found))
        except InvalidOperation:
            raise ValueError(say("Write a number, such as 100000 or 2.5.")) from None
        if not number.is_finite() or (low is not None and number < low):
            raise ValueError(wanted())
        return number

    return read


def rate(found: Any) -> Decimal:
    number: Decimal = amount()(found)
    if number == 0:
        raise ValueError(say("A currency is worth more than 0."))
    return number


def currency(found: Any) -> str:
    if not (isinstance(found, str) and len(found) == 3 and found.isascii() and found.isupper()):
        raise ValueError(say("Write a currency as three capital letters, such as EUR."))
    return found


def one_of(allowed: tuple[str, ...]) -> Reader:
    def read(found: Any) -> str:
        if found not in allowed:
            raise ValueError(
                say("Write one of: %(known)s.", known=", ".join(word or "(empty)" for word in allowed))
            )
        return str(found)

    return read


def list_of(item: Reader, says: str) -> Reader:
    def read(found: Any) -> tuple[Any, ...]:
        if not isinstance(found, list | tuple) or not found:
            raise ValueError(say("Write a list of %(what)s.", what=say(says)))
        return tuple(dict.fromkeys(item(entry) for entry in found))

    return read


def table(key: Reader, value: Reader, says: str, base: Mapping[str, Any] | None = None) -> Reader:
    """A table; with a `base`, the entries that are not given keep their default."""

    def read(found: Any) -> dict[str, Any]:
        if not isinstance(found, Mapping):
            raise ValueError(say("Write a table of %(what)s.", what=say(says)))
        return {**(base or {}), **{key(name): value(item) for name, item in found.items()}}

    return read


def word(found: Any) -> str:
    if not isinstance(found, str) or not found.strip():
        raise ValueError(say("Write a word."))
    return found.strip().lower()
