"""What settings read from the environment, and what they leave on the disk."""

from __future__ import annotations

import os
import stat

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
