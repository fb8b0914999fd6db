"""A full disk under the running product: the page, the API and the worker say so, keep what was there, and go on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing

import httpx
import psycopg
import pytest

from .conftest import OWNER, House, post, wait_for

ACCOUNTS = "Id,Name,Industry\nA-1,Northwind,Logistics\n"
FIRST = "Id,Name,Email\nU-1,Mara,mara@example.com\n"


@pytest.fixture(scope="module")
def opened(house: House, tmp_path_factory: pytest.TempPathFactory) -> House:
    """A workspace without a customer."""
    folder = tmp_path_factory.mktemp("first")
    (folder / "people.csv").write_text(FIRST)
    assert house.handrail("import", folder, "-w", "acme", "--owner", OWNER).returncode == 0
    return house


@pytest.fixture(scope="module")
def browser(opened: House) -> Iterator[httpx.Client]:
    with closing(opened.web()) as client:
        yield client


def address_of(browser: httpx.Client) -> str:
    return str(browser.base_url).rstrip("/")


def upload(browser: httpx.Client, text: str) -> httpx.Response:
    return post(browser, "/w/acme/import/", files={"files": ("accounts.csv", text.encode(), "text/csv")})


def previewed(browser: httpx.Client, text: str) -> str:
    columns = upload(browser, text)
    assert columns.status_code == 200 and columns.url.path.endswith("/columns")
    form = dict(
        re.findall(r'<select[^>]* name="([^"]+)".*?<option value="([^"]*)" selected', columns.text, re.S)
    )
    answer = post(browser, columns.url.path, data=form)
    assert answer.status_code == 200
    return answer.url.path


def test_an_upload_and_an_import_through_the_page(opened: House, browser: httpx.Client) -> None:
    with opened.full("imports_import"):
        answer = upload(browser, ACCOUNTS)
        assert answer.status_code == 507
        assert "<h1>The disk is full</h1>" in answer.text
        assert "not saved; everything before it is safe" in answer.text
        assert "Traceback" not in answer.text
        assert opened.rows("imports_import") == 0

    address = previewed(browser, ACCOUNTS)
    with opened.full("customers_customer"):
        answer = post(browser, address, to=f"{address}confirm")
        assert answer.status_code == 507 and "an import waits where it was" in answer.text
    assert opened.rows("customers_customer") == 0
    assert "This is what would happen." in browser.get(address).text
    assert "Imported." in post(browser, address, to=f"{address}confirm").text
    assert opened.rows("customers_customer") == 1


def test_the_api_and_a_part_of_a_page_get_a_problem(opened: House, browser: httpx.Client) -> None:
    token = opened.handrail(
        "token", "create", "--workspace", "acme", "--email", OWNER, "--name", "t"
    ).stdout.split()[-1]
    bearer = {"Authorization": f"Bearer {token}"}
    with opened.full("customers_customer"):
        answer = httpx.post(
            f"{address_of(browser)}/api/v1/w/acme/customers",
            json={"name": "Acme"},
            headers=bearer,
            timeout=240,
        )
        assert answer.status_code == 507
        assert answer.headers["Content-Type"] == "application/problem+json"
        said = answer.json()
        assert (said["code"], said["status"]) == ("disk-full", 507) and said["fix"]
    answer = httpx.post(
        f"{address_of(browser)}/api/v1/w/acme/customers", json={"name": "Acme"}, headers=bearer, timeout=240
    )
    assert answer.status_code == 201
    with opened.full("imports_import"):
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)', browser.get("/w/acme/import/").text)[1]
        answer = browser.post(
            "/w/acme/import/",
            data={"csrfmiddlewaretoken": token},
            files={"files": ("a.csv", ACCOUNTS.encode(), "text/csv")},
            headers={"HX-Request": "true"},
        )
        assert (answer.status_code, answer.json()["code"]) == (507, "disk-full")


def test_no_connection_to_spare_is_503(opened: House, browser: httpx.Client) -> None:
    name = opened.urls.app.rsplit("/", 1)[1]
    with psycopg.connect(opened.admin) as connection:
        connection.execute(f'ALTER DATABASE "{name}" CONNECTION LIMIT 0')
    opened.disconnect()
    for address, html in (("/w/acme/", True), ("/api/v1/w/acme/customers", False)):
        answer = browser.get(address)
        assert answer.status_code == 503 and answer.headers["Retry-After"]
        assert ("everything before it is safe" in answer.text) is html
        assert html or answer.json()["code"] == "away"
    with psycopg.connect(opened.admin) as connection:
        connection.execute(f'ALTER DATABASE "{name}" CONNECTION LIMIT -1')
    wait_for(lambda: browser.get("/w/acme/").status_code == 200)


def test_a_large_import_breaks_with_a_word_and_goes_in_when_there_is_room(
    opened: House, browser: httpx.Client
) -> None:
    many = ACCOUNTS + "".join(f"B-{n},Customer {n},Retail\n" for n in range(2_100))
    opened.start("worker")
    address = previewed(browser, many)
    wait_for(lambda: "This is what would happen." in browser.get(address).text)
    with opened.full("customers_customer"):
        post(browser, address, to=f"{address}confirm")
        wait_for(lambda: "The import broke." in browser.get(address).text)
        assert "The disk is full. Nothing was written" in browser.get(address).text
    assert opened.rows("customers_customer") == 0
    post(browser, address, to=f"{address}confirm")
    wait_for(lambda: "Imported." in browser.get(address).text)
    assert opened.rows("customers_customer") == 2_101


def test_an_upload_that_does_not_fit_beside_the_server(opened: House) -> None:
    """Large uploads wait in a file until they are whole; this server may write none that large."""
    with closing(opened.web(largest_file=2 * 2**20)) as browser:
        answer = upload(browser, ACCOUNTS + "B-1,Other,Retail\n" * 200_000)
        assert answer.status_code == 507
        assert "The disk is full" in answer.text and "Nothing was kept" in answer.text
        assert upload(browser, ACCOUNTS).status_code == 200
