"""Which PostgreSQL runs in a cluster folder, if any: what `postmaster.pid` says, never believed blindly."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Running:
    pid: int
    port: int
    ready: bool


def read(cluster: Path) -> Running | None:
    """What the file says. The server writes it in steps, so it may be short."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    port = lines[3] if len(lines) > 3 else ""
    status = lines[7].strip() if len(lines) > 7 else ""
    # A stand-by lets in whoever only reads, and says so.
    return Running(pid, int(port) if port.isdigit() else 0, status in ("ready", "standby"))


def find(cluster: Path) -> Running | None:
    """The living server of this folder. After a crash its number may be some other program's: then none."""
    said = read(cluster)
    return said if said and _is_postgres(said.pid, cluster) else None


def namespace() -> str:
    """Tells one container from another: process ids and ports mean something only inside."""
    try:
        return os.readlink("/proc/self/ns/pid") + os.readlink("/proc/self/ns/net")
    except OSError:
        return ""


def _is_postgres(pid: int, cluster: Path) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):
        return False  # the server runs as ourselves, or we are root: what we may not signal is not ours
    return _is_postgres_linux(pid, cluster) if Path("/proc/self").exists() else _is_postgres_ps(pid)


def _is_postgres_linux(pid: int, cluster: Path) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
        state = stat.rpartition(")")[2].split()[0]
        return state not in "ZX" and Path(os.readlink(f"/proc/{pid}/cwd")) == cluster.resolve()
    except OSError:
        return False


def _is_postgres_ps(pid: int) -> bool:
    said = subprocess.run(["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True)  # noqa: S607
    return Path(said.stdout.strip()).name.startswith("postgres")
