from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace
from datetime import timedelta
from pathlib import Path

from handrail.cli.session import between, parser, say, session

_ABOUT = "Make, list or withdraw the API tokens of a workspace."
DAYS = 90


def main(argv: list[str]) -> int:
    arguments = parser("token", _ABOUT)
    actions = arguments.add_subparsers(dest="action", required=True, metavar="ACTION")
    make = _action(actions.add_parser("create", help="make a token for a member; it is printed once"))
    make.add_argument("--email", required=True, help="whose token it is: it may do what this member may")
    make.add_argument("--name", default="command line", help="what it is for")
    make.add_argument(
        "--scope", choices=("read", "write", "admin"), default="write", help="what it may do (write)"
    )
    lasts = make.add_mutually_exclusive_group()
    lasts.add_argument("--days", type=_days, default=DAYS, help=f"how long it is good for ({DAYS})")
    lasts.add_argument("--no-end", action="store_true", help="until it is withdrawn")
    _action(actions.add_parser("list", help="list the tokens that are good"))
    withdraw = _action(actions.add_parser("revoke", help="withdraw a token"))
    withdraw.add_argument("key", help="as the list shows it")
    options = arguments.parse_args(argv)
    with session(options.data):
        {"create": _create, "list": _list, "revoke": _revoke}[options.action](options)
    return 0


def _action(one: ArgumentParser) -> ArgumentParser:
    one.add_argument("--workspace", required=True, metavar="SLUG")
    one.add_argument("--data", type=Path, default=SUPPRESS, metavar="DIR", help="the data folder")
    return one


def _days(text: str) -> int:
    return between(text, 1, 3650)


def _create(options: Namespace) -> None:
    from handrail.house.access import queries, verbs
    from handrail.house.workspaces.scope import enter
    from handrail.kit import clock
    from handrail.kit.refusals import NotFound

    with enter(options.workspace):
        member = queries.member_by_email(options.email)
        if member is None:
            raise NotFound(
                f"{options.email} is not a member of “{options.workspace}”.",
                "Look at the spelling of the address.",
            )
        until = None if options.no_end else clock.real() + timedelta(days=options.days)
        minted = verbs.make_token(member, options.name, allowed=options.scope, expires_at=until)
    say("This token is shown once. Send it as “Authorization: Bearer …”.")
    print(minted.secret, flush=True)


def _list(options: Namespace) -> None:
    from handrail.house.access.models import Token
    from handrail.house.workspaces.scope import enter

    with enter(options.workspace):
        for token in (
            Token.objects.filter(revoked_at=None, removed_at=None).select_related("member").order_by("key")
        ):
            until = token.expires_at.date().isoformat() if token.expires_at else "no end"
            print(f"{token.key}\t{token.name}\t{token.member.name}\t{until}\t{token.scope}", flush=True)


def _revoke(options: Namespace) -> None:
    from handrail.house.access import verbs
    from handrail.house.access.models import Token
    from handrail.house.workspaces.scope import enter
    from handrail.kit.refusals import NotFound

    with enter(options.workspace):
        token = Token.objects.filter(key=options.key, revoked_at=None, removed_at=None).first()
        if token is None:
            raise NotFound(f"There is no good token “{options.key}” here.", "Ask for the list first.")
        verbs.revoke_token(token)
    say(f"“{options.key}” is withdrawn.")
