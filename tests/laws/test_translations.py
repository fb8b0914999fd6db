"""Whatever a page may say is in every catalogue: whole, sure, with the same places for values; and is really said."""

from __future__ import annotations

import re
import secrets
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import yaml
from django.test import Client
from django.utils.translation import override

from handrail.doors.infohub import example, importing
from handrail.house.access import verbs
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import enter
from handrail.kit import clock
from handrail.ui import catalogue
from handrail.ui.dates import SHAPES
from handrail.watch.health.verbs import judge_all

PLACES = re.compile(r"%%|%\((\w+)\)s|%(?:s|d)|\{(\w+)\}")
CATALOGUES = catalogue.catalogues()


@pytest.fixture(autouse=True)
def restored():
    """A page leaves its language to its thread; the next request sets its own, the next test would not."""
    with override("en"):
        yield


@pytest.fixture(params=CATALOGUES, ids=lambda path: path.parts[-3])
def translated(request):
    return catalogue.read(request.param)


def key(message):
    return message.context, message.id if isinstance(message.id, str) else tuple(message.id)


def test_there_is_a_german_one():
    assert "de" in [path.parts[-3] for path in CATALOGUES]


def test_it_holds_every_marked_text_and_no_other(translated):
    """`python -m handrail.ui.catalogue` brings it up to date."""
    marked = {key(message) for message in catalogue.gathered() if message.id}
    held = {key(message) for message in translated if message.id}
    assert marked - held == set()
    assert held - marked == set()
    assert len(held) > 1_000


def test_nothing_empty_is_marked(capfd):
    """Babel warns of one, since gettext answers it with the head of the catalogue."""
    assert catalogue.gathered() and not capfd.readouterr().err


def test_bringing_the_catalogue_up_to_date_keeps_its_day(monkeypatch, tmp_path):
    """Two branches on which somebody did it would contradict each other, and say nothing by it."""
    (before,) = (path for path in CATALOGUES if path.parts[-3] == "de")
    copy = tmp_path / "de" / "LC_MESSAGES" / before.name
    copy.parent.mkdir(parents=True)
    copy.write_bytes(before.read_bytes())
    monkeypatch.setattr(catalogue, "LOCALE", tmp_path)
    assert catalogue.update() == [copy]
    assert days(copy) == days(before)


def days(path: Path) -> list[str]:
    return re.findall(r"^\"[A-Z]+(?:-Revision|-Creation)-Date: .*$", path.read_text(), re.MULTILINE)


def test_no_text_is_empty_or_a_guess(translated):
    forms = translated.num_plurals
    for message in translated:
        if message.id:
            said = [message.string] if isinstance(message.id, str) else list(message.string)
            assert all(text.strip() for text in said), message.id
            assert len(said) == (1 if isinstance(message.id, str) else forms), message.id
            assert not message.fuzzy, message.id


def test_the_places_for_values_are_the_same(translated):
    """Sorted, since a language may turn them round; each form of a plural has those of the English plural."""
    for message in translated:
        if message.id:
            source = message.id if isinstance(message.id, str) else message.id[-1]
            for text in [message.string] if isinstance(message.string, str) else message.string:
                assert sorted(PLACES.findall(text)) == sorted(PLACES.findall(source)), (source, text)


def test_marks_of_pages_survive(translated):
    """Tags, and the spaces at the ends that join a text to what stands beside it."""
    for message in translated:
        if message.id and isinstance(message.id, str):
            assert re.findall(r"<[^>]+>", message.string) == re.findall(r"<[^>]+>", message.id)
            assert message.string.strip() == message.string or message.id.strip() != message.id


def test_every_date_on_a_page_has_a_shape_that_translators_can_turn_round():
    """What is no shape of ours is written as in English: 21 November, where a German reads 21. November."""
    root = Path(catalogue.__file__).parents[1]
    shapes, plain = {shape() for shape in SHAPES}, {"H:i", "D", "Y-m-d"}
    used = re.compile(
        r"""\|(?:when|day|date|time):"([^"]+)"|\bwritten\([^()]*(?:\([^()]*\))?[^()]*, ["']([^"']+)["']\)"""
    )
    sources = [
        file for kind in ("html", "py") for file in root.rglob(f"*.{kind}") if "tests" not in file.parts
    ]
    for file in sources:
        for page, code in used.findall(file.read_text()):
            assert (page or code) in shapes | plain, (file.name, page or code)


# -- a walk through every page, in German -----------------------------------------------------------------------

SKIPPED = ("script", "style", "code", "kbd", "textarea", "title", "datalist")
SPOKEN = ("aria-label", "placeholder", "title", "alt")
SAME = {"api", "name", "team", "token", "website", "region", "plan", "status", "version", "start", "text", "arr",
        "enterprise", "commercial", "executive sponsor", "problem", "problem:", "import", "link", "links", "id",
        "workspace", "neutral", "initiative", "phase", "person", "stakeholder", "opportunity", "risk"}  # fmt: skip


