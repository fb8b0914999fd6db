"""`handrail export`: a workspace as a folder of files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from handrail.cli.progress import Progress
from handrail.cli.session import Unusable, session
from handrail.cli.session import parser as make_parser


def main(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    with session(options.data):
        from handrail.doors.infohub import delivering

        try:
            with Progress("Writing", "files") as progress:
                made = delivering.run(Path(options.dir), workspace_slug=options.workspace, tell=progress)
        except OSError as error:
            raise Unusable(
                f"{options.dir} can not be written: {error.strerror or error}. Nothing in it was changed.",
                "Look at the folder's permissions and the space on its disk, then run this again.",
            ) from error
    told = ", ".join(f"{number:,} {noun}" for noun, number in made.counts.items() if number)
    sys.stdout.write(f"{made.files:,} files, {made.bytes:,} bytes in {options.dir}: {told}.\n")
    for path in made.removed:
        sys.stdout.write(f"removed {path}, which the earlier export had written\n")
    return 0


def parser() -> argparse.ArgumentParser:
    made = make_parser(
        "export",
        "Write a workspace as a folder of files, with a manifest.\n"
        "Files that people wrote keep their text, comments and order; only what changed is changed.",
    )
    made.add_argument(
        "--workspace", "-w", required=True, metavar="SLUG", help="the workspace's name in its address"
    )
    made.add_argument("dir", help="an empty folder, or one that an export wrote before")
    return made
