from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from handrail.house.workspaces.external import is_salesforce, same
from handrail.house.workspaces.owners import Directory, match


def person(
    name: str, email: str = "", key: str = "", left_on: date | None = None, role: str = "member", **ids: str
) -> Any:
    return SimpleNamespace(name=name, email=email, key=key, left_on=left_on, role=role, external_ids=ids)


MARIA = person("Maria Santos", "maria@example.com", "maria-santos", salesforce="005Nq00000AU6ztIAD")
NINA = person("Nina Kowalski", "nina@example.com")
GONE = person("Theo Brandt", "theo@example.com", left_on=date(2026, 10, 1))
LOOKS = person("Rosa Kim", "rosa@example.com", role="guest")


@pytest.fixture
def directory() -> Directory:
    return Directory.of([MARIA, NINA, GONE, LOOKS])


@pytest.mark.parametrize(
    "words",
    [
        "Maria Santos",
        "maria  santos",
        "Maria Santos (SA)",
        "Santos, Maria",
        "MARIA@example.com",
        "maria-santos",
        "Maria Santos <maria@example.com>",
        "005Nq00000AU6ztIAD",
        "005Nq00000AU6zt",
    ],
)
def test_one_member_is_found_however_she_is_written(directory: Directory, words: str) -> None:
    found = match(words, directory)
    assert (found.member, found.gap, found.text) == (MARIA, "", " ".join(words.split()))


@pytest.mark.parametrize(
    ("words", "gap"),
    [
        ("", "nobody"),
        (None, "nobody"),
        ("TBD", "nobody"),
        ("tbd (AE)", "nobody"),
        ("n/a", "nobody"),
        ("-", "nobody"),
        ("CI Team", "group"),
        ("Queue", "group"),
        ("Support", "group"),
        ("Sales and Marketing", "group"),
        ("Nina Kowalski + Maria Santos", "two_people"),
        ("A & B", "two_people"),
        ("A/B", "two_people"),
        ("Maria Santos, Nina Kowalski", "two_people"),
        ("ae_agent", "role"),
        ("CSM", "role"),
        ("Account Manager", "role"),
        ("005Nq00000AU6zuIAD", "unknown"),
        ("Zoe Fox", "unknown"),
        ("zoe@example.com", "unknown"),
        ("Theo Brandt", "left"),
    ],
)
def test_what_is_not_one_member_is_a_gap_that_keeps_its_words(
    directory: Directory, words: str, gap: str
) -> None:
    found = match(words, directory)
    assert (found.member, found.gap, found.text, found.guest) == (None, gap, words or "", None)


def test_a_guest_is_known_and_owns_nothing(directory: Directory) -> None:
    found = match("Rosa Kim <rosa@example.com>", directory)
    assert (found.member, found.gap, found.guest) == (None, "unknown", LOOKS)
    assert found.text == "Rosa Kim <rosa@example.com>"


def test_two_members_of_one_name_are_not_guessed_between(directory: Directory) -> None:
    directory.add(person("Maria Santos", "other@example.com"))
    assert match("Maria Santos", directory).gap == "unknown"
    assert match("other@example.com", directory).member is not None


def test_a_member_read_twice_is_one_member(directory: Directory) -> None:
    directory.add(NINA)
    assert match("Nina Kowalski", directory).member is NINA


def test_fifteen_and_eighteen_characters_are_one_salesforce_id() -> None:
    assert same("001Nq00000J1MwVIAV") == same("001Nq00000J1MwV")
    assert same("001Nq00000J1MwVIAW") == "001Nq00000J1MwVIAW", "a wrong checksum is another system's id"
    assert not is_salesforce("Customer 12345 x")
