"""Three-way merges are lawful: whatever two people did to a plan's file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handrail.doors.infohub.hub.lines import weave
from handrail.doors.infohub.hub.merging import Side, data_of, merge
from handrail.kit.yamlio import dump

PATH = "acme/risks/risk_register.yaml"
TITLES = ("Budget", "Sponsor", "Delay", "Data")
FIELDS = ("title", "status", "category", "house_rule")
WORDS = st.sampled_from(["open", "low", "on hold: they wait", "#7", "yes", "Ämter"])


@st.composite
def registers(draw):
    """A register of a few risks, each with an id, some known keys and one that we do not know."""
    picked = draw(st.lists(st.sampled_from(TITLES), unique=True, min_size=1))
    more = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS[1:], WORDS))
    rows = [{"risk_id": f"R-{TITLES.index(title)}", "title": title, **draw(more)} for title in picked]
    return {"account_id": "acme", "risks": rows}


@st.composite
def edited(draw, register):
    """The same register after somebody worked on it."""
    rows = [dict(row) for row in register["risks"]]
    rows = [row for row in rows if draw(st.integers(0, 5))]
    for row in rows:
        for name in draw(st.lists(st.sampled_from(FIELDS), max_size=2, unique=True)):
            row[name] = draw(WORDS)
    if draw(st.booleans()):
        rows.append({"risk_id": draw(st.sampled_from(["R-8", "R-9"])), "title": draw(WORDS)})
    return {**register, "risks": rows}


@st.composite
def three(draw):
    base = draw(registers())
    return base, draw(edited(base)), draw(edited(base))


def text(register) -> bytes:
    """With a comment on each risk, which stays where the lines of both sides can be woven."""
    return dump(register).replace("title:", "# of a risk\n    title:").encode()


def merged(base, ours, theirs):
    found = merge(PATH, *(Side.of(PATH, text(one)) for one in (base, ours, theirs)))
    return data_of(Side.of(PATH, found.content)), found


def rows(register):
    found = register if isinstance(register, dict) else {}
    return {row["risk_id"]: dict(row) for row in found.get("risks") or []}


@given(three())
def test_what_only_one_side_changed_is_taken_and_what_both_did_is_ours_and_told(sides):
    result, found = merged(*sides)
    b, o, t, m = (rows(one) for one in (*sides, result))
    told = {(one.row.rpartition("=")[2].upper(), one.steps): one for one in found.conflicts}
    for key in b.keys() | o.keys() | t.keys():
        if key not in o or key not in t:
            one_sided(key, b, o, t, m, told)
            continue
        for name in o[key].keys() | t[key].keys():
            was, mine, yours = (side.get(key, {}).get(name) for side in (b, o, t))
            if mine != yours and was not in (mine, yours):
                assert m[key].get(name) == mine
                conflict = told[key, (name,)]
                assert (conflict.base, conflict.ours, conflict.theirs) == (was, mine, yours)
            else:
                assert m[key].get(name) == (yours if mine == was else mine)
                assert (key, (name,)) not in told
    woven = weave(*(text(one).decode() for one in sides))
    if (
        woven.clean and found.content.decode() != woven.text
    ):  # their lines do not touch, and say no register together
        assert data_of(Side.of(PATH, woven.text.encode())) != result


def one_sided(key, b, o, t, m, told):
    """A row that one side has taken away, or put there: a change on the other side is a conflict."""
    here, there = o.get(key), t.get(key)
    if key not in b:
        assert m[key] == (here or there)
    elif (here or there or b[key]) == b[key]:
        assert key not in m
    else:
        assert m.get(key) == here
        assert (key, ()) in told


@given(three())
def test_one_side_alone_is_taken_as_it_is(sides):
    base, ours, _theirs = sides
    assert merged(base, ours, base)[1].content == text(ours)
    assert merged(base, base, ours)[1].content == text(ours)
    assert merged(base, ours, ours)[1].conflicts == ()


LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n"]), max_size=8).map("".join)


@given(LINES, LINES, LINES)
def test_woven_lines_agree_with_whoever_is_alone_and_do_not_depend_on_who_is_first(base, ours, theirs):
    assert weave(base, ours, base).text == ours
    assert weave(base, base, theirs).text == theirs
    one, other = weave(base, ours, theirs), weave(base, theirs, ours)
    assert one.clean == other.clean
    if one.clean:
        assert one.text == other.text
