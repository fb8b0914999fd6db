from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import RequestContext, Template, TemplateDoesNotExist
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from handrail.ui import assets, examples, looks
from handrail.ui.templatetags.ui import ALIKE
from handrail.ui.views import ExampleForm

PARTS = Path(assets.__file__).parent / "templates" / "ui" / "parts"
ICONS = Path(assets.__file__).resolve().parents[3] / "frontend" / "icons.json"


@pytest.fixture(autouse=True)
def built(monkeypatch: pytest.MonkeyPatch) -> None:
    """A manifest as Vite writes it, so that these tests need no build."""
    manifest = {
        "src/main.ts": {"file": "assets/main-1.js", "css": ["assets/main-1.css"]},
        "sprite.svg": {"file": "assets/sprite-1.svg"},
        "favicon.svg": {"file": "assets/favicon-1.svg"},
    }
    monkeypatch.setattr(assets, "_manifest", lambda: manifest)


def render(source: str, path: str = "/", **values: object) -> str:
    request: HttpRequest = RequestFactory().get(path)
    return Template("{% load ui %}" + source).render(RequestContext(request, values))


def test_every_part_says_what_it_is_and_what_it_takes() -> None:
    silent = [part.name for part in PARTS.glob("*.html") if not part.read_text().startswith("{% comment %}")]
    assert silent == []


def test_parts_that_look_alike_everywhere_see_nothing_of_the_page() -> None:
    """They are drawn once and kept: whoever looks, whatever the day."""
    seen = re.compile(r"request|csrf|workspace|member|{% (url|now|include|cycle|ui|part) |slot|\|(when|day)")
    found = [name for name in ALIKE if seen.search((PARTS / f"{name}.html").read_text())]
    assert found == []


def test_what_is_kept_of_a_part_is_told_apart_by_what_it_was_given() -> None:
    tag = '{% ui "tag" label=label %}'
    assert "&lt;b&gt;" in render(tag, label="<b>")
    assert "<b>" in render(tag, label=mark_safe("<b>"))
    assert "&lt;b&gt;" in render(tag, label="<b>")
    assert (">1<" in render(tag, label=1), ">True<" in render(tag, label=True)) == (True, True)
    with translation.override("de"):
        german = render('{% ui "verdict" state="healthy" %}')
    assert german != render('{% ui "verdict" state="healthy" %}')


def test_no_template_has_inline_script_or_style() -> None:
    inline = re.compile(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)(?![^>]*application/json)")
    found = [path.name for path in PARTS.parents[1].rglob("*.html") if inline.search(path.read_text())]
    assert found == []


def test_every_icon_used_is_in_the_sprite() -> None:
    listed = set(json.loads(ICONS.read_text()))
    templates = "\n".join(path.read_text() for path in PARTS.parents[1].rglob("*.html"))
    used = set(re.findall(r'{% icon "([a-z0-9-]+)"', templates)) | set(
        re.findall(r'icon="([a-z0-9-]+)"', templates)
    )
    for group in (looks.VERDICTS, looks.OUTCOMES, looks.AUDIENCES, looks.TONES):
        used |= {look.icon for look in group.values()}
    assert used - listed == set()


def test_a_verdict_is_never_colour_alone() -> None:
    for state, look in looks.VERDICTS.items():
        shown = render('{% ui "verdict" state=state %}', state=state)
        assert str(look.word) in shown
        assert f"#{look.icon}" in shown


@pytest.mark.parametrize(
    ("passed", "word"), [(True, "Holds"), (False, "Fails"), (None, "Not known"), ("failed", "Fails")]
)
def test_a_criterion_says_how_it_came_out(passed: object, word: str) -> None:
    assert f'aria-label="{word}"' in render(
        '{% ui "criterion" passed=passed words="Reviewed" %}', passed=passed
    )


def test_what_people_typed_is_escaped() -> None:
    shown = render(
        '{% part "panel" title=name %}{{ name }}{% ui "tag" label=name %}{% endpart %}', name="<b>x</b>"
    )
    assert "<b>x</b>" not in shown
    assert shown.count("&lt;b&gt;x&lt;/b&gt;") == 3


def test_a_slot_keeps_its_markup() -> None:
    shown = render(
        '{% slot as acts %}<i>go</i>{% endslot %}{% part "panel" title="A" actions=acts %}in{% endpart %}'
    )
    assert "<i>go</i>" in shown


def test_a_part_sees_only_what_it_is_given() -> None:
    assert "leaked" not in render('{% ui "tag" tone="good" %}', label="leaked")


def test_a_misspelt_part_is_refused() -> None:
    with pytest.raises(TemplateDoesNotExist):
        render('{% ui "tagg" label="x" %}')


def test_a_heading_sorts_and_turns_round() -> None:
    columns = [{"key": "arr", "label": "ARR", "sort": True}, {"key": "name", "label": "Name", "sort": True}]
    source = '{% part "table" caption="C" columns=columns sort=sort %}{% endpart %}'
    up = render(source, "/?q=north&page=3&sort=arr", columns=columns, sort="arr")
    assert 'aria-sort="ascending"' in up
    assert 'href="?q=north&amp;sort=-arr"' in up
    assert "sort=name" in up
    assert 'aria-sort="descending"' in render(source, columns=columns, sort="-arr")
    assert "aria-sort" not in render(source, columns=columns)


def test_the_pager_keeps_the_search() -> None:
    page = Paginator(range(60), 25).get_page(2)
    shown = render('{% ui "pager" page=page what="customers" %}', "/?q=north&page=2", page=page)
    assert "26 to 50 of 60" in shown
    assert 'href="?q=north&amp;page=3"' in shown


def test_a_field_ties_help_and_error_to_its_input() -> None:
    form = ExampleForm({"kind": "risk", "email": "ines"})
    shown = render('{% ui "field" field=form.title %}{% ui "errors" form=form %}', form=form)
    assert 'aria-describedby="id_title_helptext id_title_error"' in shown
    assert 'id="id_title_helptext"' in shown
    assert 'id="id_title_error"' in shown
    assert 'href="#id_title"' in shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Mara Adler", "MA"), ("Ines", "IN"), ("Anne-Marie du Pont", "AP"), ("", "?"), ("  ", "?")],
)
def test_initials(name: str, shown: str) -> None:
    assert render("{{ name|initials }}", name=name) == shown


def test_a_moment_is_said_in_the_readers_zone() -> None:
    with timezone.override("Asia/Tokyo"):
        shown = render('{{ m|when:"j M, H:i" }}', m=datetime(2026, 11, 20, 16, 5, tzinfo=UTC))
    assert "21 Nov, 01:05" in shown
    assert 'title="Saturday 21 November 2026, 01:05' in shown


def test_error_pages_need_no_context() -> None:
    for code in (403, 404, 409, 500):
        assert "<h1>" in render_to_string(f"{code}.html")


def test_the_shell_renders_with_almost_nothing_and_with_everything() -> None:
    request = RequestFactory().get("/")
    assert 'id="main"' in render_to_string("ui/shell.html", {}, request=request)
    full = render_to_string("ui/shell.html", examples.SHELL, request=request)
    assert 'aria-current="page"' in full
    assert "Brightside CS" in full
    assert 'data-load="/ui/capture/"' in full
