"""What the roles of the database may do with the tables of sign-in."""

from __future__ import annotations

import os

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from handrail.house.access.models import SignIn
from handrail.house.signing.rights import PRIVATE
from handrail.house.workspaces.models import Tenanted
from handrail.kit import clock


def as_app():
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


@pytest.mark.parametrize("table", PRIVATE)
def test_the_sweeps_role_reads_nothing_of_it(table):
    with as_app() as app:
        app.execute("SET ROLE handrail_system")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute(f"SELECT 1 FROM {table} LIMIT 1")


def test_every_table_of_sign_in_is_on_the_list():
    """A new version of the library may bring a new table: it shall be thought about."""
    labels = ("account", "mfa", "socialaccount", "usersessions", "sessions", "signing")
    tables = {m._meta.db_table for m in apps.get_models() if m._meta.app_label in labels}
    access = {
        m._meta.db_table
        for m in apps.get_models()
        if m._meta.app_label == "access" and not issubclass(m, Tenanted)
    }
    assert tables | access == set(PRIVATE)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM access_signin",
        "UPDATE access_signin SET ok = true",
        "UPDATE access_signin SET at = now()",
        "TRUNCATE access_signin",
        "INSERT INTO socialaccount_socialapp (provider, name) VALUES ('openid_connect', 'mine')",
        "UPDATE socialaccount_socialapp SET secret = ''",
        "DROP TABLE mfa_authenticator",
    ],
)
def test_the_app_may_not(statement):
    with as_app() as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(statement)


def test_erasing_a_person_takes_them_off_their_notes(scene):
    noted = SignIn.objects.create(user=scene.gita.user, email="x@example.com", way="password", ok=True)
    SignIn.objects.filter(pk=noted.pk).update(user=None, email="", address="", agent="")
    noted.refresh_from_db()
    assert (noted.user_id, noted.email) == (None, "")


def test_old_notes_are_forgotten_by_the_one_function_that_may(scene):
    from datetime import timedelta

    old = SignIn.objects.create(way="password", ok=True, at=clock.real() - timedelta(days=401))
    kept = SignIn.objects.create(way="password", ok=True, at=clock.real() - timedelta(days=399))
    with connection.cursor() as cursor:
        cursor.execute("SELECT handrail_forget_sign_ins()")
    assert not SignIn.objects.filter(pk=old.pk).exists()
    assert SignIn.objects.filter(pk=kept.pk).exists()


def test_the_daily_turn_forgets_what_is_over(scene):
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    from handrail.house.signing import limits, sweeps
    from handrail.house.signing.models import Attempt

    client = scene.client(scene.bob)
    Session.objects.filter(session_key=client.session.session_key).update(expire_date="2020-01-01T00:00:00Z")
    stale = Attempt.objects.create(kind="code", subject="x", network="192.0.2.1", at="2020-01-01T00:00:00Z")
    sweeps.forget_sessions()
    limits.forget()
    assert not UserSession.objects.filter(user=scene.bob.user).exists()
    assert not Attempt.objects.filter(pk=stale.pk).exists()
