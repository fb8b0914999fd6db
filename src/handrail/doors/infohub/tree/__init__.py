"""Reading a folder that anyone may have made: bounded, and without leaving it. No Django."""

from .limits import LIMITS, MOST_BYTES, MOST_FILES, SKIPPED, STAGE
from .reading import MARKDOWN, load, read
from .sources import FRONT, Source, again
from .walking import Found, walk
from .whose import account_from_path, settle_accounts, slug

__all__ = [
    "FRONT",
    "LIMITS",
    "MARKDOWN",
    "MOST_BYTES",
    "MOST_FILES",
    "SKIPPED",
    "STAGE",
    "Found",
    "Source",
    "account_from_path",
    "again",
    "load",
    "read",
    "settle_accounts",
    "slug",
    "walk",
]
