"""The people of a workspace and its settings, as workspace.yaml and the plans tell them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from handrail.house.workspaces import scope
from handrail.house.workspaces.models import Member, Team, Workspace
from handrail.house.workspaces.owners import load_directory, match

from . import keeping, verbs
from .binding import NOUNS
from .entities import Entity, Place
from .findings import Finding
from .ground import Ground
from .rows import Rows
from .sheets import WORKSPACE
from .tree import Source


class People:
    def __init__(self, ground: Ground, rows: Rows) -> None:
        self.ground, self.rows = ground, rows

    def bring(self) -> None:
        self.rows.load("member", Member.objects.filter(removed_at=None).order_by("pk"))
        self.rows.load("team", Team.objects.filter(removed_at=None).order_by("pk"))
        for row in self.ground.matcher.rows["member"].values():
            self.ground.world.know_member(row)
        if self.ground.workspace_source is not None:
            self._workspace(self.ground.workspace_source)
        self._named_people()

    def _workspace(self, source: Source) -> None:
        assert source.root is not None
        for noun in ("team", "member", "mapping"):
            for row in source.root.of(noun):
                entity = Entity(noun, [Place(source, row)])
                entity.settle()
                self.ground.entities.append(entity)
        for noun in ("team", "member"):
            self.rows.bring(NOUNS[noun])
            for row in [work.row for work in self.ground.works_of(noun)]:
                self.ground.world.teams[row.key] = row
                self.ground.world.teams[row.name.strip().casefold()] = row
                if noun == "member":
                    self.ground.world.know_member(row)
        self.rows.point(NOUNS["member"], "manager")
        self.ground.world.directory = load_directory()
        self._settings(source)

    def _settings(self, source: Source) -> None:
        assert source.root is not None
        workspace = scope.current().workspace
        base = keeping.root_of(self.ground.documents, source.path)
        values: dict[str, Any] = {}
        for entry in WORKSPACE.fields:
            value = source.root.values[entry.name]
            old = base.values[entry.name] if base else None
            if entry.name in source.root.places and value != old and getattr(workspace, entry.name) != value:
                values[entry.name] = value
        try:
            for name, value in values.items():
                Workspace._meta.get_field(name).clean(value, workspace)  # type: ignore[union-attr]
        except ValidationError as trouble:
            at = source.where(source.root.place(name))
            self.ground.refuse(
                source.path, at.line, at.column, "workspace", " ".join(trouble.messages), "Correct it."
            )
            return
        if values and self.ground.member is not None and self.ground.member.role not in ("owner", "admin"):
            at = source.where(())
            message = (
                "Only an administrator can change the workspace's own settings; they were left as they are."
            )
            self.ground.report.flagged.append(
                Finding(source.path, at.line or 1, 1, "import.settings", "warning", message, "")
            )
        elif values:
            verbs.settle_workspace(values)
            self.ground.report.changed["workspace"] += 1

    def _named_people(self) -> None:
        """Our people whom files name with their address, or as an account's team: members without a user."""
        made: dict[str, Member] = {}
        for entity in self.ground.entities:
            for name, email, job in our_people(entity):
                words = f"{name} <{email}>" if email else name
                found = match(words, self.ground.world.directory)
                known = match(name, self.ground.world.directory) if name else found
                if found.member or known.member or found.gap != "unknown" or not name or name in made:
                    continue
                key = self.ground.matcher.new_key(Entity("member", [], values={"key": "", "name": name}))
                made[name] = Member(key=key, name=name[:200], email=valid_email(email), job=job[:60])
        if made:
            verbs.add_members(list(made.values()))
            self.ground.report.created["member"] += len(made)
            self.ground.world.directory = load_directory()
            for row in made.values():
                self.ground.world.know_member(row)


def our_people(entity: Entity) -> Iterable[tuple[str, str, str]]:
    """Name, e-mail and job of people of ours that a file introduces."""
    for place in entity.places:
        node = place.row.node
        if not isinstance(node, dict):
            continue
        if entity.noun == "teamplace":
            yield str(entity.values["member"]), str(node.get("email") or ""), str(entity.values["job"])
        path = place.row.places.get("owner")
        raw: Any = place.source.root.node if path and place.source.root else None
        for step in path or ():
            raw = raw[step]
        if isinstance(raw, dict) and raw.get("email"):
            yield str(raw.get("name") or ""), str(raw["email"]), str(raw.get("job") or raw.get("role") or "")


def valid_email(text: str) -> str:
    try:
        validate_email(text.strip())
    except ValidationError:
        return ""
    return text.strip().lower()
