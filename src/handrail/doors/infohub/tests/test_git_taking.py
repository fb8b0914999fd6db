"""What is taken over of a commit and what is not, without a network in between."""

from __future__ import annotations

import pytest

from handrail.doors.infohub import queries
from handrail.doors.infohub.hub import choosing, receiving
from handrail.doors.infohub.hub.places import open_repository, ourselves
from handrail.doors.infohub.models import Conflict
from handrail.doors.infohub.reports import NothingWritten
from handrail.doors.infohub.tests.test_git import catch_up, exported, kept, tree
from handrail.kit import clock
from handrail.kit.refusals import NotFound
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Renewal
from handrail.record.plans.models import Plan

__all__ = ["kept"]
LIST = "renewals.yaml"
PLANS = "infohub/acme-west-1/success_plan"


def head(scene):
    with open_repository(scene.workspace.pk) as repository:
        return repository.head


def arrive(scene, base, files):
    """A commit on `base` with these files, as a push hands it over."""
    with open_repository(scene.workspace.pk) as repository, repository.locked():
        blobs = {path: repository.put(content) for path, content in files.items()}
        grown = repository.tree_with(repository.tree_of(base), blobs)
        commit = repository.commit(grown, [base], ourselves(), clock.real(), "Edited\n", ourselves())
        return receiving.receive(repository, scene.workspace.pk, scene.alice, commit)


def test_a_value_in_a_list_of_all_customers_is_its_customers_own(kept):
    base, text = head(kept), tree(kept)[LIST].decode()
    with kept.inside():
        row = Renewal.objects.get()
        customers.edit_renewals([(row, {"arr": 20})])
    catch_up(kept)
    added = "  - account: acme-west-1\n    date: 2027-06-01\n"
    came = arrive(kept, base, {LIST: (text.replace("arr: 10", "arr: 30") + added).encode()})
    assert came.conflicts == 1
    with kept.inside():
        conflict = Conflict.objects.get()
        assert conflict.customer_id == row.customer_id
        Conflict.objects.create(key="list", arrival=conflict.arrival, path=LIST, theirs="somebody's")
        assert queries.conflicts().count() == 2
        customers.edit_customer(row.customer, {"private": True, "owner": kept.alice, "insiders": []})
    with kept.inside(kept.ada):
        assert not queries.conflicts().exists()
        for key in (conflict.key, "list"):
            with pytest.raises(NotFound):
                queries.conflict(key)
    with kept.inside():
        choosing.choose([queries.conflict(conflict.key)], "theirs")
        assert Renewal.objects.get(pk=row.pk).arr == 30
    # The rest of what came stands, and the files tell it.
    catch_up(kept)
    assert tree(kept) == exported(kept)


def test_what_may_not_come_in(kept, monkeypatch):
    base, files = head(kept), tree(kept)
    # Much of the same content is held once for every file of it.
    with monkeypatch.context() as small, pytest.raises(receiving.NotMerged, match="together"):
        small.setattr(receiving, "MOST_TOGETHER", 1_000)
        arrive(kept, base, {f"infohub/acme-west-1/{n}.txt": b"x" * 100 for n in range(11)})
    # A plan that is written into a clone is no plan of another place: it does not begin behind the gates.
    written = files[f"{PLANS}/csp-002.yaml"].replace(b"Second plan", b"Third plan")
    written = written.replace(b"second-plan", b"third-plan").split(b"risks:")[0]
    late = written + b"  phase: execute\n"
    with pytest.raises(NothingWritten) as refusal:
        arrive(kept, base, {f"{PLANS}/csp-003.yaml": late})
    (finding,) = refusal.value.report.refused
    assert (finding.file, finding.code) == (f"{PLANS}/csp-003.yaml", "import.gate")
    with kept.inside():
        assert not Plan.objects.filter(title="Third plan").exists()
        assert not Conflict.objects.exists()
    arrive(kept, base, {f"{PLANS}/csp-003.yaml": written})
    with kept.inside():
        assert Plan.objects.get(title="Third plan").phase == "initiate"


def test_what_is_written_and_not_committed_yet_is_no_refusal(kept, monkeypatch):
    base, text = head(kept), tree(kept)[LIST]
    calls = iter((receiving.follow, lambda *_: 1 / 0))
    with monkeypatch.context() as broken:
        broken.setattr(receiving, "follow", lambda *given: next(calls)(*given))
        came = arrive(kept, base, {LIST: text.replace(b"arr: 10", b"arr: 30")})
    assert not came.followed
    with kept.inside():
        assert Renewal.objects.get().arr == 30
    assert head(kept) == base
    assert catch_up(kept) == 1
    assert tree(kept) == exported(kept)
