"""A workspace as a tree of files."""

from .whole import Exporter

__all__ = ["Exporter"]
