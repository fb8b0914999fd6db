"""How much is read, and what is passed by."""

from handrail.kit import yamlio

MOST_BYTES = 8 * 1024 * 1024
MOST_FILES = 500_000
LIMITS = yamlio.Limits(bytes=MOST_BYTES)
STAGE = ".handrail-export"
"""Where an export is put together before it takes its place."""
SKIPPED = frozenset(
    (STAGE, ".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox", ".DS_Store")
)
