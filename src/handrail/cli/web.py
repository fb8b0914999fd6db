from __future__ import annotations

import os
import signal
from argparse import ArgumentParser
from tempfile import TemporaryDirectory
from typing import Any

from handrail.cli.ports import require_free
from handrail.cli.session import Unusable, count, parser, port, running
from handrail.kit import supervise
from handrail.kit.web.numbers import whole


def main(argv: list[str]) -> int:
    arguments = parser("web", "Start the web server alone. `handrail up` starts everything.")
    add_options(arguments)
    options = arguments.parse_args(argv)
    require_free(options.host, options.port)
    with running(options.data), TemporaryDirectory(prefix="handrail-metrics-") as counted:
        # For settings, in the server's own processes, which also count their requests together.
        os.environ.update(
            HANDRAIL_PROCESS="web", HANDRAIL_PORT=str(options.port), PROMETHEUS_MULTIPROC_DIR=counted
        )
        _serve(options.host, options.port, options.web_workers)
    return 0


def add_options(arguments: ArgumentParser) -> None:
    arguments.add_argument(
        "--host", default=os.environ.get("HANDRAIL_HOST") or "127.0.0.1", help="(127.0.0.1)"
    )
    arguments.add_argument(
        "--port", "-p", type=port, default=port_from_environment(), help="HANDRAIL_PORT, or 8000"
    )
    arguments.add_argument(
        "--web-workers", type=count, default=1, metavar="N", help="processes that answer (1)"
    )


def port_from_environment() -> int:
    said = os.environ.get("HANDRAIL_PORT") or "8000"
    found = whole(said)
    if found is None or not 0 < found < 65536:
        raise Unusable(f"HANDRAIL_PORT is “{said}”, which is not a port.", "Set it to a number such as 8000.")
    return found


def _serve(host: str, port: int, workers: int) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
        "handrail.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=workers,
        websockets=True,
        respawn_failed_workers=True,
        workers_kill_timeout=int(supervise.GRACE),
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=_Loader(os.getpid()), wrap_loader=False)


class _Loader:
    """Loads the application inside each of the server's processes, which must not outlive the main one."""

    def __init__(self, parent: int) -> None:
        self.parent = parent

    def __call__(self) -> Any:
        supervise.die_with_parent(self.parent, signal.SIGKILL)
        from handrail.asgi import application

        return application
