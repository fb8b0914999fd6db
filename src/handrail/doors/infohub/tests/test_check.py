"""`handrail check`: findings with their places, the same each time, whatever the files hold."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from handrail.doors.infohub import check, tree
from handrail.doors.infohub.check import main
from handrail.watch.rules import library

TREES = Path(__file__).resolve().parents[5] / "tests" / "trees"
MOMENT = datetime(2026, 3, 15, tzinfo=UTC)


def checked(folder):
    return check.check(folder, MOMENT)


def found(folder, code=""):
    return [f for f in checked(folder).findings if f.code.startswith(code)]


def written(folder, **files):
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_yaml", ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def at(folder, code):
    return [(f.line, f.column) for f in found(folder, code)]


# -- what it says ---------------------------------------------------------------------------------------


def test_the_wild_tree_with_all_its_trouble():
    places = {(f.code, Path(f.file).name, f.line) for f in checked(TREES / "wild").findings}
    assert places >= {
        ("owner.role", "risk_register.yaml", 9),
        ("owner.group", "action_tracker.yaml", 5),
        ("task.overdue", "action_tracker.yaml", 6),
        ("value.key", "action_tracker.yaml", 7),
        ("id.twice", "action_tracker.yaml", 10),
        ("value.value", "action_tracker.yaml", 13),
        ("link.missing", "decision_log.yaml", 11),
        ("decision.overdue", "decision_log.yaml", 13),
        ("summary.differs", "risk_register.yaml", 13),
        ("summary.differs", "risk_register.yaml", 15),
        ("risks.clear_before_renewal", "node_profile.yaml", 6),
    }


def test_a_plan_is_judged_as_in_the_product():
    codes = {f.code for f in checked(TREES / "commented").findings if f.severity != "note"}
    assert codes == {"plan.on_track", "owner.two_people"}
    late = check.check(TREES / "commented", datetime(2026, 6, 15, tzinfo=UTC))
    codes = {f.code: f.severity for f in late.findings}
    assert codes["plan.not_stale"] == codes["plan.not_overdue"] == "error"
    stale = next(f for f in late.findings if f.code == "plan.not_stale")
    assert (stale.file, stale.line, stale.column) == ("northwind/success_plan/csp.yaml", 16, 17)


def test_a_deal_that_needs_a_plan_and_has_none(tmp_path):
    deal = (
        "opportunities:\n- opportunity_id: o-1\n  type: new\n  stage: 3\n  amount: 200000\n  currency: USD\n"
    )
    written(tmp_path, acme__account_yaml=f"account_id: acme\ntier: enterprise\n{deal}")
    missing = found(tmp_path, "plan.missing")[0]
    assert (missing.severity, missing.line) == ("error", 4)
    assert "needs a plan" in missing.message
    assert "USD 100,000" in missing.message
    waived = "waivers:\n- opportunity: o-1\n  by: Jonas Weber\n  reason: Too small\n  date: 2026-01-01\n"
    written(tmp_path, acme__account_yaml=f"account_id: acme\ntier: enterprise\n{deal}{waived}")
    assert not found(tmp_path, "plan.missing")


def test_the_policy_of_the_workspace_counts(tmp_path):
    written(tmp_path, workspace_yaml="policy:\n  fresh_days: 1\n  no_such: 2\n")
    assert at(tmp_path, "workspace.policy") == [(3, 12)]


RULES = """rules:
- id: fine
  title: Prepare in time
  when: {deadline: milestone.due, at: [-3d]}
  if: milestone.side == "vendor" && customer.arr > 1000
  then:
  - {task: "Prepare {title}", for: "member:bob", due: 2}
- id: wrong
  title: A rule with all its trouble
  when: {event: opportunity.saved}
  if: deal.stge == "2"
  then:
  - {nudge: owner}
  - {nuge: owner}
  - {review: 3}
  - {set: {kind: nw, stage: won}}
  - {nudge: "member:nobody"}
- id: mute
  title: Nothing is done
  when: {event: task.created}
  if: task.priority == "urgent"
