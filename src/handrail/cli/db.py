from __future__ import annotations

import shutil
import signal
import subprocess

from handrail.cli.session import Unusable, parser, running
from handrail.kit.pg import place
from handrail.kit.pg.errors import PgError


def main(argv: list[str]) -> int:
    arguments = parser("db", "Open psql on the database. Options after -- go to psql.")
    arguments.add_argument(
        "--owner", action="store_true", help="as the owner, who sees all rows and may change tables"
    )
    arguments.add_argument("psql", nargs="*", metavar="PSQL-OPTION", help="for example: -- -c 'select 1'")
    options = arguments.parse_args(argv)
    with running(options.data) as urls:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for psql, which takes it up again
        command = [psql(), urls.owner if options.owner else urls.app, *options.psql]
        return subprocess.run(command, preexec_fn=_hear_interrupts).returncode


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def psql() -> str:
    """The system's psql first: it has line editing, the one in the wheel has not."""
    if found := shutil.which("psql"):
        return found
    try:
        return str(place.wheel_folder() / "pginstall" / "bin" / "psql")
    except PgError as error:
        raise Unusable(
            "There is no psql on this machine.", "Install PostgreSQL's client programs."
        ) from error
