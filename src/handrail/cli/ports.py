"""Whether an address is free to listen on, and if not, who has it."""

from __future__ import annotations

import errno
import http.client
import os
import socket
from contextlib import suppress
from pathlib import Path

from handrail.cli.session import Unusable


def require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise _trouble(error, host, port) from error


def _trouble(error: OSError, host: str, port: int) -> Unusable:
    if error.errno == errno.EADDRINUSE:
        if answers(host, port):
            return Unusable(
                f"Handrail is already running at http://{host}:{port}.",
                "Use that one, stop it, or choose another port and folder with --port and --data.",
            )
        return Unusable(
            f"Port {port} is used by {owner_of(port)}.",
            "Stop that program, or choose another port with --port.",
        )
    if error.errno == errno.EACCES:
        return Unusable(
            f"This account may not listen on port {port}.", "Choose a port from 1024 on with --port."
        )
    return Unusable(
        f"Nothing can listen on {host}:{port}: {error.strerror}.", "Choose another address with --host."
    )


def answers(host: str, port: int) -> bool:
    """Whether a Handrail is there and well."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(reachable, port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"127.0.0.1:{port}"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def owner_of(port: int) -> str:
    """The program that listens on a port, as far as Linux tells us."""
    inode = _listening(port)
    for link in Path("/proc").glob("[0-9]*/fd/*") if inode else ():
        with suppress(OSError):
            if os.readlink(link) == f"socket:[{inode}]":
                process = link.parent.parent
                return f"{(process / 'comm').read_text().strip()} (process {process.name})"
    return "another program"


def _listening(port: int) -> str | None:
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with suppress(OSError):
            for line in Path(table).read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == "0A" and fields[1].endswith(f":{port:04X}"):
                    return fields[9]
    return None
