"""The people of a workspace and its settings, as workspace.yaml and the plans tell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from handrail.house.workspaces import scope
from handrail.house.workspaces.models import Member, Team
from handrail.house.workspaces.owners import load_directory, match
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.watch.health.policy import Policy

from . import verbs
from .binding import NOUNS
from .entities import Entity, Place
from .findings import Finding
from .ground import Ground
from .rows import Rows
from .sheets import WORKSPACE
from .tree import Source

LONGEST_NAME = 200


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
        """What the file says of the workspace as a whole, where it says something new."""
        values = self._new_settings(source)
        if not values:
            return
        if self.ground.member is not None and self.ground.member.role not in ("owner", "admin"):
            message = say("Only an administrator can change the workspace's own settings; they were left.")
            self.ground.report.flagged.append(
                Finding(
                    source.path,
                    1,
                    1,
                    "import.settings",
                    "warning",
                    message,
                    say("Ask one to import the file."),
                )
            )
            return
        try:
            sensible(values)
            changed = verbs.settle_workspace(values)
        except Invalid as trouble:
            for problem in trouble.problems:
                self._refuse_setting(source, problem)
        else:
            self.ground.report.count("workspace", changed=int(changed))

    def _new_settings(self, source: Source) -> dict[str, Any]:
        root, workspace = source.root, scope.current().workspace
        assert root is not None
        base = self.ground.root_before(source.path)
        given = {
            entry.name: root.values[entry.name] for entry in WORKSPACE.fields if entry.name in root.places
        }
        return {
            name: value
            for name, value in given.items()
            if getattr(workspace, name) != value and (base is None or base.values[name] != value)
        }

    def _refuse_setting(self, source: Source, problem: Problem) -> None:
        assert source.root is not None
        at = source.where(source.root.place("policy"))
        self.ground.refuse(source.path, at.line, at.column, "workspace", problem.message, problem.fix)

    def _named_people(self) -> None:
        """Our people whom files name with their address, or as an account's team: members without a user."""
        made: dict[str, Member] = {}
        for entity in self.ground.entities:
            for name, email, job in our_people(entity):
                words = f"{name} <{email}>" if email else name
                found = match(words, self.ground.world.directory)
                known = match(name, self.ground.world.directory) if name else found
                if any(one.member or one.guest for one in (found, known)):
                    continue
                if found.gap != "unknown" or name in made:
                    continue
                if not 0 < len(name) <= LONGEST_NAME:
                    continue
                key = self.ground.matcher.new_key(Entity("member", [], values={"key": "", "name": name}))
                made[name] = Member(key=key, name=name[:200], email=valid_email(email), job=job[:60])
        if made:
            verbs.add_members(list(made.values()))
            self.ground.report.created["member"] += len(made)
            self.ground.world.directory = load_directory()
            for row in made.values():
                self.ground.world.know_member(row)


def sensible(values: Mapping[str, Any]) -> None:
    """Refuse what nothing could be judged by afterwards."""
    workspace = scope.current().workspace
    policy, days = values.get("policy", workspace.policy), values.get("working_days", workspace.working_days)
    problems = []
    if not isinstance(policy, dict) or not isinstance(values.get("mappings", {}), dict):
        problems.append(
            Problem("policy", say("`policy` and `mappings` are sets of `key: value` lines."), say("Mend it."))
        )
    if any(isinstance(day, bool) or day not in range(1, 8) for day in days):
        problems.append(
            Problem(
                "working_days", say("Working days are numbers from 1 to 7."), say("Write [1, 2, 3, 4, 5].")
            )
        )
    if problems:
        raise Invalid(problems)
    Policy.from_mapping({"currency": values.get("currency", workspace.currency), **policy})


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
