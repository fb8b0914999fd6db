"""Each trouble is made for real, and the doctor finds it."""

from __future__ import annotations

import json
import os
import socket
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.test import override_settings

from handrail.cli import main
from handrail.doors.operator import doctor
from handrail.kit import clock


def told(name: str) -> dict[str, str]:
    return {one.state: one.says + " " + one.fix for one in doctor.examine() if one.check == name}


@pytest.mark.parametrize("name", ["database", "roles", "tables", "live updates", "clocks", "disk"])
def test_a_sound_installation_is_well(name):
    assert set(told(name)) == {"well"}


def test_the_command_tells_everything_and_what_to_do(capsys):
    main(["doctor", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert {one["check"].replace(" ", "_") for one in found} == {check.__name__ for check in doctor.CHECKS}
    assert all(one["fix"] for one in found if one["state"] != "well")
    assert main(["doctor"]) in (0, 1)


def test_a_table_whose_row_security_was_switched_off():
    owner = os.environ["DATABASE_OWNER_URL"]
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("ALTER TABLE tasks_task DISABLE ROW LEVEL SECURITY")
        try:
            assert "tasks_task" in told("roles")["bad"]
        finally:
            connection.execute("ALTER TABLE tasks_task ENABLE ROW LEVEL SECURITY")
    assert set(told("roles")) == {"well"}


def test_the_owner_as_the_apps_role(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", os.environ["DATABASE_OWNER_URL"])
    assert "owns the tables" in told("roles")["bad"]


def test_a_clock_that_runs_ahead(monkeypatch):
    real = clock.real
    monkeypatch.setattr(clock, "real", lambda: real() + timedelta(minutes=5))
    assert "300 s apart" in told("clocks")["bad"] or "299 s apart" in told("clocks")["bad"]


def test_a_disk_that_is_nearly_full(monkeypatch):
    monkeypatch.setattr(doctor, "TOO_LITTLE", 10**18)
    assert "Make room now" in told("disk")["bad"]


def test_a_key_that_others_can_read(tmp_path: Path, monkeypatch):
    monkeypatch.delenv("HANDRAIL_SECRET_KEY")
    (tmp_path / "secret_key").write_text("x" * 40)
    (tmp_path / "secret_key").chmod(0o644)
    with override_settings(DATA_DIR=tmp_path):
        assert "chmod 600" in told("signing key")["bad"]
        (tmp_path / "secret_key").chmod(0o600)
        assert set(told("signing key")) == {"well"}


def test_a_pooler_in_between(monkeypatch):
    """What a pooler in transaction mode does: the ear hears nothing."""
    monkeypatch.setattr(psycopg.Connection, "notifies", lambda *_args, **_more: iter(()))
    assert "DATABASE_DIRECT_URL" in told("live updates")["bad"]


def test_mail_that_goes_nowhere_and_a_mail_server_that_is_not_there():
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.console.EmailBackend"):
        assert set(told("mail")) == {"look"}
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
        with override_settings(**smtp, EMAIL_PORT=nobody.getsockname()[1]):
            assert "HANDRAIL_MAIL_URL" in told("mail")["bad"]


def test_a_check_that_breaks_keeps_none_of_the_others_from_running(monkeypatch):
    def broken() -> doctor.Told:
        raise RuntimeError("the cable is out")
        yield

    monkeypatch.setattr(doctor, "CHECKS", (broken, doctor.disk))
    found = list(doctor.examine())
    assert [one.state for one in found] == ["bad", "well"]
    assert "the cable is out" in found[0].says
