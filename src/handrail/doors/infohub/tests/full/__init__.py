"""A workspace with something of every kind in it, none of it from a file."""

from .adding import one
from .customer import filled
from .plan import plan_of, raised_of
from .project import launch_of, project_of, rhythm_of
from .workspace import fill

__all__ = ["fill", "filled", "launch_of", "one", "plan_of", "project_of", "raised_of", "rhythm_of"]
