"""Nothing leaves a section of a plan but what was declared for the customer."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.record.plans import audience
from handrail.record.plans.models import Plan
from handrail.record.plans.sections import KEYS

OURS = "only-for-us"
NAMES = st.text("abcdefg", min_size=1, max_size=6)
SECRET = st.recursive(
    st.just(OURS), lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=2), max_leaves=4
)  # fmt: skip


def rows(schema: object) -> st.SearchStrategy[object]:
    """What a file may hold in a declared key: texts, or rows with a column that nobody declared."""
    columns = schema.get("items", {}).get("anyOf", [{}])[0].get("properties", {}) if isinstance(schema, dict) else {}  # fmt: skip
    told = dict.fromkeys(columns, "told")
    return st.lists(NAMES.map(lambda name: {**told, f"x{name}": OURS}), min_size=1, max_size=2) | st.just(
        "told"
    )


@pytest.mark.parametrize("section", KEYS)
def test_what_nobody_declared_stays_with_us(section):
    @given(st.data(), st.dictionaries(NAMES.map("x{}".format), SECRET, max_size=3))
    def holds(data, unknown):
        told = {key: data.draw(rows(schema)) for key, schema in KEYS[section].items()}
        shown = audience.seen(section, told | unknown)
        assert OURS not in json.dumps(shown)
        assert set(shown) == audience.INSIDE[section]

    holds()


def test_internal_sections_show_nothing():
    for section in ("handoff", "competition", "commercial"):
        assert audience.seen(section, dict.fromkeys(KEYS[section], "told")) == {}
        assert all(audience.of("plan", f"{section}.{key}") == "internal" for key in KEYS[section])


def test_a_field_is_ours_unless_it_is_declared():
    assert audience.of("milestone", "title") == audience.of("plan", "background.why_now") == "customer"
    for kind, field in (
        ("milestone", "owner"),
        ("plan", "fields"),
        ("plan", "background.odd"),
        ("x", "title"),
    ):
        assert audience.of(kind, field) == "internal"
    assert audience.SHARED["plan"] == Plan.SHARED
