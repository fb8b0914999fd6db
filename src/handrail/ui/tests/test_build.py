from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from handrail.ui import assets, build


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(build, "FRONTEND", tmp_path)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "main.ts").write_text("export {};")
    return tmp_path


def test_the_hash_follows_the_sources(sources: Path) -> None:
    before = build.sources_hash()
    (sources / "src" / "main.ts").write_text("export { };")
    assert build.sources_hash() != before


def test_the_hash_follows_a_rename(sources: Path) -> None:
    before = build.sources_hash()
    (sources / "src" / "main.ts").rename(sources / "src" / "start.ts")
    assert build.sources_hash() != before


def test_installed_packages_do_not_count(sources: Path) -> None:
    before = build.sources_hash()
    (sources / "node_modules").mkdir()
    (sources / "node_modules" / "left.js").write_text("pad")
    assert build.sources_hash() == before


def test_an_unchanged_face_is_not_built_again(
    sources: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path_factory.mktemp("output")
    monkeypatch.setattr(build, "OUTPUT", output)
    (output / build.STAMP).write_text(build.sources_hash())
    assert build.build(if_changed=True) is False


def test_without_sources_the_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "FRONTEND", tmp_path / "gone")
    with pytest.raises(build.CannotBuild, match="released wheel"):
        build.build()


def test_pages_say_when_the_face_is_not_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "OUTPUT", tmp_path)
    with pytest.raises(ImproperlyConfigured, match=r"handrail\.ui\.build"):
        assets.entry("main")
