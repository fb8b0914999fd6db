"""Forms and what came in, for programs."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import Form, Submission

RESOURCES = (
    Resource(
        model=Form, plural="forms", add=verbs.add_forms, edit=verbs.edit_form, remove=verbs.remove_forms,
        restore=verbs.restore_forms, once=frozenset({"board"}), derived=frozenset({"customer", "token"}),
    ),
    Resource(
        model=Submission, plural="submissions", remove=verbs.remove_submissions, restore=verbs.restore_submissions,
        hidden=frozenset({"stamp"}),
    ),
)  # fmt: skip
