"""`handrail import`: tables, boards and decision records go through the exchange, YAML through the info hub."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handrail.cli.progress import Progress
from handrail.cli.session import Unusable, parser, say, session

if TYPE_CHECKING:
    from handrail.doors.exchange.importing import File
    from handrail.doors.exchange.previewing import Preview
    from handrail.doors.infohub.importing import Tree
    from handrail.house.workspaces.models import Workspace

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".tab", ".ics", ".ical", ".icalendar")
TREES = (".yaml", ".yml")
RECORDS = (".md", ".markdown")
SHOWN = 20
Report = Mapping[str, Any]


def main(argv: list[str]) -> int:
    options = arguments().parse_args(argv)
    found = gathered(options.path)
    with session(options.data):
        if is_tree(found):
            return run_tree(options, found[0])
        if is_records(found):
            return run_records(options, found)
        return run_board(options, found[0]) if is_board(found) else run_tables(options, found)


def arguments() -> argparse.ArgumentParser:
    made = parser(
        "import",
        "Bring in a CRM export (CSV, XLSX), a calendar (ICS), a risk register or RAID log (CSV, YAML),\n"
        "a folder of success plans (YAML), decision records (Markdown),\n"
        "or a board from Trello (JSON), Jira, Asana or GitHub (CSV).",
    )
    made.add_argument("path", nargs="+", type=Path, metavar="PATH", help="files, or one folder with them")
    made.add_argument(
        "--workspace", "-w", required=True, metavar="SLUG", help="where to; made if it is not there"
    )
    made.add_argument("--owner", metavar="EMAIL", help="who owns the workspace, when it has to be made")
    made.add_argument("--dry-run", "-n", action="store_true", help="only say what would happen")
    made.add_argument(
        "--accept-partial", action="store_true", help="write what is good, and list what is left out"
    )
    made.add_argument("--format", choices=("text", "json"), default="text", help="json: the report on stdout")
    made.add_argument(
        "--dates", choices=("DMY", "MDY", "YMD"), default="", help="the order of day, month and year"
    )
    made.add_argument(
        "--numbers", choices=("point", "comma"), default="", help="what stands before the decimals"
    )
    made.add_argument("--board", default="", metavar="KEY", help="of a board: the one here that it goes onto")
    made.add_argument(
        "--project",
        default="",
        metavar="KEY",
        help="of a board or of decision records: the project they go into",
    )
    made.add_argument("--customer", default="", metavar="KEY", help="of decision records: whose they are")
    made.add_argument(
        "--decides",
        default="",
        metavar="KEY",
        help="of decision records that name no member: who decides them",
    )
    made.add_argument("--archived", action="store_true", help="of a board: what was archived there, too")
    made.add_argument(
        "--why", default="", metavar="WORDS", help="why cards go back on their boards, if some do"
    )
    made.add_argument("--currency", default="", metavar="EUR", help="of amounts that do not say theirs")
    return made


# -- which files ----------------------------------------------------------------------------------------


def gathered(paths: Sequence[Path]) -> list[Path]:
    """The tables among them; or the one path of a tree of YAML, as it was given."""
    for path in paths:
        if not path.exists():
            raise Unusable(f"There is nothing at {path}.", "Look at the spelling of the path.")
    inside = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    if any(file.suffix.lower() in TREES for file in inside):
        return one_tree(paths)
    files = [f for f in inside if f.is_file()]
    tables = [
        f for f in files if f.suffix.lower() in TABLES or (f in paths and f.suffix.lower() not in RECORDS)
    ]
    records = [f for f in files if f.suffix.lower() in RECORDS]
    if tables and records:
        say(f"{len(records)} Markdown files were left; name them by themselves to bring decision records in.")
    if not tables and not records:
        raise Unusable(
            f"There are no tables, no YAML and no Markdown files in {paths[0]}.",
            "Name a folder with CSV, XLSX, ICS, YAML or Markdown files.",
        )
    return tables or records


def one_tree(paths: Sequence[Path]) -> list[Path]:
    if len(paths) > 1:
        raise Unusable("Several paths with YAML were named.", "Name the one folder that holds the tree.")
    return [paths[0]]


def is_records(found: Sequence[Path]) -> bool:
    return all(path.is_file() and path.suffix.lower() in RECORDS for path in found)


def is_tree(found: Sequence[Path]) -> bool:
    return len(found) == 1 and (found[0].is_dir() or found[0].suffix.lower() in TREES)


# -- the work -------------------------------------------------------------------------------------------


def run_tables(options: argparse.Namespace, found: list[Path]) -> int:
    from handrail.doors.exchange import importing

    with inside(options, ", ".join(path.name for path in found[:5])) as undo:
        files = [looked_at(path, options) for path in found]
        try:
            with Progress(doing(options), "rows") as progress:
                preview = work(options, files, progress)
        except importing.NothingWritten as nothing:
            preview = nothing.preview
        preview.written = not options.dry_run and (options.accept_partial or not preview.refused_count)
        if not preview.written:
            undo()
    tell_tables(options, files, preview)
    return 1 if preview.refused_count and not preview.written else 0


@contextmanager
def inside(options: argparse.Namespace, label: str) -> Iterator[Callable[[], None]]:
    """The workspace, made if it is not there, in one transaction; the given function takes all of it back."""
    from django.db import transaction

    from handrail.house.workspaces.scope import Actor, Scope, held, keep, set_workspace

    over: Scope | None = None
    with all_or_nothing():
        with transaction.atomic(durable=True):
            workspace = the_workspace(options.workspace, options.owner)
            set_workspace(workspace.pk)
            with held(Scope(workspace, Actor("import", None, label), cause="handrail import")) as over:

                def undo() -> None:
                    over.leaving.clear()
                    transaction.set_rollback(True)

                yield undo
        keep(over)


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """A database that stops in the middle, or has no room left, has rolled everything back."""
    from handrail.kit.pg.strain import strain_of

    try:
        yield
    except Exception as error:
        if (trouble := strain_of(error)) is None:
            raise
        raise Unusable(
            f"{trouble.message} Nothing was written: everything is as it was before.",
            f"{trouble.fix} The same command does the whole of it again.",
        ) from error


def looked_at(path: Path, options: argparse.Namespace) -> File:
    from handrail.doors.exchange.importing import look

    return look(
        path,
        path.name,
        date_order=options.dates,
        number_style=options.numbers,
        currency=options.currency.upper(),
    )


def work(options: argparse.Namespace, files: list[File], progress: Progress) -> Preview:
    from handrail.doors.exchange.flow import rows_in
    from handrail.doors.exchange.importing import apply, plan_import

    everything = sum(rows_in(Path(str(file.source)).read_bytes()) for file in files)

    def tell(done: int) -> None:
        progress(done, everything)

    if options.dry_run:
        return plan_import(files, tell=tell)
    return apply(files, accept_partial=options.accept_partial, tell=tell)


def doing(options: argparse.Namespace) -> str:
    return "Looking" if options.dry_run else "Importing"


def the_workspace(slug: str, owner: str | None) -> Workspace:
    """The workspace of that name; made, with its owner, if it is not there."""
    from handrail.house.workspaces import scope
    from handrail.kit.refusals import NotFound

    try:
        return scope.find(slug)
    except NotFound:
        if not owner:
            raise Unusable(
                f"There is no workspace “{slug}” yet, and it needs an owner.",
                "Add --owner with the e-mail address of the person who will own it.",
            ) from None
    return new_workspace(slug, owner)


def new_workspace(slug: str, email: str) -> Workspace:
    """Made in the transaction that is open: an import that is refused leaves no empty workspace behind."""
    from django.utils.text import slugify

    from handrail.house.access import verbs
    from handrail.house.workspaces.models import Workspace
    from handrail.house.workspaces.scope import Scope, held, set_workspace

    if slug != slugify(slug):
        raise Unusable(f"“{slug}” can not be an address.", "Use small letters, digits and hyphens.")
    owner = verbs.find_or_add_user(email)
    number = verbs.next_workspace_id()
    set_workspace(number)
    workspace = Workspace.objects.create(id=number, slug=slug, name=slug.replace("-", " ").capitalize())
    with held(Scope(workspace)):
        verbs.add_member(owner.name or owner.email, owner.email, role="owner", user=owner)
    return workspace


def run_tree(options: argparse.Namespace, path: Path) -> int:
    """The info hub's own importer; its report has the same shape. One file is a tree of one."""
    from handrail.doors.infohub.importing import read_file, read_folder

    with Progress("Reading", "files") as progress:
        tree = read_folder(path, progress) if path.is_dir() else read_file(path)
    with inside(options, path.name) as undo:
        report: Report = tree_report(options, tree)
        written = not options.dry_run and (options.accept_partial or not report["refused"])
        if not written:
            undo()
    tell(options, report, written=written)
    return 1 if report["refused"] and not written else 0


