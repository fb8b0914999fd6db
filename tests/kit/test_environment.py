"""What settings read from the environment, and what they leave on the disk."""

from __future__ import annotations

import os
import stat

import pytest

from handrail.kit import environment


def test_a_folder_made_for_the_key_lets_the_servers_account_through(tmp_path, monkeypatch):
    """Settings are often read before the database starts first: they make the folder in which it will live."""
    monkeypatch.delenv("HANDRAIL_SECRET_KEY", raising=False)
    folder = tmp_path / "new" / "data"
    made = environment.secret_key(folder)
    assert environment.secret_key(folder) == made and len(made) >= 32
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    through = 0o711 if os.geteuid() == 0 else 0o700
    assert [stat.S_IMODE(one.stat().st_mode) for one in (folder, folder.parent)] == [through, through]


def test_the_data_lives_where_it_is_told_to(tmp_path, monkeypatch):
    monkeypatch.setenv("HANDRAIL_DATA", str(tmp_path / "here" / ".." / "there"))
    assert environment.data_dir() == tmp_path / "there"


@pytest.mark.parametrize("said", ["²", "٤٢", "-1", "1e3", "1_000", "0", "366", "9" * 5_000])
def test_a_number_is_written_in_the_digits_that_everybody_reads(monkeypatch, said):
    monkeypatch.setenv("HANDRAIL_SESSION_DAYS", said)
    with pytest.raises(environment.BadSetting, match="whole number from 1 to 365"):
        environment.number("HANDRAIL_SESSION_DAYS", 30, 1, 365)
    monkeypatch.setenv("HANDRAIL_SESSION_DAYS", " 42 ")
    assert environment.number("HANDRAIL_SESSION_DAYS", 30, 1, 365) == 42
