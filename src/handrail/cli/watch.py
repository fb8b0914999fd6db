"""`handrail watch DIR`: a folder in step with the files of a workspace, for people without git."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handrail.cli.session import count, parser, say, session
from handrail.kit import supervise

if TYPE_CHECKING:
    from handrail.doors.infohub.hub.watching import Folder, Round

_ABOUT = """\
Keep a folder in step with the files of a workspace: what you save in it comes in through the same checks as on the
pages, in your name, and what others change is written into it. The workspace keeps its files under git for this."""


def main(argv: list[str]) -> int:
    made = parser("watch", _ABOUT)
    made.add_argument("dir", type=Path, metavar="DIR", help="an empty folder, or one that was watched before")
    made.add_argument("--workspace", "-w", required=True, metavar="SLUG")
    made.add_argument(
        "--as", dest="email", required=True, metavar="EMAIL", help="the member whose changes they are"
    )
    made.add_argument("--every", type=count, default=2, metavar="SECONDS", help="how often to look (2)")
    made.add_argument("--once", action="store_true", help="look once, and end")
    options = made.parse_args(argv)
    with session(options.data):
        from handrail.doors.infohub.hub.watching import Folder, who

        folder = Folder(options.dir.expanduser().absolute(), who(options.workspace, options.email))
        if options.once:
            return tell(folder.look())
        return watched(folder, options.every)


def watched(folder: Folder, seconds: int) -> int:
    say(f"Watching {folder.folder} (Ctrl-C stops it).")
    while not supervise.ending.wait(seconds):
        tell(folder.look())
    return 0


def tell(found: Round) -> int:
    for one in found.refused:
        say(f"refused  {one.file}:{one.line}:{one.column} {one.message}", one.fix)
    if found.came is not None:
        report = found.came.report
        numbers = {"new": report.created, "changed": report.changed, "removed": report.removed}
        say("Came in: " + ", ".join(f"{some.total()} {word}" for word, some in numbers.items()) + ".")
        if found.came.conflicts:
            say(
                f"Changed on both sides, and left as it is there: {found.came.conflicts}. Choose on the page."
            )
    for path in found.written:
        say(f"written  {path}")
    return 1 if found.refused else 0
