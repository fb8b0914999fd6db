"""Measuring an installation. Outside the stairs: it looks at every room, and no room looks at it."""
