"""`handrail backup FILE`: every workspace, the files and the key, as of one moment, while people work on."""

from __future__ import annotations

import os
import shutil
from argparse import Namespace
from pathlib import Path

from handrail.cli import archive
from handrail.cli.session import data_dir, parser, running, say
from handrail.doors.infohub.hub.repository import Repository
from handrail.kit import environment
from handrail.kit.pg import dumps

_ABOUT = """\
Write the whole installation into one file: every workspace, files, and the key that signs. It is as of one moment,
and nobody has to stop working. The file opens everything: keep it as you keep passwords."""


def main(argv: list[str]) -> int:
    made = parser("backup", _ABOUT)
    made.add_argument(
        "--without-key", action="store_true", help="leave the signing key out; keep it elsewhere"
    )
    made.add_argument("file", type=Path, help="where to write it; an earlier file there is replaced")
    options = made.parse_args(argv)
    target = options.file.expanduser().absolute()
    with running(options.data) as urls, archive.written(target) as folder:
        dumps.dump(urls.owner, folder / archive.DUMP)
        gather(folder, data_dir(options.data), options)
    say(f"Everything is in {target} ({target.stat().st_size:,} bytes).")
    return 0


def gather(folder: Path, data: Path, options: Namespace) -> None:
    """Beside the database: files (never changed once written, so that copying them later is no risk), the histories of
    files under git (which may be a little ahead of the database: a restore goes on from there), and the key.
    """
    if (data / archive.FILES).is_dir():
        shutil.copytree(data / archive.FILES, folder / archive.FILES, symlinks=True)
    for place in sorted((data / archive.GIT).glob("*.git")):
        Repository(place).copy_to(folder / archive.GIT / place.name)
    if options.without_key:
        say("The signing key is not in it (--without-key): keep it beside the backup.")
    elif os.environ.get("HANDRAIL_SECRET_KEY"):
        say("The signing key is not in it, since HANDRAIL_SECRET_KEY gives it: keep it beside the backup.")
    else:
        environment.secret_key(data)
        shutil.copy2(data / archive.KEY, folder / archive.KEY)
