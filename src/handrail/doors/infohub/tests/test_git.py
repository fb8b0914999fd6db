"""The files of a workspace under git: each change is a commit, and what comes back is merged value by value."""

from __future__ import annotations

import errno
import os
import shutil

import pytest
from django.conf import settings

from handrail.cli import archive, restore
from handrail.doors.infohub.exporting import Exporter
from handrail.doors.infohub.hub import following
from handrail.doors.infohub.hub.following import follow
from handrail.doors.infohub.hub.places import open_repository
from handrail.doors.infohub.sheets import is_talk
from handrail.doors.infohub.tests.full import fill
from handrail.house.access.workspace import edit_workspace
from handrail.record.customers.models import Customer
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Outcome
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task


@pytest.fixture
def kept(scene, monkeypatch, tmp_path):
    """A workspace with something of everything in it, under git."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    with scene.inside():
        fill(scene.alice)
        edit_workspace({"under_git": True})
    catch_up(scene)
    return scene


def catch_up(scene):
    with open_repository(scene.workspace.pk) as repository, repository.locked():
        return follow(repository, scene.workspace.pk)


def tree(scene):
    with open_repository(scene.workspace.pk) as repository:
        return {path: repository.content(blob) for path, blob in repository.paths(repository.head).items()}


def log(scene, most=10):
    with open_repository(scene.workspace.pk) as repository:
        return [
            (commit.author.decode().split(" <")[0], commit.message.decode().splitlines()[0])
            for commit in repository.recent(most)
        ]


def exported(scene):
    with scene.inside():
        files = dict(Exporter().files())
    files.pop("manifest.json")
    return {path: content for path, content in files.items() if not is_talk(path)}  # talk is not under git


def test_the_tree_is_the_export_after_every_change_and_each_change_is_a_commit_by_its_author(kept):
    assert tree(kept) == exported(kept)
    begun = len(log(kept, 100))
    assert catch_up(kept) == 0
    with kept.inside(kept.bob):
        plans.edit_outcome(Outcome.objects.order_by("pk")[0], {"title": "Faster, by half"})
    with kept.inside(kept.ada):
        plans.edit_outcome(Outcome.objects.order_by("pk")[0], {"title": "Faster, by two thirds"})
    with kept.inside(kept.bob):
        tasks.add_tasks([Task(title="Call them", owner=kept.bob)])
        risks.add_risks(
            [Risk(title="They leave", customer=Customer.objects.order_by("pk")[0], owner=kept.bob)]
        )
    assert catch_up(kept) == 3
    assert tree(kept) == exported(kept)
    assert [who for who, _ in log(kept, 3)] == ["Bob", "Ada", "Bob"]
    assert len(log(kept, 100)) == begun + 3
    with open_repository(kept.workspace.pk) as repository:
        first, second = list(repository.recent(3))[1:]
        path = next(p for p in repository.paths(repository.head) if p.endswith("csp.yaml"))
        texts = [
            repository.content(repository.blob_at(c.id.decode(), path)).decode() for c in (second, first)
        ]
    assert "Faster, by half" in texts[0]
    assert "Faster, by two thirds" in texts[1]


def test_a_version_of_a_plan_is_kept_beside_it_as_it_was(kept):
    with kept.inside(kept.bob):
        plan = Outcome.objects.order_by("pk")[0].plan
        plans.edit_plan(plan, {"version": "7", "title": "As agreed"})
    catch_up(kept)
    with kept.inside(kept.bob):
        plans.edit_plan(Outcome.objects.order_by("pk")[0].plan, {"title": "As it went on"})
    catch_up(kept)
    files = tree(kept)
    (path,) = [path for path in files if "/csp_history/csp_v7_" in path]
    assert "As agreed" in files[path].decode()
    assert any("As it went on" in text.decode() for name, text in files.items() if name.endswith("csp.yaml"))
    assert files == exported(kept)


def test_what_is_killed_in_between_is_told_once_and_a_lost_repository_begins_again(kept, monkeypatch):
    """The branch has moved, the tickets are still there: the worst moment to be killed."""
    for title in ("Faster, by half", "Faster, by two thirds"):
        with kept.inside(kept.bob):
            plans.edit_outcome(Outcome.objects.order_by("pk")[0], {"title": title})
    with monkeypatch.context() as broken:
        broken.setattr(following, "drop", lambda claims: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            catch_up(kept)
    before = log(kept, 100)
    assert [who for who, _ in before[:2]] == ["Bob", "Bob"]
    assert catch_up(kept) == 0
    assert log(kept, 100) == before
    assert tree(kept) == exported(kept)
    shutil.rmtree(following.open_repository(kept.workspace.pk).folder)
    assert following.follow_everywhere() >= 1
    assert tree(kept) == exported(kept)
    assert len(log(kept)) == 1


def test_a_restored_repository_goes_on_from_what_was_kept(kept, tmp_path, monkeypatch):
    """As backup and restore do it: the history comes back, and what the record says since is one commit on it."""
    with open_repository(kept.workspace.pk) as repository:
        cloned, place = repository.head, repository.folder
        repository.copy_to(tmp_path / "backup" / "git" / place.name)
    with kept.inside(kept.bob):
        plans.edit_outcome(Outcome.objects.order_by("pk")[0], {"title": "After the backup"})
    catch_up(kept)
    contents = archive.Contents(
        tmp_path / "backup",
        {
            "parts": {
                str(p.relative_to(tmp_path / "backup")): {}
                for p in (tmp_path / "backup").rglob("*")
                if p.is_file()
            }
        },
    )
    moved = os.replace

    def of_one_volume(old, new):
        if old == tmp_path / "git":
            raise OSError(errno.EBUSY, "a volume of its own")
        moved(old, new)

    monkeypatch.setattr(restore.os, "replace", of_one_volume)
    restore.put_files(contents, tmp_path)
    assert [one for one in tmp_path.iterdir() if one.name.startswith("git_before_")]
    with open_repository(kept.workspace.pk) as repository:
        assert repository.head == cloned
    assert following.follow_everywhere() >= 1
    assert tree(kept) == exported(kept)
    with open_repository(kept.workspace.pk) as repository:
        assert repository.leads_to(cloned, repository.head), "an old clone can pull"
        assert [c.message.decode().strip() for c in repository.recent(1)] == ["All files as they are now"]
        assert repository.is_whole
