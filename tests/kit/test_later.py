"""Addresses that are imported when somebody asks for one: the same answers, and nothing of them before."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.urls import NoReverseMatch, resolve, reverse

LOOK = """
import sys
from handrail.cli.session import session
with session():
    from django.urls import get_resolver, resolve, reverse
    get_resolver()._populate()
    resolve("/sign-in")
    api = "handrail.doors.api.urls"
    assert api not in sys.modules, "a page has imported it"
    assert resolve("/api/v1/openapi.json").view_name == "api:openapi"
    assert api in sys.modules
"""


def test_a_page_does_not_import_what_only_programs_ask_for():
    ended = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, timeout=240)
    assert ended.returncode == 0, ended.stderr[-2000:]


def test_its_names_are_found_behind_its_own():
    assert reverse("api:openapi") == "/api/v1/openapi.json"
    found = resolve("/api/v1/w/ours/boards/spring/cards")
    assert (found.view_name, found.kwargs) == ("api:all_cards", {"slug": "ours", "key": "spring"})
    assert resolve("/api/v1/nowhere/at/all").app_names == ["api"]
    with pytest.raises(NoReverseMatch):
        reverse("openapi")
