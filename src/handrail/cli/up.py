from __future__ import annotations

import os
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path

from handrail.cli import ports
from handrail.cli.session import Unusable, data_dir, parser, say
from handrail.cli.web import add_options
from handrail.kit import pg
from handrail.kit.supervise import PARENT, Part, Supervisor

RETRY = 10.0
"""Seconds between two attempts at a database that can not start."""
_COMMAND = (sys.executable, "-m", "handrail")
_ABOUT = """\
Start everything: the database, the web server and the worker; Ctrl-C stops all of it.

Without DATABASE_URL a private PostgreSQL is started in the data folder. The last line on stdout is
the address to open; it signs you in."""


def main(argv: list[str]) -> int:
    arguments = parser("up", _ABOUT)
    add_options(arguments)
    arguments.add_argument(
        "--demo", action="store_true", help="load the example workspace, if it is not there yet"
    )
    options = arguments.parse_args(argv)
    ports.require_free(options.host, options.port)
    folder = data_dir(options.data)
    with pg.resolve(os.environ, folder) as urls:
        pg.refuse_powerful(urls.app)
        environ = _environ(options, folder)
        path = _prepare(environ, demo=options.demo)
        return _supervisor(options, environ, urls, path).run()


def _environ(options: Namespace, folder: Path) -> dict[str, str]:
    """For the parts, each of which finds and joins the database by itself."""
    port = str(options.port)
    address = os.environ.get("HANDRAIL_URL") or f"http://127.0.0.1:{port}"
    return {**os.environ, "HANDRAIL_DATA": str(folder), "HANDRAIL_PORT": port, "HANDRAIL_URL": address}


def _prepare(environ: dict[str, str], *, demo: bool) -> str:
    """Everything between an empty folder and a product that can be opened; the path that signs in."""
    command = [*_COMMAND, "prepare", *(["--demo"] if demo else [])]
    environ = {**environ, PARENT: str(os.getpid())}
    done = subprocess.run(command, env=environ, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise Unusable("The database could not be made ready.", "The reason is above.")
    return done.stdout.strip().splitlines()[-1]


def _supervisor(options: Namespace, environ: dict[str, str], urls: pg.Urls, path: str) -> Supervisor:
    web = ("--host", options.host, "--port", str(options.port), "--web-workers", str(options.web_workers))
    return Supervisor(
        parts=[
            Part("web", [*_COMMAND, "web", *web], environ),
            Part("worker", [*_COMMAND, "worker"], environ),
        ],
        say=say,
        tend=_Keeper(urls.server),
        ready=lambda: ports.answers(options.host, options.port),
        announce=lambda: _announce(environ, path),
    )


class _Keeper:
    """Looks after the embedded server on every round, however long it can not start: a disk gets room again."""

    def __init__(self, server: pg.Embedded | None) -> None:
        self.server = server
        self.trouble = ""
        self.due = 0.0

    def __call__(self) -> bool:
        """True if the server has moved, so that everybody must ask for its address again."""
        if self.server is None or self.server.alive() or time.monotonic() < self.due:
            return False
        if not self.trouble:
            say("The database ended; starting it again.")
        try:
            moved = self.server.revive()
        except pg.PgError as trouble:
            self.postpone(trouble)
            return False
        if self.trouble:
            say("The database runs again.")
        self.trouble = ""
        return moved

    def postpone(self, trouble: pg.PgError) -> None:
        if trouble.message != self.trouble:
            say(str(trouble), f"It is tried again every {RETRY:g} s.")
        self.trouble, self.due = trouble.message, time.monotonic() + RETRY


def _announce(environ: dict[str, str], path: str) -> None:
    say(f"Handrail is running at {environ['HANDRAIL_URL']} (Ctrl-C stops it). To sign in, open:")
    print(environ["HANDRAIL_URL"] + path, flush=True)
