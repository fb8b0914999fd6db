"""Who may go where."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from handrail.house.workspaces.models import Member, User


@dataclass(frozen=True, slots=True)
class Membership:
    slug: str
    name: str
    role: str

    @property
    def start(self) -> str:
        """Where they begin there: a guest sees what is shared with them, and nothing else."""
        return f"/w/{self.slug}/shared/" if self.role == "guest" else f"/w/{self.slug}/"


def workspaces_of(user: User) -> list[Membership]:
    """Every workspace this user is a member of, by name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT slug, name, role FROM handrail_workspaces_of(%s)", [user.pk])
        return [Membership(*row) for row in cursor.fetchall()]


def member_by_email(email: str) -> Member | None:
    """A present member of the current workspace."""
    return Member.objects.here().filter(email__iexact=email.strip()).first()
