"""What nobody would think of sending: drawn from the description itself."""

from __future__ import annotations

import json
from collections import Counter

import hypothesis
import pytest
import schemathesis
from schemathesis import checks as known

from handrail.doors.api.urls import description
from handrail.wsgi import application

SETTINGS = hypothesis.settings(
    max_examples=1,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[hypothesis.Phase.generate],
    suppress_health_check=list(hypothesis.HealthCheck),
)
CHECKS = [
    known.not_a_server_error,
    known.status_code_conformance,
    known.content_type_conformance,
    known.response_schema_conformance,
]


@pytest.fixture
def token(scene):
    return scene.token(scene.ada)


def test_nothing_that_fits_or_misfits_the_description_breaks_it(scene, token):
    told = json.loads(json.dumps(description()))
    schema = schemathesis.openapi.from_dict(told)
    schema.app = application
    asked: Counter[object] = Counter()
    for result in schema.get_all_operations():
        operation = result.ok()
        way = way_in(operation)
        asked[way] += 1
        if asked[way] > ALIKE:
            continue

        @SETTINGS
        @hypothesis.given(case=operation.as_strategy())
        def ask(case):
            case.path_parameters["slug"] = scene.workspace.slug
            answer = case.call(headers={"Authorization": f"Bearer {token}"})
            case.validate_response(answer, checks=CHECKS)

        ask()
    assert len(asked) > 200


ALIKE = 3
"""So many of those that take the same key and nothing else: a drawn key is nobody's, and all of them say so alike."""


def way_in(operation) -> object:
    """What an operation takes: its own where it has a body, else the method and the names of its parameters."""
    raw = operation.definition.raw
    if "requestBody" in raw:
        return operation.label
    return operation.method, *sorted(parameter.name for parameter in operation.iter_parameters())
