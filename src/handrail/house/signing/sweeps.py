"""What is over is forgotten: sessions whose time has come, links that nobody used, old notes of sign-ins."""

from __future__ import annotations

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Exists, OuterRef

from handrail.house.access.models import LoginLink
from handrail.kit import clock

LINKS_KEPT = timedelta(days=7)


def forget_sessions() -> None:
    """The worker's daily turn."""
    now = clock.real()
    Session.objects.filter(expire_date__lt=now).delete()
    there = Session.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(there)).delete()
    LoginLink.objects.filter(expires_at__lt=now - LINKS_KEPT).delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT handrail_forget_sign_ins()")
