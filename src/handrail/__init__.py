"""Handrail: from the promise made before the sale to the value proven after it."""

__version__ = "0.1.0"