def tree_report(options: argparse.Namespace, tree: Tree) -> Report:
    from handrail.doors.infohub import importing

    try:
        with Progress(doing(options), "records") as progress:
            if options.dry_run:
                return importing.preview(tree, tell=progress, why=options.why).as_json()
            return importing.apply(
                tree, accept_partial=options.accept_partial, tell=progress, why=options.why
            ).as_json()
    except importing.NothingWritten as nothing:
        return nothing.report.as_json()


def run_records(options: argparse.Namespace, found: list[Path]) -> int:
    from handrail.doors.exchange.decisions import flow
    from handrail.doors.exchange.decisions.choice import Choice, how
    from handrail.doors.exchange.importing import NothingWritten

    top = common(found)
    files = {path.resolve().relative_to(top).as_posix(): path.read_bytes() for path in found}
    texts = flow.texts_of(files)
    choice = Choice(options.customer, options.project, options.decides)
    with inside(options, ", ".join(path.name for path in found[:5])) as undo:
        try:
            if options.dry_run:
                preview = flow.preview(texts, how(choice))
            else:
                preview = flow.apply(texts, how(choice), accept_partial=options.accept_partial)
        except NothingWritten as nothing:
            preview = nothing.preview
        if not preview.written:
            undo()
    tell(options, preview.as_json(), written=preview.written)
    return 1 if preview.refused_count and not preview.written else 0


