"""The import of tables: look at the files, say what they would change, write it."""

from .looking import File, look
from .whole import NothingWritten, apply, plan_import

__all__ = ["File", "NothingWritten", "apply", "look", "plan_import"]
