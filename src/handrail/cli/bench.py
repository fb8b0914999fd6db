from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handrail.bench.catalogue import CATALOGUE
from handrail.bench.measure import Result, as_json, as_table
from handrail.cli.session import Unusable, count, data_dir, parser, say, session

_ABOUT = """\
Measure how fast this installation is: medians and 95th percentiles, on stdout.

The workspaces that it measures are made the first time and kept, in a data folder of their own."""


def main(argv: list[str]) -> int:
    options = _parser().parse_args(argv)
    if options.list or not options.name:
        print("\n".join(f"{name:<15} {entry.words} ({entry.size:,})" for name, entry in CATALOGUE.items()))
        return 0
    results = list(_measured(options))
    print(as_json(results) if options.format == "json" else as_table(results))
    return 0


def _parser() -> ArgumentParser:
    arguments = parser("bench", _ABOUT)
    arguments.add_argument("name", nargs="*", help="what to measure; `all` for everything")
    arguments.add_argument("--list", action="store_true", help="what can be measured, with its usual size")
    arguments.add_argument("--size", type=count, metavar="N", help="how many customers, plans or rows")
    arguments.add_argument("--clients", type=count, default=1, metavar="N", help="how many ask at once (1)")
    arguments.add_argument("--format", choices=("text", "json"), default="text")
    return arguments


def _measured(options: Namespace) -> Iterator[Result]:
    names = list(CATALOGUE) if options.name == ["all"] else options.name
    if unknown := [name for name in names if name not in CATALOGUE]:
        raise Unusable(f"There is no bench “{unknown[0]}”.", "`handrail bench --list` tells what there is.")
    if not any(CATALOGUE[name].database for name in names):
        yield from _each(names, options)
        return
    with _ready(options.data or data_dir() / "bench"):
        yield from _each(names, options)


def _each(names: list[str], options: Namespace) -> Iterator[Result]:
    for name in names:
        entry = CATALOGUE[name]
        size = options.size or entry.size
        say(f"{name}: {size:,}")
        yield from entry.load()(size, options.clients)


@contextmanager
def _ready(folder: Path) -> Iterator[None]:
    with session(folder):
        from django.core.management import call_command

        from handrail.bench.server import one_server

        call_command("migrate", database="owner", interactive=False, verbosity=0)
        with one_server():
            yield