def common(found: Sequence[Path]) -> Path:
    """The folder that all of them stand in."""
    return Path(os.path.commonpath([path.resolve().parent for path in found]))


def is_board(found: Sequence[Path]) -> bool:
    """One file that is a board of another tool."""
    from handrail.doors.exchange.boards import reading

    return len(found) == 1 and reading.is_board(found[0].name, found[0].read_bytes())


def run_board(options: argparse.Namespace, path: Path) -> int:
    from handrail.doors.exchange.boards import bringing, reading
    from handrail.doors.exchange.boards.choice import Choice, usual
    from handrail.doors.exchange.importing import NothingWritten

    foreign = reading.read(path.name, path.read_bytes())
    to = (
        f"board:{options.board}" if options.board else f"project:{options.project}" if options.project else ""
    )
    with inside(options, path.name) as undo:
        choice = Choice(to or usual(foreign).to, options.archived)
        try:
            if options.dry_run:
                preview = bringing.preview(foreign, choice)
            else:
                preview = bringing.apply(foreign, choice, accept_partial=options.accept_partial)
        except NothingWritten as nothing:
            preview = nothing.preview
        if not preview.written:
            undo()
    board = {"board": preview.made} if preview.written else {}
    tell(options, {**board, **preview.as_json()}, written=preview.written)
    return 1 if preview.refused_count and not preview.written else 0


# -- the report -----------------------------------------------------------------------------------------


def tell_tables(options: argparse.Namespace, files: Sequence[File], preview: Preview) -> None:
    for file in files:
        if file.reading and file.guess:
            how = "as the last time" if file.remembered else file.guess.why
            say(f"{file.name}: {file.reading.shape.label.lower()}. {how}")
    tell(options, preview.as_json(), written=preview.written)


def tell(options: argparse.Namespace, report: Report, *, written: bool) -> None:
    from handrail.house.imports import statistics

    if written and statistics.written(report) > statistics.LARGE:
        statistics.refresh()
    if options.format == "json":
        whole = {"workspace": options.workspace, "dry_run": options.dry_run, **report}
        json.dump(whole, sys.stdout, ensure_ascii=False, indent=2, default=str)
        sys.stdout.write("\n")
    say_flags(report["flagged"])
    say_refusals(report["refused"])
    say_numbers(options, report, written=written)


def say_numbers(options: argparse.Namespace, report: Report, *, written: bool) -> None:
    names = dict.fromkeys(name for outcome in ("created", "changed", "unchanged") for name in report[outcome])
    for name in names:
        numbers = [f"{report[o].get(name, 0):,} {o}" for o in ("created", "changed", "unchanged")]
        say(f"  {name:<14} {', '.join(numbers)}")
    nothing = not any(report[o].get(name) for o in ("created", "changed") for name in names)
    if report["refused"] and not written:
        count = len(report["refused"])
        say(f"Nothing was written: {count} refused. Repair the files, or add --accept-partial.")
    elif nothing:
        say("Nothing to change: everything is here already.")
    else:
        say("This is what would happen; nothing was written." if not written else "Done.")


def say_refusals(refused: Sequence[Mapping[str, Any]]) -> None:
    for one in refused[:SHOWN]:
        place = f"{one.get('file', '')}:{one.get('line', 0)}"
        column = f" [{one['column']}]" if one.get("column") else ""
        expected = f" Expected {one['expected']}." if one.get("expected") else ""
        say(f"refused  {place}{column} {one['message']}{expected}", str(one.get("fix", "")))
    if len(refused) > SHOWN:
        say(f"refused  … and {len(refused) - SHOWN:,} more; --format json lists them all.")


def say_flags(flagged: Sequence[Mapping[str, Any]]) -> None:
    for one in flagged[:SHOWN]:
        times = f" ({one['count']:,} times)" if one.get("count", 1) > 1 else ""
        found = f" “{one['found']}”:" if one.get("found") else ""
        say(f"look at  {one.get('file', '')}:{one.get('line', 0)}{found} {one['message']}{times}")
    if len(flagged) > SHOWN:
        say(f"look at  … and {len(flagged) - SHOWN:,} more; --format json lists them all.")
