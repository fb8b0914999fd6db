"""Nothing writes a tenant's rows but the ledger's writer, so that every change has its event."""

from __future__ import annotations

import ast

import pytest
from django.apps import apps

from handrail.house.workspaces.models import Tenanted
from tests.laws.source import modules, name_of, tree

WRITES = {
    "save", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete", "asave", "acreate", "adelete",
}  # fmt: skip
MANAGER_WRITES = {"create", "update", "aupdate"}
EXCUSED = {
    "handrail.house.ledger.write": "the writer itself",
    "handrail.house.deadlines.verbs": "deadlines are a projection of the record",
    "handrail.house.deadlines.sweeps": "deadlines move on; what was said is appended as an event of its subject",
    "handrail.house.deadlines.survey": "how far the look at a workspace has come is work, not record",
    "handrail.house.nudges.preferring": "how one member is told is personal; a chat that is turned off has its event",
    "handrail.house.nudges.channels": "seals hold secrets, which no event may tell; the channel itself has its events",
    "handrail.house.nudges.deliveries": "messages under way are work, not record",
    "handrail.house.nudges.sending": "messages under way are work, not record",
    "handrail.house.nudges.digests": "messages under way are work, not record",
    "handrail.house.nudges.verbs": "nudges are personal; what a reminder is about has its own event",
    "handrail.house.ledger.claims": "tickets are the ledger's own; they are work, not record",
    "handrail.house.workspaces.models": "users have no workspace",
    "handrail.house.access.verbs": "passages, links and the audit of sign-ins are looked up before any workspace",
    "handrail.house.signing.limits": "tries at the door and spent codes are counted before anybody is anywhere",
    "handrail.house.signing.verbs": "sessions, links and connections belong to a person, not to a workspace",
    "handrail.house.signing.audit": "notes of sign-ins are written before any workspace",
    "handrail.house.signing.arrivals": "the list of sessions belongs to a person, not to a workspace",
    "handrail.house.signing.sweeps": "sessions and links that are over belong to nobody",
    "handrail.watch.health.verbs": "standings are a projection; a changed state is appended as an event",
    "handrail.house.access.workspace": "the workspace's own row; its change is appended as an event",
    "handrail.watch.health.thresholds": "standings are a projection, to be judged again",
    "handrail.watch.rules.heeding": "what rules listen to is computed from them, and kept with the workspace",
    "handrail.watch.rules.taking_back": "the log of rules is no record; what was taken back has its events",
    "handrail.record.notes.strokes": "writing under way is work, not record; the note's text has its event when it ends",
    "handrail.house.imports.verbs": "uploads and their previews: what they did is in the rows' own events",
    "handrail.doors.exchange.papers.slides": "what is saved is a file in memory, no row",
    "handrail.doors.exchange.papers.word": "what is saved is a file in memory, no row",
    "handrail.doors.portal.picturing": "what is saved is a picture in memory, no row",
    "handrail.doors.api.replaying": "stored answers are the API's memory, not record",
}


@pytest.mark.parametrize("path", list(modules()), ids=name_of)
def test_only_the_ledger_writes_rows(path):
    if name_of(path) in EXCUSED or not name_of(path).startswith(
        ("handrail.house", "handrail.record", "handrail.watch", "handrail.doors")
    ):
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = node.func.attr
            if isinstance(node.func.value, ast.Name) and node.func.value.id in imported(path):
                continue  # a function of a module, not of a row
            on_manager = called in MANAGER_WRITES and "objects" in ast.unparse(node.func.value)
            assert called not in WRITES and not on_manager, (
                f"{path}:{node.lineno}: {ast.unparse(node.func)}(...) writes past the ledger; use a verb"
            )


def imported(path):
    nodes = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom | ast.Import)]
    return {
        (alias.asname or alias.name) for node in nodes for alias in node.names if (alias.name[:1].islower())
    }


def test_every_excuse_is_still_needed():
    known = {name_of(path) for path in modules()}
    assert set(EXCUSED) <= known


@pytest.mark.parametrize(
    "model", [m for m in apps.get_models() if issubclass(m, Tenanted)], ids=lambda m: m.__name__
)
def test_an_audience_names_real_fields(model):
    assert {f.name for f in model._meta.get_fields()} >= model.SHARED
