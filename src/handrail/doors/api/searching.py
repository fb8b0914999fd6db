"""One search over everything, for programs."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from handrail import wiring
from handrail.house.search import queries
from handrail.house.search.queries import Hit
from handrail.kit.web import json
from handrail.kit.web.problems import bad_field
from handrail.kit.web.resource import Slug
from handrail.record.customers import queries as customers
from handrail.record.customers.models import Customer

router = Router(tags=["search"])

Asked = Annotated[
    str, Field(max_length=20_000, description="What somebody would type: part of a name is enough")
]
Kind = Annotated[str, Field(max_length=200, description="Only these kinds, with commas between them")]
CustomerKey = Annotated[str, Field(max_length=200, description="Only what belongs to this customer")]
Limit = Annotated[int, Field(ge=1, le=100)]
Offset = Annotated[int, Field(ge=0, le=queries.MANY, description="How many to leave out, for the next page")]


class Found(BaseModel):
    kind: str = Field(examples=["customer"])
    key: str
    title: str
    customer: str | None = Field(description="The key of the customer it belongs to")
    state: str
    text: str = Field(description="The beginning of its text")
    how: str = Field(description="whole: its name; start: the start of it; words; near: spelled nearly so")


class FoundPage(BaseModel):
    items: list[Found]
    total: int = Field(description=f"Counted to {queries.MANY:,} and one more")


@router.get(
    "/search", response=FoundPage, operation_id="search", summary="Search everything, the best answer first"
)
def search(
    request: HttpRequest,
    slug: Slug,
    q: Asked = "",
    kind: Kind = "",
    customer: CustomerKey = "",
    limit: Limit = 20,
    offset: Offset = 0,
) -> HttpResponse:
    about = customers.get(customer).pk if customer else None
    hits = queries.search(q, kinds=known(kind), about_id=about, skip=offset, most=limit)
    keys = keys_of(hits.items)
    return json.response({"items": [told(hit, keys) for hit in hits.items], "total": hits.total})


def known(kinds: str) -> list[str] | None:
    asked = [kind.strip() for kind in kinds.split(",") if kind.strip()]
    for kind in asked:
        if kind not in wiring.SEARCHED:
            raise bad_field(
                "kind",
                f"Nothing of the kind “{kind}” is found.",
                f"Use one of: {', '.join(wiring.SEARCHED)}.",
            )
    return asked or None


def keys_of(hits: list[Hit]) -> dict[int, str]:
    ids = {hit.about_id for hit in hits if hit.about_id}
    return dict(Customer.objects.filter(pk__in=ids).values_list("pk", "key")) if ids else {}


def told(hit: Hit, keys: dict[int, str]) -> dict[str, str | None]:
    return {
        "kind": hit.kind,
        "key": hit.key,
        "title": hit.title,
        "customer": keys.get(hit.about_id or 0),
        "state": hit.state,
        "text": hit.text[:300],
        "how": hit.how,
    }
