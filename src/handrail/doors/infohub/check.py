"""`handrail check DIR`: the product's judgement over a folder of files. No server, no database, no Django."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from multiprocessing import get_context
from pathlib import Path
from zoneinfo import ZoneInfo

from handrail.house.workspaces.owners import Directory
from handrail.kit import clock
from handrail.kit.refusals import Invalid
from handrail.kit.shapes import Row
from handrail.kit.verdict import Today
from handrail.kit.words import say
from handrail.watch.health.policy import Policy

from . import reporting
from .entities import Account, accounts_of
from .facts import directory_of
from .findings import Finding, ordered
from .judging import Rules, judge
from .tree import Found, Source, account_from_path, load, slug, walk

CLEAN, FINDINGS, UNUSABLE = 0, 1, 2
MANY = 200
"""From so many groups on, two processes share the work."""


@dataclass
class Result:
    findings: list[Finding] = field(default_factory=list)
    files: int = 0
    accounts: int = 0
    plans: int = 0

    def add(self, other: Result) -> None:
        self.findings += other.findings
        self.files += other.files
        self.accounts += other.accounts
        self.plans += other.plans

    def summary(self) -> dict[str, int]:
        severities = [finding.severity for finding in self.findings]
        return {
            "files": self.files,
            "accounts": self.accounts,
            "plans": self.plans,
            "errors": severities.count("error"),
            "warnings": severities.count("warning"),
            "notes": severities.count("note"),
        }

    @property
    def code(self) -> int:
        return FINDINGS if any(f.severity != "note" for f in self.findings) else CLEAN


def check(folder: Path, moment: datetime | None = None) -> Result:
    """All findings over a folder, the same each time for the same files and moment."""
    files, findings = walk(folder)
    groups = grouped(files)
    result = Result(findings, len(files))
    shared = [load(found) for found in groups.pop("", [])]
    rules = rules_of(shared, moment or clock.now(), result)
    mine = accounts_of(shared, fallback=slug(folder.resolve().name))
    lent = {name: account for name, account in mine.items() if name}
    result.findings += [finding for source in shared for finding in source.findings]
    judge_accounts({name: a for name, a in mine.items() if name not in groups}, rules, result)
    for part in judged(groups, lent, rules):
        result.add(part)
    result.findings = ordered(result.findings)
    return result


def grouped(files: Sequence[Found]) -> dict[str, list[Found]]:
    """Files by the account that their path names: what is read together, and then forgotten."""
    groups: dict[str, list[Found]] = {}
    for found in files:
        name = account_from_path(found.path)
        groups.setdefault(name, []).append(found)
    return dict(sorted(groups.items()))


def rules_of(shared: Sequence[Source], moment: datetime, result: Result) -> Rules:
    """Policy, zone and members, from workspace.yaml where there is one."""
    source = next((s for s in shared if s.sheet and s.sheet.kind == "workspace" and s.root), None)
    if source is None or source.root is None:
        return Rules(Policy(), Today.at(moment), Directory())
    zone = zone_of(source, source.root, result)
    policy = policy_of(source, source.root, result)
    return Rules(policy, Today.at(moment, zone), directory_of(source.root.of("member")))


def zone_of(source: Source, root: Row, result: Result) -> str:
    zone = str(root.values["time_zone"] or "UTC")
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        at = source.where(root.place("time_zone"))
        message = say("“%(zone)s” is not a time zone.", zone=zone)
        result.findings.append(
            Finding(
                source.path,
                at.line or 1,
                at.column or 1,
                "workspace.zone",
                "error",
                message,
                say("Write one like Europe/Berlin."),
            )
        )
        return "UTC"
    return zone


def policy_of(source: Source, root: Row, result: Result) -> Policy:
    given = root.values["policy"]
    try:
        return Policy.from_mapping(given if isinstance(given, dict) else {})
    except Invalid as trouble:
        for problem in trouble.problems:
            at = source.where((*root.place("policy"), problem.field))
            result.findings.append(
                Finding(
                    source.path,
                    at.line or 1,
                    at.column or 1,
                    "workspace.policy",
                    "error",
                    problem.message,
                    problem.fix,
                )
            )
        return Policy()


def judged(groups: dict[str, list[Found]], lent: dict[str, Account], rules: Rules) -> Iterator[Result]:
    """Group after group; two processes where it is worth starting them."""
    work = [(files, lent.get(name), rules) for name, files in groups.items()]
    if len(work) < MANY or (os.cpu_count() or 1) < 2:
        yield from map(judge_group, work)
        return
    with get_context("forkserver" if sys.platform != "win32" else "spawn").Pool(2) as pool:
        yield from pool.imap(judge_group, work, chunksize=8)


def judge_group(work: tuple[list[Found], Account | None, Rules]) -> Result:
    files, lent, rules = work
    sources = [load(found) for found in files]
    accounts = accounts_of(sources)
    if lent is not None:
        mine = accounts.setdefault(lent.name, Account(lent.name))
        mine.entities += lent.entities
    result = Result([finding for source in sources for finding in source.findings])
    judge_accounts(accounts, rules, result)
    return result


def judge_accounts(accounts: dict[str, Account], rules: Rules, result: Result) -> None:
    for account in accounts.values():
        result.findings += judge(account, rules)
        result.accounts += bool(account.name and (account.sources or account.entities))
        result.plans += len(account.of("plan"))


# -- the command ----------------------------------------------------------------------------------------


def main(argv: Sequence[str] | None = None) -> int:
    options = parser().parse_args(argv)
    folder = Path(options.dir)
    moment = moment_of(options.at)
    if options.at and moment is None:
        return unusable(
            f"“{options.at}” is not a date or a moment.", "Write it like 2026-03-15 or 2026-03-15T09:00Z."
        )
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "does not exist"
        return unusable(f"{options.dir} {what}.", "Name the folder that holds the files.")
    result = check(folder, moment)
    sys.stdout.write(written(options.format, result, folder))
    return result.code


def written(form: str, result: Result, folder: Path) -> str:
    if form == "sarif":
        return reporting.sarif(result.findings, result.summary(), folder)
    return (reporting.json if form == "json" else reporting.text)(result.findings, result.summary())


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="handrail check",
        description="Judge a folder of success plans, registers and logs. Needs no server and no database.",
        epilog="Exit codes: 0 clean, 1 findings, 2 unusable.",
    )
    made.add_argument("dir", help="the folder")
    made.add_argument("--at", help="judge as of this day or moment, such as 2026-03-15")
    made.add_argument("--format", choices=("text", "json", "sarif"), default="text")
    return made


def moment_of(text: str | None) -> datetime | None:
    """A day means its noon, UTC."""
    try:
        if not text:
            return None
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), time(12), ZoneInfo("UTC"))
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("UTC"))
    except ValueError:
        return None


def unusable(message: str, fix: str) -> int:
    sys.stderr.write(f"{message}\n{fix}\n")
    return UNUSABLE
