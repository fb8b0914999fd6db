from __future__ import annotations

import json
import logging
import re

import pytest

from handrail.kit import logs

SECRETS = [
    ("Authorization: Bearer hr_abcdefghijklmnop", "abcdefghijklmnop"),
    ("GET /sign-in/link/9sNq_8sdfkj3kjsdf93 failed", "9sNq_8sdfkj3kjsdf93"),
    ("postgresql://handrail_app:s3cr3tword@127.0.0.1:5432/handrail", "s3cr3tword"),
    ("smtp://me@example.com:s3cr3tword@mail.example.com:587", "s3cr3tword"),
    ("{'password': 's3cr3tword', 'email': 'a@b.c'}", "s3cr3tword"),
    ("email=a&password=s3cr3tword&next=/", "s3cr3tword"),
    ("https://hooks.slack.com/services/T0/B0/s3cr3tword", "s3cr3tword"),
    ("csrfmiddlewaretoken=s3cr3tword", "s3cr3tword"),
    ("Unprocessable: /sign-in/forgotten/a1/cz2b-s3cr3tword/", "s3cr3tword"),
]


def record(message: str, **more: object) -> logging.LogRecord:
    made = logging.LogRecord("handrail.x", logging.INFO, "", 1, message, (), None)
    made.__dict__.update(more)
    return made


@pytest.mark.parametrize("shape", [logs.Line(), logs.Json()], ids=["text", "json"])
@pytest.mark.parametrize(("message", "secret"), SECRETS)
def test_no_secret_comes_through(shape, message, secret):
    assert secret not in shape.format(record(message))
    assert secret not in shape.format(record("something", about={"what": message}))


@pytest.mark.parametrize("shape", [logs.Line(), logs.Json()], ids=["text", "json"])
def test_nor_in_what_an_exception_says(shape):
    try:
        raise ValueError("no connection to postgresql://app:s3cr3tword@host/db")
    except ValueError as error:
        told = shape.format(record("broken", exc_info=(type(error), error, error.__traceback__)))
    assert "s3cr3tword" not in told
    assert "ValueError" in told


def test_no_address_that_lets_in_comes_through():
    """Whoever has one of these is let in: each is one that a view takes, open to anybody or to whom it names."""
    from tests.laws.test_doors import PAGES

    secret = "9sNq8sdfkj3kjsdf93_x"
    letting = [route for route, _ in PAGES if re.search(r"<str:(secret|token|text)>", route)]
    assert len(letting) > 6
    for route in letting:
        address = re.sub(
            r"<\w+:(\w+)>", lambda m: secret if m[1] in ("secret", "token", "text") else "x", route
        )
        assert secret not in logs.Line().format(record(f"Unprocessable Content: /{address}")), route


def test_plain_words_stay():
    said = "Customer acme: 3 tokens left, see /w/demo/customers/acme/ and https://example.com/a"
    assert said in logs.Line().format(record(said))


def test_a_line_says_whose_work_it_was_and_only_inside():
    with logs.about(request="abc", workspace="demo", member=None), logs.about(job=7):
        told = json.loads(logs.Json().format(record("x")))
        assert (told["request"], told["workspace"], told["job"]) == ("abc", "demo", "7")
        assert "member" not in told
        assert "[request=abc workspace=demo job=7]" in logs.Line().format(record("x"))
    assert "[" not in logs.Line().format(record("x"))


def test_json_is_one_line_whatever_is_said():
    assert "\n" not in logs.Json().format(record("two\nlines \u2028 and “quotes”"))
