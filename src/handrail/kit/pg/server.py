"""The embedded PostgreSQL: one private server per data folder, shared by all Handrail processes that use it.

Every process holds a shared lock on `pg.users` for as long as it uses the server; starting and stopping are
serialised by `pg.start`. The last user out stops the server, whoever started it. The kernel drops the locks
of a killed process, so nothing has to be cleaned up by hand.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg

from handrail.kit.pg import keep, place, postmaster
from handrail.kit.pg.errors import PgError, explain

SUPERUSER = "handrail_admin"
_LOG_LIMIT = 10 * 2**20
_PATIENCE = 300.0  # recovery after a crash reads the whole write-ahead log; a living server is waited for
_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "password_encryption": "scram-sha-256",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "jit": "off",
    # Pages ask for few rows on a solid-state disk: starting helpers costs them more than it gives.
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    # Whoever supervises starts it again. Left to itself, PostgreSQL 18 can hang between down and up when its
    # recovery finds no room on the disk and somebody connects meanwhile.
    "restart_after_crash": "off",
    # Idle processes cost memory, and a private server on a small machine needs none of these.
    "io_method": "sync",
    "max_logical_replication_workers": "0",
}


class Embedded:
    """The server of one data folder. `start()` joins a running one or starts it; `stop()` leaves it."""

    def __init__(self, data_dir: Path, *, options: Mapping[str, str] | None = None) -> None:
        self.data = Path(data_dir).absolute()
        self.options = {**_OPTIONS, **(options or {})}
        self._users: int | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self.port = 0

    def start(self) -> Embedded:
        place.make_folder(self.data)
        with _locked(self.data / "pg.start") as lock:
            self._hold()
            try:
                self._join_or_launch(lock)
            except BaseException:
                self._release()
                raise
        return self

    def stop(self) -> None:
        """Leave the server; stop it if nobody else uses it."""
        if self._users is None:
            return
        with _locked(self.data / "pg.start"):
            if _try_lock(self._users, fcntl.LOCK_EX):
                self._shut_down()
            self._release()

    def alive(self) -> bool:
        if self._child is not None:
            self._child.poll()
        return postmaster.find(self.cluster) is not None

    def revive(self) -> bool:
        """Start the server again if it died under us. True if its port, and so its address, is a new one."""
        if self.alive():
            return False
        before = self.port
        with _locked(self.data / "pg.start") as lock:
            self._join_or_launch(lock)
        return self.port != before

    def url(self, database: str = "postgres") -> str:
        """The superuser's address: for provisioning, backup and tests, never for serving."""
        return f"postgresql://{SUPERUSER}:{self.secrets['superuser']}@127.0.0.1:{self.port}/{database}"

    @property
    def secrets(self) -> dict[str, str]:
        return keep.read_secrets(self.data)

    @property
    def cluster(self) -> Path:
        return place.cluster_folder(self.data, self.notes.get("cluster"))

    @property
    def notes(self) -> dict[str, Any]:
        return keep.read_json(self.data / "pg.json")

    def note(self, **values: Any) -> None:
        """Remember something about this server in the data folder, beside what is already there."""
        keep.write_private(self.data / "pg.json", {**self.notes, **values})

    @property
    def log(self) -> Path:
        return self.data / "postgres.log"

    def __enter__(self) -> Embedded:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    # Locks

    def _hold(self) -> None:
        self._users = _open_lock(self.data / "pg.users")
        fcntl.flock(self._users, fcntl.LOCK_SH)

    def _release(self) -> None:
        if self._users is not None:
            os.close(self._users)
        self._users = None

    def _refuse_other_container(self) -> None:
        # A server in another container is invisible here: its process id says nothing, its port is not ours.
        elsewhere = self.notes.get("namespace", postmaster.namespace()) != postmaster.namespace()
        if not elsewhere or self._users is None:
            return
        alone = _try_lock(self._users, fcntl.LOCK_EX)
        fcntl.flock(self._users, fcntl.LOCK_SH)
        if not alone:
            raise PgError(
                f"Another container is using the database in {self.data}.",
                "Stop that one first, or give each its own folder with --data.",
            )

    # Starting

    def _join_or_launch(self, lock: int) -> None:
        self._refuse_other_container()
        cluster = self.cluster
        if not (cluster / "PG_VERSION").exists():
            self._create(cluster, lock)
        self._check_version(cluster)
        keep.read_secrets(self.data)
        if not self._joined(cluster):
            self._launch(cluster)
        self.note(port=self.port, namespace=postmaster.namespace())

    def _joined(self, cluster: Path) -> bool:
        """Whether a server runs here that knows our secret; waits while one is still starting or ending."""
        deadline = time.monotonic() + _PATIENCE
        while (running := postmaster.find(cluster)) and time.monotonic() < deadline:
            self.port = running.port
            if running.port and self._answers(cluster):
                return True
            time.sleep(0.02)
        return False

    def _answers(self, cluster: Path) -> bool:
        try:
            with psycopg.connect(self.url(), connect_timeout=5) as connection:
                row = connection.execute("show data_directory").fetchone()
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise PgError(
                    f"The database in {self.data} does not accept the password in {keep.SECRETS}.",
                    "Put back the file that was made together with this database.",
                ) from error
            return False
        return row is not None and Path(row[0]).samefile(cluster)

    def _launch(self, cluster: Path) -> None:
        (cluster / "postmaster.pid").unlink(missing_ok=True)
        account = place.account_for(cluster)
        program = place.binaries(account) / "postgres"
        self._rotate_log()
        for port in _free_ports(self.notes.get("port")):
            said = self._run(program, cluster, port, account)
            if said is None:
                self.port = port
                return
            if "could not bind" not in said and "could not create any TCP" not in said:
                break
        raise explain(said or "", self.data)

    def _run(self, program: Path, cluster: Path, port: int, account: place.Account | None) -> str | None:
        """Start the server; None once it is ready, otherwise what it said before it ended."""
        before = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(
                [str(program), "-D", str(cluster), *self._flags(cluster, port)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=_environment(),
                start_new_session=True,  # Ctrl-C in the terminal is for us, not for the server
                **(account.spawn if account else {}),
            )
        deadline = time.monotonic() + _PATIENCE
        while self._child.poll() is None and time.monotonic() < deadline:
            running = postmaster.read(cluster)
            if running and running.pid == self._child.pid and running.ready:
                return None
            time.sleep(0.01)
        self._child.kill()
        return self.log.read_bytes()[before:].decode(errors="replace")

    def _flags(self, cluster: Path, port: int) -> Iterator[str]:
        # A socket's path has room for about 107 bytes.
        sockets = str(cluster) if len(f"{cluster}/.s.PGSQL.{port}") < 100 else ""
        options = {**self.options, "port": str(port), "unix_socket_directories": sockets}
        for name, value in options.items():
            yield from ("-c", f"{name}={value}")

    def _rotate_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        self.log.touch(mode=0o600)

    # Creating

    def _create(self, cluster: Path, lock: int) -> None:
        """initdb beside the final place, then a rename: a half-made cluster never has the final name."""
        place.make_folder(cluster.parent)
        account = place.account_for(cluster)
        for leftover in cluster.parent.glob(f"{cluster.name}.new-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        fresh = cluster.parent / f"{cluster.name}.new-{secrets.token_hex(4)}"
        try:
            _initdb(fresh, account, keep.ensure_secrets(self.data)["superuser"], lock)
            fresh.joinpath("data").rename(cluster)
        except OSError as error:
            raise explain(str(error), self.data) from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        outside = not cluster.is_relative_to(self.data)
        self.note(cluster=str(cluster) if outside else None, provisioned=None)

    def _check_version(self, cluster: Path) -> None:
        made_by = (cluster / "PG_VERSION").read_text().strip()
        ours = place.major_version()
        if made_by != ours:
            raise PgError(
                f"The database in {self.data} was made by PostgreSQL {made_by}; this Handrail brings {ours}.",
                "Make a backup with the Handrail that made it, and restore that backup into a new folder.",
            )

    # Stopping

    def _shut_down(self) -> None:
        for sign, patience in ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0)):
            running = postmaster.find(self.cluster)
            if running is None:
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(running.pid, sign)
            self._await_end(patience)

    def _await_end(self, patience: float) -> None:
        deadline = time.monotonic() + patience
        while self.alive() and time.monotonic() < deadline:
            time.sleep(0.01)


