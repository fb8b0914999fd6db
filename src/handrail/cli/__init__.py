"""The `handrail` command. Each command is a module with `main(argv) -> exit code`, imported when asked for.

Exit codes: 0 done, 1 findings, 2 unusable. Results go to stdout, words to stderr.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from importlib import import_module, metadata
from importlib.util import find_spec

from handrail.cli.session import Unusable, running, say, session
from handrail.kit import supervise
from handrail.kit.environment import BadSetting
from handrail.kit.pg.errors import PgError
from handrail.kit.refusals import Refusal

__all__ = ["COMMANDS", "Unusable", "main", "running", "say", "session"]

Command = Callable[[list[str]], int | None]

COMMANDS: dict[str, tuple[str, str]] = {
    "up": ("handrail.cli.up", "Start everything: database, web and worker; Ctrl-C stops it."),
    "check": (
        "handrail.doors.infohub.check",
        "Judge a folder of success plans; needs no server and no database.",
    ),
    "import": ("handrail.cli.importing", "Bring in a CRM export or a folder of success plans."),
    "export": ("handrail.cli.export", "Write a workspace as a folder of files."),
    "watch": ("handrail.cli.watch", "Keep a folder in step with a workspace's files."),
    "cards": ("handrail.cli.cards", "Move the cards of a board, judged as on the page."),
    "plan": ("handrail.cli.plan", "Bring success plans to another phase, judged as on the page."),
    "govern": ("handrail.cli.govern", "Say what rules and dates would do until a moment, or do it."),
    "login-link": ("handrail.cli.login_link", "Print an address that signs a person in."),
    "token": ("handrail.cli.token", "Make, list or withdraw API tokens."),
    "backup": ("handrail.cli.backup", "Write the whole installation into one file."),
    "restore": ("handrail.cli.restore", "Bring an installation back from such a file."),
    "doctor": ("handrail.cli.doctor", "Look whether everything is well, and say what to do."),
    "bench": ("handrail.cli.bench", "Measure how fast this installation is."),
    "web": ("handrail.cli.web", "Start the web server alone."),
    "worker": ("handrail.worker", "Start the worker alone: jobs and sweeps."),
    "prepare": ("handrail.cli.prepare", "What `up` does first: tables, workspace, sign-in link."),
    "migrate": ("handrail.cli.migrate", "Bring the database's tables up to date."),
    "db": ("handrail.cli.db", "Open psql on the database."),
    "manage": ("handrail.cli.manage", "Run one of Django's management commands."),
}
"""Name: (module, summary). A command whose module does not exist is not there."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; expected trouble is a sentence, never a traceback."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _interrupt)
    supervise.die_with_parent()
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Who read our output has left, as `head` does.
        _drop_output()
        return 0
    except (PgError, Unusable, Refusal) as trouble:
        say(trouble.message, trouble.fix)
        return supervise.UNUSABLE
    except BadSetting as trouble:
        say(str(trouble))
        return supervise.UNUSABLE
    except Exception as error:
        return _strained(error)


def _strained(error: Exception) -> int:
    """A full disk or a database that can not serve is no mistake of ours, so it gets no traceback."""
    from handrail.kit.pg.strain import NO_ROOM, strain_of

    trouble = strain_of(error)
    if trouble is None:
        raise error
    if isinstance(error, OSError) and error.errno in NO_ROOM and not error.filename:
        say("The output could not be written:", trouble.message, trouble.fix)
        _drop_output()
    else:
        say(trouble.message, trouble.fix)
    return supervise.UNUSABLE


def _drop_output() -> None:
    """The interpreter must not complain when it flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _interrupt(*_: object) -> None:
    # By default it would end us at once, and the database we started would run on without anybody.
    raise KeyboardInterrupt


def _dispatch(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "--help"
    if name in ("--help", "-h", "help"):
        sys.stdout.write(_help())
        return 0
    if name == "--version":
        sys.stdout.write(f"handrail {metadata.version('handrail')}\n")
        return 0
    if name not in COMMANDS or not _exists(COMMANDS[name][0]):
        raise Unusable(f"There is no command “{name}”.", "`handrail --help` lists them.")
    command: Command = import_module(COMMANDS[name][0]).main
    return command(arguments[1:]) or 0


def _exists(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _help() -> str:
    known = {name: summary for name, (module, summary) in COMMANDS.items() if _exists(module)}
    lines = "\n".join(f"  {name:<11} {summary}" for name, summary in known.items())
    return _PAGE.format(commands=lines)


_PAGE = """\
Handrail: an open workspace for customer success teams.

usage: handrail COMMAND [options]        handrail COMMAND --help explains one

{commands}

Environment:
  HANDRAIL_DATA       where everything is kept (database, files, secrets)
  HANDRAIL_PORT       where the pages are served (8000)
  HANDRAIL_URL        how people reach it, if that is another address
  DATABASE_URL        a PostgreSQL server of yours (16 or later) instead of the one that Handrail brings
  DATABASE_OWNER_URL  the role that owns the tables there, if DATABASE_URL is not an administrator

Exit codes: 0 done, 1 findings, 2 unusable.
"""