class Spoken(HTMLParser):
    """What a page says: its texts one by one, what is read aloud, and where it leads."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.links: list[str] = []
        self.silent: list[str] = []
        self.language = ""

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "html":
            self.language = found.get("lang", "")
        if tag in SKIPPED:
            self.silent.append(tag)
        self.texts += [found[name] for name in SPOKEN if found.get(name)]
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])

    def handle_endtag(self, tag):
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data):
        if not self.silent:
            self.texts.append(data)


@pytest.fixture(scope="module")
def place():
    """The shipped example, and somebody in it who reads German."""
    owner = verbs.find_or_add_user("mara@fernway.example", "Mara Adeyemi")
    slug = f"fernway-{secrets.token_hex(4)}"
    workspace = verbs.open_workspace(slug, "Fernway", owner=owner, time_zone="Europe/Berlin", currency="EUR")
    folder = example.written(clock.today("Europe/Berlin"))
    try:
        importing.run(folder, workspace_slug=slug, owner_email=owner.email)
        written = {str(value) for file in sorted(folder.rglob("*.yaml")) for value in scalars(load(file))}
    finally:
        example.remove(folder)
    with enter(workspace.pk):
        judge_all()
        member = Member.objects.get(user=owner)
    client = Client(headers={"accept-language": "de"})
    client.force_login(member.user)
    client.written = written
    return client, f"/w/{slug}/"


def load(file) -> object:
    return yaml.safe_load(file.read_text())


def scalars(value):
    """What a person wrote into the files: it is shown in their words, in every language."""
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        for item in value:
            yield from scalars(item)
    else:
        yield value


def english_words() -> set[str]:
    """Every text of ours that is said otherwise in German and has no value in it: none of them may be on a page."""
    german = catalogue.read(next(path for path in CATALOGUES if path.parts[-3] == "de"))
    found = set()
    for message in german:
        if message.id and isinstance(message.id, str) and "%(" not in message.id and "{" not in message.id:
            words = message.id.strip().casefold()
            if words != message.string.strip().casefold() and len(words) > 2 and words not in SAME:
                found.add(words)
    return found


def stems() -> list[re.Pattern[str]]:
    """Texts with values in them, as patterns; those that are nearly all values would match anything."""
    german = catalogue.read(next(path for path in CATALOGUES if path.parts[-3] == "de"))
    found = []
    for message in german:
        for text in [message.id] if isinstance(message.id, str) else list(message.id):
            bare = re.sub(r"%\(\w+\)s|%s", "", text)
            if "%" in text and len(re.findall(r"[a-z]{2,}", bare)) >= 3:
                parts = re.split(r"%\(\w+\)s|%s", text)
                found.append(re.compile(".+?".join(map(re.escape, parts))))
    return found


def walked(client: Client, start: str, most: int) -> dict[str, Spoken]:
    """Every page that links lead to, the nearest first; of a family of records the first few."""
    waiting, seen, kinds, pages = [start], {start}, {}, {}
    while waiting and len(pages) < most:
        address = waiting.pop(0)
        answer = client.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            assert answer.status_code in (200, 302), (address, answer.status_code)
            continue
        page = pages[address] = Spoken()
        page.feed(answer.content.decode())
        for link in page.links:
            whole = urlsplit(urljoin(address, link))
            family = re.sub(r"(?<=/)[^/]*\d[^/]*(?=/)|(?<=s/)[^/]+(?=/)", "*", whole.path)
            target = f"{whole.path}?{whole.query}".rstrip("?")
            if whole.netloc or not whole.path.startswith(start) or target in seen:
                continue
            kinds[family] = kinds.get(family, 0) + 1
            if kinds[family] <= 3:
                seen.add(target)
                waiting.append(target)
    return pages


def test_no_page_says_an_english_word_of_ours_in_german(place):
    client, start = place
    words, patterns = english_words(), stems()
    pages = walked(client, start, 110)
    assert len(pages) > 60, sorted(pages)
    assert {page.language for page in pages.values()} == {"de"}
    said = {" ".join(text.split()): address for address, page in pages.items() for text in page.texts}
    wrong = {
        text: address
        for text, address in said.items()
        if text not in client.written
        if text.casefold() in words or any(pattern.fullmatch(text) for pattern in patterns)
    }
    assert not wrong, "\n".join(f"{address}: {text}" for text, address in sorted(wrong.items()))


def test_a_person_chooses_a_language_and_goes_back_to_the_browsers(place):
    client, start = place
    assert 'lang="de"' in client.get(start).content.decode()
    answer = client.post("/language", {"language": "en", "next": start})
    assert (answer.status_code, answer["Location"]) == (302, start)
    assert 'lang="en"' in client.get(start).content.decode()
    client.post("/language", {"language": "xx", "next": "https://evil.example/"})
    assert "language" not in client.cookies or not client.cookies["language"].value
    assert 'lang="de"' in client.get(start).content.decode()


def test_dates_numbers_and_verdicts_follow_the_language(place):
    client, start = place
    page = client.get(f"{start}customers/kestrel-bank/").content.decode()
    assert re.search(r"\d\. (Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)", page)
    assert re.search(r"EUR \d{3}\.\d{3}", page)
    assert re.search(r"vor \d+ Tagen|heute|vor 1 Tag", page)
    assert "Erfolgskriterien" in client.get(f"{start}settings/").content.decode()


def test_the_api_speaks_english_to_whoever_asks(place):
    client, start = place
    answer = client.get(f"/api/v1{start}customers/nobody")
    assert answer.status_code == 404
    assert "There is no customer" in answer.json()["detail"]


def test_refusals_of_pure_code_are_said_in_german(place):
    client, start = place
    answer = client.post(f"{start}settings/policy/", {"stale_days": "20"})
    assert "muss größer sein als" in answer.content.decode()
    with override("de"):
        from handrail.kit.csvio.values import parse_date

        assert parse_date("soon", "DMY").message == "„soon“ passt hier nicht; erwartet wird ein Datum."
