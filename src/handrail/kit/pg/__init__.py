"""PostgreSQL for Handrail: the private server, the roles, the addresses."""

from __future__ import annotations

from handrail.kit.pg.errors import PgError
from handrail.kit.pg.provision import (
    DATABASE,
    Urls,
    at_database,
    beside,
    clone,
    drop,
    provision,
    provision_embedded,
    refuse_powerful,
    rename,
    resolve,
    urls_for,
)
from handrail.kit.pg.server import Embedded

__all__ = [
    "DATABASE",
    "Embedded",
    "PgError",
    "Urls",
    "at_database",
    "beside",
    "clone",
    "drop",
    "provision",
    "provision_embedded",
    "refuse_powerful",
    "rename",
    "resolve",
    "urls_for",
]