"""


def test_all_of_a_rule_is_read_and_each_trouble_has_its_line(tmp_path):
    written(tmp_path, rules_yaml=RULES, workspace_yaml="members:\n- id: bob\n  name: Bob\n")
    told = [(f.file, f.line, f"{f.message} {f.fix}") for f in found(tmp_path, "rule.")]
    assert [line for _file, line, _words in told] == [11, 14, 15, 16, 16, 17, 18, 21]
    assert {file for file, _line, _words in told} == {"rules.yaml"}
    words = ["Did you mean deal.stage?", "Did you mean nudge?", "can not be done", "can not set", "is never “nw”",
             "Nobody here", "what is to be done", "is never “urgent”"]  # fmt: skip
    missing = [(word, told[n][2]) for n, word in enumerate(words) if word not in told[n][2]]
    assert not missing


def test_a_rule_may_have_a_file_of_its_own(tmp_path):
    """As the shipped ones have; where one of these is not right, it is told in its file, by its line."""
    rules = Path(shutil.copytree(library.folder(), tmp_path / "library" / "rules"))
    shipped = {path.name for path in rules.iterdir()}
    assert checked(tmp_path).findings == [] and len(shipped) > 8
    told = (rules / "plan-creation.yaml").read_text()
    (rules / "plan-creation.yaml").write_text(
        told.replace('deal.plan == "missing"', 'deal.plam == "missing"')
    )
    (rules / "ours.yaml").write_text("says: Nobody starts it\nthen:\n- {nudge: owner}\n")
    (rules / "lint.yaml").write_text("groups: []\n")
    found = [(f.file, f.line, f.code) for f in checked(tmp_path).findings]
    line = told[: told.index("deal.plan ==")].count("\n") + 1
    assert found == [
        ("library/rules/ours.yaml", 1, "rule.part"),
        ("library/rules/plan-creation.yaml", line, "rule.part"),
    ]


def test_the_same_files_give_the_same_words():
    assert checked(TREES / "wild").findings == checked(TREES / "wild").findings


# -- how it says it -------------------------------------------------------------------------------------


def run(capsys, *argv):
    code = main([str(a) for a in argv])
    return code, capsys.readouterr()


def test_json_holds_exactly_what_was_promised(capsys):
    code, out = run(capsys, TREES / "wild", "--format", "json", "--at", "2026-03-15")
    said = json.loads(out.out)
    assert code == 1
    assert set(said["findings"][0]) == {"file", "line", "column", "code", "severity", "message", "fix"}
    assert set(said["summary"]) >= {"files", "accounts", "plans", "errors", "warnings"}
    assert said["summary"]["errors"] == sum(f["severity"] == "error" for f in said["findings"])


def test_sarif_names_rules_and_places(capsys):
    _, out = run(capsys, TREES / "wild", "--format", "sarif", "--at", "2026-03-15")
    log = json.loads(out.out)
    assert log["version"] == "2.1.0"
    driver, results = log["runs"][0]["tool"]["driver"], log["runs"][0]["results"]
    for result in results:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] >= 1


def test_sarif_places_resolve_to_the_files(capsys):
    """By the folder that the report names once; the places themselves stay relative to it."""
    _, out = run(capsys, TREES / "wild", "--format", "sarif", "--at", "2026-03-15")
    [run_of] = json.loads(out.out)["runs"]
    bases = run_of["originalUriBaseIds"]
    places = [r["locations"][0]["physicalLocation"]["artifactLocation"] for r in run_of["results"]]
    assert places
    for place in places:
        assert not place["uri"].startswith(("/", "file:"))
        whole = urljoin(bases[place["uriBaseId"]]["uri"], place["uri"])
        assert Path(unquote(urlsplit(whole).path)).exists(), whole


def test_exit_codes(capsys, tmp_path):
    assert run(capsys, tmp_path)[0] == 0
    assert run(capsys, TREES / "wild")[0] == 1
    assert run(capsys, tmp_path / "absent")[0] == 2
    assert run(capsys, tmp_path, "--at", "yesterday")[0] == 2


def test_no_django_and_no_database_is_touched():
    code = (
        "import sys; from handrail.doors.infohub.check import main;"
        f"main([{str(TREES / 'wild')!r}]);"
        "sys.exit(any(m.split('.')[0] in ('django', 'psycopg') for m in sys.modules))"
    )
    env = {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=env, check=False)
    assert done.returncode == 0, done.stderr.decode()[-500:]


# -- what files can do ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"risks:\n\t- title: x\n", "yaml.tab", (2, 1)),
        (b"risks:\n- title: a: b\n", "yaml.syntax", (2, 11)),
        (b"risks: []\n---\nrisks: []\n", "yaml.documents", (2, 1)),
        (b"risks: []\nrisks: []\n", "yaml.duplicate_key", (2, 1)),
        (b"risks:\n- title: caf\xe9\n", "yaml.encoding", (2, 13)),
        ("risks: []".encode("utf-16"), "yaml.encoding", (1, 1)),
        (b"", "yaml.empty", (1, 1)),
        (b"- a\n- b\n", "yaml.not_a_mapping", (1, 1)),
        (b"risks: 5\n", "value.shape", (1, 8)),
        (b"risks: [3, null, {title: {a: b}}]\n", "value.nested", (1, 26)),
        (
            b"a: &a [1,1,1,1,1,1]\n" + b"".join(b"b%d: [*a,*a,*a]\n" % n for n in range(30)),
            "yaml.alias",
            None,
        ),
        (b"a: " + b"[" * 100_000, "yaml.too_deep", None),
    ],
)
def test_bad_yaml_is_told_with_its_place_and_the_rest_goes_on(tmp_path, content, code, place):
    written(
        tmp_path,
        acme__risk_register_yaml=content,
        acme__decision_log_yaml="decisions:\n- title: Still here\n",
    )
    told = found(tmp_path, code)
    assert told[0].file == "acme/risk_register.yaml"
    assert place is None or (told[0].line, told[0].column) == place
    assert found(tmp_path, "owner.nobody")[0].file == "acme/decision_log.yaml"


def test_a_byte_order_mark_and_crlf_are_no_trouble(tmp_path):
    text = "\ufeffrisks:\r\n- title: One\r\n  owner: Mara Adeyemi\r\n  status: nonsense\r\n"
    written(tmp_path, acme__risk_register_yaml=text)
    assert at(tmp_path, "value.value") == [(4, 11)]
    assert not found(tmp_path, "yaml")


def test_large_files_are_told_and_not_read(tmp_path):
    with (written(tmp_path, acme__x_yaml="a: 1") / "acme/risk_register.yaml").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert [f.file for f in found(tmp_path, "file.too_big")] == ["acme/risk_register.yaml"]


def test_links_pipes_and_sockets_are_not_opened(tmp_path):
    outside = written(tmp_path / "outside", secret_yaml="risks: []")
    inside = written(tmp_path / "inside", acme__risk_register_yaml="risks: []")
    (inside / "out.yaml").symlink_to(outside / "secret.yaml")
    (inside / "loop").symlink_to(inside)
    (inside / "nowhere").symlink_to(inside / "absent")
    (inside / "folder").symlink_to(outside)
    os.mkfifo(inside / "csp.yaml")
    made = socket.socket(socket.AF_UNIX)
    made.bind(str(inside / "s.yaml"))
    made.close()
    said = {(f.code, f.file, f.severity) for f in found(inside, "file.")}
    assert said == {
        ("file.link", "out.yaml", "warning"),
        ("file.link", "folder", "warning"),
        ("file.link", "nowhere", "warning"),
        ("file.link", "loop", "note"),
        ("file.special", "csp.yaml", "warning"),
        ("file.special", "s.yaml", "warning"),
    }


def test_a_pipe_that_takes_the_place_of_a_file_does_not_hang(tmp_path):
    written(tmp_path, risk_register_yaml="risks: []")
    listed = tree.walk(tmp_path)[0][0]
    (tmp_path / "risk_register.yaml").unlink()
    os.mkfifo(tmp_path / "risk_register.yaml")
    assert [f.code for f in tree.load(listed).findings] == ["file.unreadable"]


def test_names_that_are_no_text(tmp_path):
    folder = os.fsencode(tmp_path) + b"/ac\xffme\n"
    os.mkdir(folder)
    with open(folder + b"/risk_register.yaml", "wb") as file:
        file.write(b"risks: 5\n")
    told = found(tmp_path, "value.shape")[0]
    assert told.file.encode()
    assert "\n" not in told.file


def test_a_folder_deeper_than_any_path(tmp_path):
    here = os.getcwd()
    try:
        os.chdir(tmp_path)
        for _ in range(25):
            os.mkdir("a" * 200)
            os.chdir("a" * 200)
    finally:
        os.chdir(here)
    try:
        assert checked(tmp_path).code in (0, 1)
    finally:  # deeper than pytest's own cleaning can go
        subprocess.run(["rm", "-rf", *tmp_path.iterdir()], check=True)


def test_every_file_of_the_yaml_test_suite(tmp_path, shared):
    suite = shared / "data" / "hostile" / "yaml__yaml-test-suite" / "src"
    assert checked(suite).files > 100
    for number, file in enumerate(sorted(suite.glob("*.yaml"))):
        text = file.read_text()
        for piece, block in enumerate(text.split("yaml: |")[1:]):
            lines = [line[4:] for line in block.splitlines()[1:] if line.startswith("    ") or not line]
            raw = (
                "\n".join(lines).replace("␣", " ").replace("»", "\t").replace("∎", "").replace("⇔", "\ufeff")
            )
            names = ("risk_register", "csp", "decision_log", "account")
            for name in (names[number % 4],):
                written(tmp_path, **{f"a{number}-{piece}__{name}_yaml": raw})
    assert checked(tmp_path).files > 300


def test_the_real_register(shared):
    result = checked(shared / "data" / "infohub")
    assert (result.files, result.accounts) == (1, 1)
    assert {f.code for f in result.findings} == {"owner.group", "customer.evidence"}
    assert sum(f.code == "owner.group" for f in result.findings) == 9


# -- accounts -------------------------------------------------------------------------------------------


def accounts(tmp_path, **files):
    from handrail.doors.infohub.entities import accounts_of

    written(tmp_path, **files)
    return sorted(name for name in accounts_of([tree.load(f) for f in tree.walk(tmp_path)[0]]) if name)


def test_an_account_comes_from_its_id_its_name_or_its_folder(tmp_path):
    assert accounts(tmp_path, north_wind__eng1__internal_infohub__risks__risk_register_yaml="risks: []") == [
        "north-wind"
    ]


def test_files_beside_an_id_are_of_that_account(tmp_path):
    files = {
        "folder__account_yaml": "account_id: northwind\nname: Northwind Logistics\n",
        "folder__csp_yaml": "metadata:\n  account: Northwind Logistics\noutcomes: []\n",
        "folder__risks__risk_register_yaml": "risks: []\n",
    }
    assert accounts(tmp_path, **files) == ["northwind"]


def test_two_names_in_one_folder_are_two_accounts(tmp_path):
    plan = "metadata:\n  account: {}\noutcomes: []\nadoption: {{}}\n"
    files = {"plans__one__csp_yaml": plan.format("Alpha"), "plans__one__b__csp_yaml": plan.format("Beta")}
    assert accounts(tmp_path, **files) == ["alpha", "beta"]


def test_two_processes_say_the_same_as_one(tmp_path, monkeypatch):
    for number in range(12):
        written(tmp_path, **{f"a{number:02d}__risk_register_yaml": "risks:\n- title: x\n"})
    alone = checked(tmp_path).findings
    monkeypatch.setattr(check, "MANY", 1)
    assert checked(tmp_path).findings == alone
    assert len(alone) == 24
