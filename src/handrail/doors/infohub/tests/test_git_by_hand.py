"""Law 8 with files edited by hand: values, comments and keys of nobody's are written anywhere, pushed, and stand as written."""

from __future__ import annotations

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.doors.infohub import importing
from handrail.doors.infohub.exporting import Exporter
from handrail.doors.infohub.tests.test_git import exported, tree
from handrail.doors.infohub.tests.test_git_push import CSP, REGISTER, kept
from handrail.doors.infohub.tests.test_git_taking import arrive, head
from handrail.doors.infohub.tree import read
from handrail.house.ledger.models import Event

__all__ = ["kept"]
ACTIONS = "northwind/actions/action_tracker.yaml"
WORDS = st.text("abc äß:#'\"-%&!{}[]|>,?", min_size=1, max_size=20).map(lambda text: f"w{text.strip()}w")
QUOTED = WORDS.map(lambda text: json.dumps(text, ensure_ascii=False))
NUMBERS = st.integers(0, 100).map(str)
DAYS = st.dates().filter(lambda day: 2000 <= day.year <= 2100).map(str)
FIELDS = {
    CSP: {
        "outcome": QUOTED, "success_metric": QUOTED, "why_now": QUOTED, "measurement": QUOTED, "industry": QUOTED,
        "baseline": NUMBERS, "current": NUMBERS, "by": DAYS, "next_review": DAYS,
    },
    REGISTER: {"title": QUOTED, "impact": QUOTED, "strategy": QUOTED, "progress": NUMBERS},
    ACTIONS: {"title": QUOTED, "due_date": DAYS, "note": QUOTED},
}  # fmt: skip
EXAMPLES = 2
EDITS = st.one_of(
    *(
        st.tuples(st.just(path), st.just(name), values)
        for path, fields in FIELDS.items()
        for name, values in fields.items()
    ),
    st.tuples(st.sampled_from(sorted(FIELDS)), st.just("#"), st.tuples(st.integers(0, 200), WORDS)),
    st.tuples(st.just(CSP), st.just("+"), QUOTED),
)


def edited(text: str, what: str, value) -> str:
    """One edit as a person makes it in an editor: what stands beside it stays."""
    if what == "#":
        lines = text.splitlines(keepends=True)
        at = value[0] % len(lines)
        dent = re.match(" *", lines[at])[0]
        return "".join([*lines[:at], f"{dent}# {value[1]}\n", *lines[at:]])
    if what == "+":
        return text.replace("metadata:\n", f"metadata:\n  own_{len(text)}: {value}\n", 1)
    found = re.search(rf"^( *(?:- )?{what}: )(\"(?:\\.|[^\"\\])*\"|[^#\n]*?)( +#.*)?$", text, re.MULTILINE)
    assert found, what
    return f"{text[: found.start()]}{found[1]}{value}{found[3] or ''}{text[found.end() :]}"


def test_what_is_edited_by_hand_stands_as_it_was_written(kept):
    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.lists(EDITS, min_size=8, max_size=20))
    def edit(edits):
        files = {path: content.decode() for path, content in tree(kept).items() if path in FIELDS}
        for path, what, value in edits:
            files[path] = edited(files[path], what, value)
        came = arrive(kept, head(kept), {path: text.encode() for path, text in files.items()})
        assert came.conflicts == 0
        now = exported(kept)
        assert {path: now[path].decode() for path in FIELDS} == files
        assert tree(kept) == now

    edit()
    with kept.inside():
        ways = set(
            Event.objects.filter(subject_kind__in=("outcome", "risk", "task")).values_list("cause", flat=True)
        )
        assert "git push" in ways
        first = dict(Exporter().files())
    with kept.elsewhere():
        importing.apply(importing.read_sources([read(*one) for one in first.items()]), kept.charlie)
        second = dict(Exporter().files())
    assert {path: second[path] for path in FIELDS} == {path: first[path] for path in FIELDS}
