"""An address of the API is found by its first word as it would be found in the list of all of them."""

from __future__ import annotations

import re

import pytest
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RegexPattern

from handrail.doors.api import urls

FOUND = next(one for one in urls.urlpatterns if isinstance(one, URLResolver))
WHOLE = URLResolver(RegexPattern(""), urls.ADDRESSES)


def test_every_address_leads_where_it_led():
    addresses = {re.sub(r"<[^>]*>", "x", str(one.pattern)) for one in urls.ADDRESSES}
    assert len(addresses) > 300
    for address in addresses:
        one, other = FOUND.resolve(address), WHOLE.resolve(address)
        assert (one.func, one.kwargs, one.url_name) == (other.func, other.kwargs, other.url_name), address


@pytest.mark.parametrize("address", ["", "w", "w/x", "w/x/nothing", "w/x/stages/y/z/cards", "x/w/stages"])
def test_what_is_no_address_is_none(address):
    for resolver in (FOUND, WHOLE):
        try:
            resolver.resolve(address)
        except Resolver404:
            continue
        assert WHOLE.resolve(address)
