"""Evidence and links: who added it, what is refused and why, who hears of it, and the way back."""

from __future__ import annotations

import pytest

from handrail.house.ledger.append import Line, payload
from handrail.house.ledger.models import Event
from handrail.house.talk import queries, verbs
from handrail.house.talk.addresses import is_web
from handrail.house.talk.models import Evidence, Link
from handrail.house.talk.relations import RELATIONS, said
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk

BAD = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example/x",
    "https:",
    "https://",
    "http://[broken",
    "https://a b.example",
    "https://a.example/\nx",
    "ftp://files.example/x",
    "northwind report",
)


@pytest.fixture
def inside(scene):
    with scene.inside(scene.bob):
        acme = customers.add_customers([Customer(key="acme", name="Acme")])[0]
        for key in ("api", "sponsor"):
            risks.add_risks([Risk(key=key, customer=acme, title=f"Risk {key}", owner=scene.bob)])
        risks.add_risks([Risk(key="house", title="House risk", owner=scene.bob)])
        yield scene


def evidence(**more):
    said = {"subject": "risk:api", "kind": "link", "url": "https://status.example/7", "title": "Outage"}
    return verbs.add_evidence([Evidence(**said | more)])[0]


def problems(refused) -> list[str]:
    return [problem.field for problem in refused.value.problems]


def test_whoever_adds_it_is_who_it_is_by(inside):
    row = evidence(by=inside.alice)
    assert row.by == inside.bob
    assert queries.evidence_of({"risk:api", "risk:sponsor"}) == {"risk:api": [row]}


@pytest.mark.parametrize("url", BAD)
def test_an_address_no_page_may_open_is_refused_with_words(inside, url):
    with pytest.raises(Invalid) as refused:
        evidence(url=url)
    assert problems(refused) == ["url"] or url.strip() != url
    assert "https://" in refused.value.problems[0].fix
    assert not is_web(url)
    row = evidence()
    with pytest.raises(Invalid):
        verbs.edit_piece(row, {"url": url})


def test_web_addresses_pass(inside):
    for url in (
        "https://a.example",
        "http://wiki/page?x=1#y",
        "https://ü.example/ä",
        "https://10.0.0.1:8443/x",
    ):
        assert is_web(url)
        assert evidence(url=f" {url} ").url == url


def test_a_file_names_its_place_and_is_never_an_address(inside):
    assert (
        evidence(kind="file", url="Drive / Acme / benchmark.pdf", title="").title
        == "Drive / Acme / benchmark.pdf"
    )


def test_what_each_kind_needs(inside):
    for kind, field in verbs.NEEDED.items():
        with pytest.raises(Invalid) as refused:
            evidence(kind=kind, url="", text=" ", target="")
        assert problems(refused) == [field], kind


def test_a_record_is_named_by_itself_and_must_be_there(inside):
    row = evidence(kind="record", url="", title="", target="risk:sponsor")
    assert row.title == "Risk sponsor"
    assert queries.evidence_about("risk:sponsor") == ([], [row])
    for subject, target, field in (
        ("risk:gone", "", "subject"),
        ("risk:api", "risk:gone", "target"),
        ("x", "", "subject"),
    ):
        with pytest.raises(Invalid) as refused:
            evidence(kind="record" if target else "note", text="x", url="", subject=subject, target=target)
        assert problems(refused) == [field]


def test_a_reading_is_a_reading(inside):
    metric = metrics.add_metrics([Metric(customer=Customer.objects.get(), name="Use", owner=inside.bob)])[0]
    reading = metrics.add_readings([Reading(metric=metric, on="2026-03-01", value=4)])[0]
    row = evidence(kind="reading", url="", title="", target=f"reading:{reading.key}")
    assert row.title == "Use"
    assert row.customer_id == metric.customer_id
    with pytest.raises(Invalid) as refused:
        evidence(kind="reading", url="", target="risk:sponsor")
    assert problems(refused) == ["target"]


def test_a_changed_piece_is_held_to_the_same(inside):
    row = evidence(kind="note", url="", text="They said so", title="")
    assert row.title == "They said so"
    with pytest.raises(Invalid) as refused:
        verbs.edit_piece(row, {"kind": "link"})
    assert problems(refused) == ["url"]
    assert verbs.edit_piece(row, {"kind": "link", "url": "https://a.example/x", "title": ""})
    assert Evidence.objects.get(pk=row.pk).title == "https://a.example/x"
    assert not verbs.edit_piece(row, {"url": "https://a.example/x"})


def test_a_removed_piece_comes_back(inside):
    row = evidence()
    verbs.remove_evidence([row])
    assert queries.evidence_of({"risk:api"}) == {}
    verbs.restore_evidence([row])
    assert queries.evidence_of({"risk:api"}) == {"risk:api": [row]}


def test_a_file_keeps_words_that_lead_nowhere(inside):
    row = Evidence(subject="risk:gone", kind="link", title="Odd", url="javascript:alert(1)")
    verbs.add_evidence([row], from_file=True)
    assert Evidence.objects.get(pk=row.pk).url == "javascript:alert(1)"
    verbs.add_links([Link(source="risk:gone", target="who", relation="hums at")], from_file=True)
    assert said("hums_at") == "hums at"


def test_the_customer_and_the_open_pages_of_both_ends_hear_of_it(inside):
    acme = Customer.objects.get()
    link = verbs.add_links([Link(source="risk:house", target="risk:api", relation="threatens")])[0]
    told = Event.objects.filter(subject_kind="link", subject_id=link.pk).values_list("about_id", flat=True)
    assert list(told) == [acme.pk]
    topics = payload(current(), [Line(link, "created", {})])
    for risk in Risk.objects.filter(key__in=("api", "house")):
        assert f'"risk:{risk.pk}"' in topics
    assert f'"customer:{acme.pk}"' in topics
    again = Link.objects.get(pk=link.pk)
    verbs.remove_links([again])
    assert Event.objects.filter(subject_kind="link", kind="link.removed", about_id=acme.pk).exists()


def test_the_same_connection_is_made_once_from_either_end(inside):
    first = verbs.add_links([Link(source="risk:api", target="risk:sponsor")])[0]
    with pytest.raises(Invalid):
        verbs.add_links([Link(source="risk:sponsor", target="risk:api")])
    verbs.add_links([Link(source="risk:api", target="risk:sponsor", relation="blocks")])
    verbs.add_links([Link(source="risk:sponsor", target="risk:api", relation="blocks")])
    verbs.remove_links([first])
    verbs.add_links([Link(source="risk:sponsor", target="risk:api")])
    with pytest.raises(Invalid):
        verbs.restore_links([first])


def test_what_can_not_be_connected(inside):
    for link, field in (
        (Link(source="risk:api", target="risk:api"), "target"),
        (Link(source="risk:api", target="risk:gone"), "target"),
        (Link(source="", target="risk:api"), "source"),
        (Link(source="risk:api", target="risk:sponsor", relation="eats"), "relation"),
    ):
        with pytest.raises(Invalid) as refused:
            verbs.add_links([link])
        assert problems(refused) == [field]


def test_every_relation_reads_from_both_ends():
    for name, relation in RELATIONS.items():
        assert said(name) and said(name, back=True)
        assert (relation.there != relation.back) == relation.directed


def test_in_another_workspace_the_same_names_mean_nothing(scene):
    with scene.inside():
        risks.add_risks([Risk(key="api", title="API", owner=scene.bob)])
        evidence()
    with scene.elsewhere():
        assert queries.evidence_of({"risk:api"}) == {}
        with pytest.raises(Invalid):
            evidence()
