"""Clone, change, push, with the git that people have, over HTTP: what comes back, what differs, what is refused."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from handrail.doors.infohub import importing
from handrail.doors.infohub.hub import hurrying, pushing, watching
from handrail.doors.infohub.hub.places import open_repository
from handrail.doors.infohub.models import Conflict
from handrail.doors.infohub.tests.test_git import catch_up, exported, tree
from handrail.doors.infohub.tree import MOST_BYTES
from handrail.house.access import verbs as access
from handrail.house.access.workspace import edit_workspace
from handrail.house.workspaces.scope import enter
from handrail.record.customers.models import Customer
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Outcome
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk

TREES = Path(__file__).resolve().parents[5] / "tests" / "trees"
CSP = "northwind/success_plan/csp.yaml"
REGISTER = "northwind/risks/risk_register.yaml"


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def served():
    with make_server("127.0.0.1", 0, get_wsgi_application(), Threads, Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def kept(scene, monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    with scene.inside():
        importing.apply(importing.read_folder(TREES / "commented"), scene.alice)
        edit_workspace({"under_git": True})
    catch_up(scene)
    return scene


class Clone:
    """A clone of somebody's, and git in it."""

    def __init__(self, folder, served, scene, secret):
        self.folder, self.address = folder, f"http://git:{secret}@{served}/git/{scene.workspace.slug}.git"
        self.run("clone", "-q", self.address, str(folder), cwd=folder.parent)
        self.run("config", "user.name", "Bob")
        self.run("config", "user.email", "bob@example.com")

    def run(self, *words, cwd=None, fails=False):
        quiet = {
            "GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
            "HOME": str(self.folder.parent), "PATH": os.environ["PATH"], "LANG": "C",
        }  # fmt: skip
        done = subprocess.run(
            ["git", *words],
            cwd=cwd or self.folder,
            env=quiet,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert bool(done.returncode) is fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def replace(self, path, old, new):
        place = self.folder / path
        text = place.read_text()
        assert old in text, text
        place.write_text(text.replace(old, new))

    def commit(self, words="Edited"):
        self.run("add", "-A")
        self.run("commit", "-q", "-m", words)

    def head(self):
        return self.run("rev-parse", "HEAD").strip()


def token(member, scope="write"):
    with enter(member.workspace_id, member=member):
        return access.make_token(member, "git", allowed=scope).secret


def head(scene):
    with open_repository(scene.workspace.pk) as repository:
        return repository.head


def test_what_is_pushed_becomes_changes_and_what_both_sides_changed_waits_for_a_choice(
    kept, served, tmp_path
):
    clone = Clone(tmp_path / "one", served, kept, token(kept.bob))
    assert (clone.folder / CSP).read_bytes() == tree(kept)[CSP]

    # What nobody else touched goes in as it is: comments, unknown keys and all, and the commit is ours too.
    clone.replace(CSP, "Fewer missed delivery windows", "On-time deliveries  # as Mara says")
    (clone.folder / "northwind/success_plan/csp_artifacts/logo.bin").write_bytes(bytes(range(256)) * 600)
    clone.commit("Say it as the customer does")
    clone.run("push", "-q", "origin", "main")
    assert head(kept) == clone.head()
    assert tree(kept) == exported(kept)
    with kept.inside():
        outcome = Outcome.objects.get(title="On-time deliveries")
        event = last_event(outcome)
        assert event.actor_id == kept.bob.pk
        assert event.actor_kind == "token"
    past = kept.client(kept.ada).get(f"{kept.url}outcomes/{outcome.key}/history/title/").content.decode()
    assert "Fewer missed delivery windows" in past, "what it was"
    assert "Bob" in past and "pushed from a clone of the files" in past, "who wrote it, and how"

    # Meanwhile others work on the pages. One value is changed on both sides, another one only here.
    clone.replace(REGISTER, "progress: 40", "progress: 80")
    clone.replace(CSP, "On-time deliveries  # as Mara says", "Deliveries on time  # as Mara says")
    clone.commit("Further")
    with kept.inside(kept.ada):
        plans.edit_outcome(Outcome.objects.get(pk=outcome.pk), {"title": "Punctual deliveries"})
        risks.add_risks([Risk(title="They leave", customer=Customer.objects.get(), owner=kept.ada)])
    catch_up(kept)
    said = clone.run("push", "origin", "main", fails=True)
    assert "fetch first" in said
    said = clone.run("push", "origin", "HEAD:refs/for/main")
    assert "Changed here as well, and left as it is here: 1" in said
    with kept.inside(kept.bob):
        assert Outcome.objects.get(pk=outcome.pk).title == "Punctual deliveries"
        assert Risk.objects.get(key="r-001").mitigation_progress == 80
        (conflict,) = Conflict.objects.all()
        assert (conflict.base, conflict.ours, conflict.theirs) == (
            "On-time deliveries", "Punctual deliveries", "Deliveries on time",
        )  # fmt: skip
    assert tree(kept) == exported(kept)
    assert "Punctual deliveries  # as Mara says" in tree(kept)[CSP].decode()
    assert "They leave" in tree(kept)[REGISTER].decode()
    clone.run("pull", "-q", "--no-rebase", "origin", "main", "-X", "theirs")
    assert clone.run("diff", "--stat", "origin/main") == ""

    # Somebody chooses what came.
    page = kept.client(kept.bob)
    address = f"{kept.url}git/"
    assert "Deliveries on time" in page.get(address).content.decode()
    assert page.post(f"{address}conflicts/{conflict.key}", {"side": "theirs"}).status_code == 302
    with kept.inside():
        assert Outcome.objects.get(pk=outcome.pk).title == "Deliveries on time"
        assert Conflict.objects.get().state == "theirs"
    catch_up(kept)
    assert "Deliveries on time  # as Mara says" in tree(kept)[CSP].decode()


def packs(scene):
    with open_repository(scene.workspace.pk) as repository:
        return sorted(place.name for place in (repository.folder / "objects").rglob("*pack*"))


def last_event(row):
    from handrail.house.ledger.models import Event

    return Event.objects.filter(subject_kind=row._meta.model_name, subject_id=row.pk).order_by("-id")[0]


def test_what_can_not_be_taken_is_told_where_it_stands_and_the_branch_stays(
    kept, served, tmp_path, monkeypatch
):
    reader = Clone(tmp_path / "reader", served, kept, token(kept.bob, "read"))
    clone = Clone(tmp_path / "writer", served, kept, token(kept.bob))
    before, there = head(kept), packs(kept)
    clone.replace(CSP, "Fewer missed delivery windows", "[ a broken list")
    clone.commit()
    monkeypatch.setattr(pushing, "PATIENCE", 0.0)
    with open_repository(kept.workspace.pk) as repository, repository.locked():
        assert "Try again in a moment" in clone.run("push", "origin", "main", fails=True)
    said = clone.run("push", "origin", "main", fails=True)
    assert f"{CSP}:" in said
    assert "nothing was taken over" in said
    with monkeypatch.context() as slow:
        slow.setattr(hurrying, "SECONDS", 0)
        assert "longer than 0 seconds" in clone.run("push", "origin", "main", fails=True)
    assert packs(kept) == there, "what was refused takes no room"
    clone.run("reset", "-q", "--hard", "origin/main")
    # A few kilobytes that unpack to much are not unpacked.
    with monkeypatch.context() as small:
        small.setattr(pushing, "MOST_UNPACKED", 20_000)
        (clone.folder / "northwind/zeros.txt").write_bytes(bytes(20_001))
        clone.commit()
        assert "20,001 bytes" in clone.run("push", "origin", "main", fails=True)
    assert head(kept) == before
    clone.run("reset", "-q", "--hard", "origin/main")
    (clone.folder / REGISTER).unlink()
    clone.commit("Away with it")
    assert "is there again" in clone.run("push", "origin", "main")
    clone.run("pull", "-q", "origin", "main")
    assert (clone.folder / REGISTER).is_file()
    with kept.inside():
        assert Risk.objects.filter(removed_at=None).exists()
        before = head(kept)
    clone.run("checkout", "-q", "-b", "aside")
    assert "only main" in clone.run("push", "origin", "aside", fails=True)
    reader.replace(CSP, "Fewer missed delivery windows", "Mine")
    reader.commit()
    assert "403" in reader.run("push", "origin", "main", fails=True)
    assert head(kept) == before


def test_who_may_not_see_everything_may_not_clone(kept, served, tmp_path):
    with kept.inside():
        from handrail.record.customers.verbs import edit_customer

        edit_customer(Customer.objects.get(), {"private": True, "owner": kept.alice})
    for member, words in ((kept.bob, "private"), (kept.gita, "Guests")):
        answer = kept.client().get(
            f"/git/{kept.workspace.slug}.git/info/refs?service=git-upload-pack",
            headers={"authorization": f"Bearer {token(member)}"},
        )
        assert answer.status_code == 403
        assert words in answer.content.decode()
    answer = kept.client().get(f"/git/{kept.workspace.slug}.git/info/refs?service=git-upload-pack")
    assert answer.status_code == 401
    assert "Basic" in answer.headers["WWW-Authenticate"]
    answer = kept.client().get(
        f"/git/{kept.workspace.slug}.git/info/refs?service=git-upload-pack",
        headers={"authorization": f"Bearer {token(kept.charlie)}"},
    )
    assert answer.status_code == 401


def test_a_watched_folder_is_kept_in_step_both_ways(kept, tmp_path):
    folder = watching.Folder(tmp_path / "mine", watching.who(kept.workspace.slug, kept.bob.email))
    assert CSP in folder.look().written
    assert folder.look().written == []
    place = folder.folder / REGISTER
    place.write_text(place.read_text().replace("progress: 40", "progress: 55  # as said on Monday"))
    with kept.inside(kept.ada):
        risks.edit_risk(Risk.objects.get(key="r-001"), {"mitigation": "Two more trainers"})
    found = folder.look()
    assert found.came is not None
    with kept.inside():
        assert Risk.objects.get(key="r-001").mitigation_progress == 55
        assert last_event(Risk.objects.get(key="r-001")).actor_id == kept.bob.pk
    assert "progress: 55  # as said on Monday" in place.read_text()
    assert "Two more trainers" in place.read_text()
    assert tree(kept)[REGISTER] == place.read_bytes()
    place.write_text("risks: [ broken")
    assert folder.look().refused
    assert folder.look().refused == []
    assert place.read_text() == "risks: [ broken"
    # What can not be read is not gone, and nothing else goes in or out meanwhile.
    place.unlink()
    place.symlink_to(tmp_path / "elsewhere")
    before, (csp, whole) = head(kept), (folder.folder / CSP, (folder.folder / CSP).read_bytes())
    csp.write_bytes(b"#" * (MOST_BYTES + 1))
    found = folder.look()
    assert sorted(one.file for one in found.refused) == [REGISTER, CSP]
    assert found.words
    assert folder.look().refused == []
    assert head(kept) == before
    assert place.is_symlink()
    csp.write_bytes(whole)
    place.unlink()
    place.write_bytes(tree(kept)[REGISTER])
    assert folder.look() == watching.Round()
