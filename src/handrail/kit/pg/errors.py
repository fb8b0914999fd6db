from __future__ import annotations


class PgError(Exception):
    """The database cannot be used: what happened, and what to do about it."""

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.message} {self.fix}".strip()


_KNOWN = (
    (
        "No space left on device",
        "The disk is full, so the database cannot write.",
        "Free some space on the disk of {where}, then start again.",
    ),
    (
        "Disk quota exceeded",
        "The disk quota is used up, so the database cannot write.",
        "Free some space for {where}, then start again.",
    ),
    (
        "File too large",
        "The system lets the files of the database grow no more.",
        "Raise its limit on the size of a file (ulimit -f) for {where}, then start again.",
    ),
    (
        "Read-only file system",
        "The disk is mounted read-only, so the database cannot write.",
        "Mount the disk of {where} writable, or choose another folder with --data.",
    ),
    (
        "could not bind",
        "The database found no free port on 127.0.0.1.",
        "Stop a program that listens on many ports, then start again.",
    ),
    (
        "shared memory",
        "The machine does not give the database enough memory.",
        "Give it at least 512 MB, then start again.",
    ),
    (
        "ermission denied",
        "The database may not read or write its own folder.",
        "Run Handrail as the account that created {where}, or give that folder back to it.",
    ),
    (
        "wrong ownership",
        "The database folder belongs to another account.",
        "Run Handrail as the account that created {where}.",
    ),
)


def explain(output: str, where: object) -> PgError:
    """Turn what PostgreSQL printed before it gave up into a sentence with a way out."""
    for sign, message, fix in _KNOWN:
        if sign in output:
            return PgError(message, fix.format(where=where))
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = (
        [line for line in lines if "FATAL" in line or "error:" in line] or lines or ["it gave no reason"]
    )
    return PgError(f"The database did not start: {telling[-1]}", f"The details are in the log in {where}.")