def _initdb(fresh: Path, account: place.Account | None, password: str, lock: int) -> None:
    (fresh / "data").mkdir(parents=True, mode=0o700)
    fresh.chmod(0o711)
    secret = fresh / "password"
    secret.touch(mode=0o600)
    secret.write_text(password)
    if account:
        for mine in (fresh / "data", secret):
            os.chown(mine, account.uid, account.gid)
    command = [
        *(str(place.binaries(account) / "initdb"), "-D", str(fresh / "data"), "-U", SUPERUSER),
        *("--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--data-checksums"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", f"--locale={_ctype()}"),
    ]
    done = subprocess.run(
        command,
        cwd="/",
        env=_environment(),
        capture_output=True,
        text=True,
        pass_fds=[lock],  # if we are killed, it goes on for a moment: nobody may start before it has ended
        **(account.spawn if account else {}),
    )
    if done.returncode:
        raise explain(done.stderr + done.stdout, fresh.parent)


def _ctype() -> str:
    # Full-text search asks the system which characters are letters, whatever the locale provider.
    return "C.UTF-8" if os.uname().sysname == "Linux" else "en_US.UTF-8"


def _environment() -> dict[str, str]:
    return {"PATH": os.defpath, "TZ": "UTC", "LC_ALL": _ctype()}


def _free_ports(preferred: int | None) -> Iterator[int]:
    """The port of last time first: addresses that are already handed out then stay valid after a crash."""
    if preferred:
        yield preferred
    for _ in range(5):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        yield port


# Locks


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[int]:
    handle = _open_lock(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def _open_lock(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise explain(str(error), path.parent) from error


def _try_lock(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
