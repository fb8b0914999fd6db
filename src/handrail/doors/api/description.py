"""OpenAPI 3.1 of the API, with the problems that every operation may answer."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from pydantic.json_schema import models_json_schema

from handrail.kit.refusals import Invalid, NotAllowed, NotFound, Problem, Refusal, Refused, Stale
from handrail.kit.verdict import Verdict
from handrail.kit.web import problems

from . import documents

READS, WRITES = ("get",), ("post", "patch", "delete")
PREFIX = "/api/v1"
EXAMPLES: dict[str, Refusal] = {
    "BadSyntax": problems.BadSyntax("Line 1, column 9: unexpected character.", "Send one JSON object."),
    "NotSignedIn": problems.NotSignedIn(
        "", "Send “Authorization: Bearer <token>” with a token of this workspace."
    ),
    "NotAllowed": NotAllowed("Guests can not use the API.", "Ask an administrator for another role."),
    "NotFound": NotFound("There is no customer “northwind” here, or you may not see it.", "Check the key."),
    "NoSuchMethod": problems.NoSuchMethod("", "Use one of: GET, PATCH, DELETE."),
    "Refused": Refused([Verdict("plan.outcomes", False, {}, (), "name-outcomes")]),
    "Stale": Stale(4, {"phase": ("execute", "finalize")}),
    "TooLarge": problems.TooLarge("A body has at most 4,000,000 bytes.", "Send less at once."),
    "NotJson": problems.NotJson("This came as “text/plain”.", "Send Content-Type: application/json."),
    "Invalid": Invalid(
        [Problem("arr", "“much” value must be a decimal number.", "Look at customer “acme”.")]
    ),
    "TooMany": problems.TooMany(30),
    "Broken": problems.Broken("", "Try again. If it stays, tell whoever runs this Handrail."),
}
ANY = ("NotSignedIn", "NotAllowed", "NotFound", "Invalid", "TooMany", "Broken")
WRITING = ("BadSyntax", "Refused", "Stale", "TooLarge", "NotJson")
IF_MATCH = {
    "in": "header", "name": "If-Match", "required": False, "schema": {"type": "string"},
    "description": "The ETag you saw: if somebody else has saved since, the answer is 412 with both sides.",
}  # fmt: skip
ONCE = {
    "in": "header", "name": "Idempotency-Key", "required": False,
    "schema": {"type": "string", "maxLength": 200},
    "description": "Send the same key again and get the same answer, with Idempotent-Replay: true.",
}  # fmt: skip


def described(api: NinjaAPI) -> dict[str, Any]:
    told: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    told["info"]["description"] = ABOUT
    told["components"]["schemas"] |= schemas()
    told["components"]["responses"] = {name: response(refusal) for name, refusal in EXAMPLES.items()}
    for item in told["paths"].values():
        for method, operation in item.items():
            complete(operation, method)
    return told


def complete(operation: dict[str, Any], method: str) -> None:
    """Add what ninja does not know: problems and headers."""
    names = ANY if method in READS else (*ANY, *WRITING)
    responses = {str(status): told for status, told in operation["responses"].items()}
    refusals = {str(EXAMPLES[name].status): {"$ref": f"#/components/responses/{name}"} for name in names}
    operation["responses"] = responses | refusals
    if method in WRITES:
        operation["parameters"] = [*operation.get("parameters", []), ONCE]
    if method in ("patch", "delete"):
        operation["parameters"].append(IF_MATCH)


def schemas() -> dict[str, Any]:
    _, told = models_json_schema(
        [(documents.Problem, "serialization")], ref_template="#/components/schemas/{model}"
    )
    return dict(told["$defs"])


def response(refusal: Refusal) -> dict[str, Any]:
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": problems.details(refusal)}
    return {"description": refusal.title, "content": {problems.MEDIA_TYPE: content}}


ABOUT = """
Records are named by their `key`, and so are the records they point at. Money is text with two decimals, days
are `2026-03-31`, moments are in UTC.

Lists come in pages: follow `next` with `cursor`. A change may carry `If-Match` with the `ETag` you saw,
and any write an `Idempotency-Key`. What is removed can be restored. Everything that is not a yes is
`application/problem+json`: what happened, where, and what to do.

Come in with `Authorization: Bearer <token>`.
""".strip()
