"""What nobody would think of sending: drawn from the description itself."""

from __future__ import annotations

import json

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
    tried = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @SETTINGS
        @hypothesis.given(case=operation.as_strategy())
        def ask(case):
            case.path_parameters["slug"] = scene.workspace.slug
            answer = case.call(headers={"Authorization": f"Bearer {token}"})
            case.validate_response(answer, checks=CHECKS)

        ask()
        tried += 1
    assert tried > 100
