from __future__ import annotations

import os
from importlib.util import find_spec

from handrail.cli.session import Unusable, parser, session


def main(argv: list[str]) -> int:
    arguments = parser("login-link", "Print an address that signs a person in, once.")
    arguments.add_argument("email", nargs="?", help="whose; without it, the first person who was created")
    options = arguments.parse_args(argv)
    with session(options.data):
        print(base_url() + login_path(options.email), flush=True)
    return 0


def base_url() -> str:
    return os.environ.get("HANDRAIL_URL") or f"http://127.0.0.1:{os.environ.get('HANDRAIL_PORT') or 8000}"


def login_path(email: str | None) -> str:
    """The path that signs `email` in, or the front page while nobody can sign in. Needs a session."""
    if find_spec("handrail.house.access.verbs") is None:
        return "/"
    from handrail.house.access import verbs
    from handrail.house.workspaces.models import User

    email = email or User.objects.order_by("pk").values_list("email", flat=True).first()
    if email is None:
        return "/"
    if not User.objects.filter(email__iexact=email).exists():
        raise Unusable(
            f"Nobody here has the address {email}.", "Look at the spelling, or invite that person."
        )
    path: str = verbs.login_link(email)
    return path
