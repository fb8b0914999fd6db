"""The catalogues of translations: gathered from the sources, compiled for the server.

`python -m handrail.ui.catalogue` brings every `locale/*/LC_MESSAGES/django.po` up to date with the sources;
`--compile` only makes the `.mo` files, as `make setup` and the build of the wheel do. Both need Babel, which
is there wherever Handrail is built; a running Handrail needs neither it nor gettext's programs.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "locale"
DOMAIN = "django"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "say": None,
    "mark": None,
    "mark_many": (1, 2),
    "choose": (1, 2),
    "say_many": (1, 2),
}
LEFT_OUT = re.compile(
    r"/(tests|migrations|cli|bench|management)/|/ui/(examples|catalogue)\.py|/ui/example|/handrail/worker\.py"
)
"""What no page shows: tests, commands (they speak English), and the page of examples for developers."""
PROJECT = "Handrail"


def catalogues() -> list[Path]:
    return sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(path: Path) -> Any:
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], domain=DOMAIN, abort_invalid=True)


def compile_all() -> list[Path]:
    """Write the `.mo` beside each `.po` that changed; a running server keeps what it has read."""
    from babel.messages.mofile import write_mo

    written = []
    for path in catalogues():
        made = io.BytesIO()
        write_mo(made, read(path))
        target = path.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != made.getvalue():
            swap(target, made.getvalue())
            written.append(target)
    return written


def swap(target: Path, content: bytes) -> None:
    """Written beside and moved in: somebody may be reading it just now."""
    fresh = target.with_name(f".{target.name}-{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(target)


def gathered() -> Any:
    """Every text that the sources mark, as a template. Needs Django to be set up."""
    from babel.messages.catalog import Catalog

    template = Catalog(project=PROJECT, version="", domain=DOMAIN, charset="utf-8")
    for place, message, context in sorted(found(), key=lambda item: item[0]):
        template.add(message, locations=[(place, 0)], context=context)
    return template


def found() -> Iterator[tuple[str, Any, str | None]]:
    """(file, text or (one, many), context) of everything marked in code and templates, and the nouns of models."""
    for path in sorted([*ROOT.rglob("*.py"), *ROOT.rglob("*.html"), *ROOT.rglob("templates/**/*.txt")]):
        if not LEFT_OUT.search(path.as_posix()):
            yield from found_in(path)
    yield from nouns()


def found_in(path: Path) -> Iterator[tuple[str, Any, str | None]]:
    from babel.messages.extract import extract

    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = as_code(text)
    source, place = io.BytesIO(text.encode()), path.relative_to(ROOT).as_posix()
    for _line, message, _comments, context in extract(
        "python", source, KEYWORDS, options={"encoding": "utf-8"}
    ):
        if message and message != ("", ""):
            yield place, message, context


def as_code(template: str) -> str:
    """What Django's own makemessages makes of a template; without the indents, which mean nothing there."""
    from django.utils.translation.template import templatize

    return "\n".join(line.strip() for line in templatize(template).splitlines())


def nouns() -> Iterator[tuple[str, Any, str | None]]:
    """What a record is called in a sentence: the names of the models."""
    from django.apps import apps

    for model in apps.get_models():
        if model.__module__.startswith("handrail."):
            place = model.__module__.removeprefix("handrail.").replace(".", "/")
            yield f"{place}.py", str(model._meta.verbose_name), None


def update() -> list[Path]:
    """Bring every catalogue up to date: new texts come in empty, texts that are gone go."""
    from babel.messages.pofile import write_po

    template = gathered()
    for path in catalogues():
        catalogue = read(path)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        made = io.BytesIO()
        write_po(made, catalogue, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)
        path.write_bytes(made.getvalue())
    return catalogues()


def main() -> int:
    if "--compile" in sys.argv[1:]:
        for path in compile_all():
            print(f"Compiled {path}")
        return 0
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handrail.settings")
    django.setup()
    for path in update():
        missing = [message.id for message in read(path) if message.id and not message.string]
        print(f"{path}: {len(missing)} texts have no translation yet")
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
