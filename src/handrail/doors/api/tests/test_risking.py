"""A risk from the form to its answer: the page, the register, the matrix, the API and the review say the same."""

from __future__ import annotations

import csv
from decimal import Decimal
from html import unescape

from handrail.house.ledger.rows import today
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.projects.models import Project
from handrail.record.projects.verbs import add_projects
from handrail.record.risks import queries, verbs
from handrail.record.risks.models import Risk
from handrail.watch.reviews import checks
from handrail.watch.reviews.facts import World
from handrail.watch.reviews.gathering import Reach, things


def test_from_the_form_to_its_answer(scene, calling):
    bob, here = scene.client(scene.bob), f"/w/{scene.workspace.slug}/risks/"
    with scene.inside():
        (acme,) = add_customers([Customer(name="Acme", arr=Decimal(120_000), currency="EUR")])
        verbs.add_risks([Risk(title="Their sponsor is leaving", customer=acme, category="People")])
        add_projects([Project(title="Spring", customer=acme)])
    near = bob.get(f"{here}alike/?customer=acme&title=The sponsor is leaving").content.decode()
    assert "Their sponsor is leaving" in near
    form = f"{here}new/?customer=acme&subject=project:spring"
    assert 'hx-get="/w/' in bob.get(form).content.decode()
    said = {"title": "Sponsor leaving", "owner": "bob", "likelihood": "5", "impact": "4", "closeness": "4"}
    made = bob.post(form, said)
    page = f"{here}sponsor-leaving/"
    assert made.headers["Location"] == page
    shown = unescape(bob.get(page).content.decode())
    for words in (
        "Likelihood 5 × impact 4 × closeness to the customer 4 = 80 of 125.", "it counts as high from 60 on",
        "At stake: EUR 120,000, the ARR of Acme.", "nothing is done about it", "to be answered by", "Spring",
        "Their sponsor is leaving",
    ):  # fmt: skip
        assert words in shown, words
    listed = unescape(bob.get(f"{here}?lacks=any&project=spring&group=customer&sort=-worth").content.decode())
    assert "no mitigation" in listed and "perhaps the same as" in listed and "80 / 125" in listed
    assert "Sponsor leaving" in unescape(
        bob.get(f"/w/{scene.workspace.slug}/projects/spring/").content.decode()
    )
    with scene.inside():
        lacking = [one for one in things(Reach()) if one.lacks]
        assert [(one.title, one.lacks) for one in lacking] == [("Sponsor leaving", "mitigation")]
        world = World(today=today(), soon=today(), things=tuple(lacking))
        assert "no_mitigation" in [
            one.code for point in checks.agenda(world, "weekly") for one in point.reasons
        ]
    refused = bob.post(f"{page}act/mitigate/")
    assert refused.status_code == 409 and "Write the fallback." in unescape(refused.content.decode())
    api = calling(scene.bob)
    skipped = api.post("risks", {"title": "Gone already", "state": "mitigated"})
    assert skipped.status_code == 409 and skipped.json()["checks"], "nothing says how it was mitigated"
    told = api.get("risks/sponsor-leaving/steps").json()
    assert (told["level"], told["exposure"], told["lacks"]) == ("high", 80, "mitigation")
    assert told["explained"][-1] == "At stake: EUR 120,000, the ARR of Acme.", (
        "told beside the number, not in it"
    )
    with scene.inside():
        verbs.add_risks([Risk(title="Nobody's", likelihood=5, impact=4, closeness=4)])
        verbs.add_risks([Risk(title="Written", likelihood=5, impact=4, closeness=4, stake=7, currency="EUR")])
    for key, words in (("nobodys", "What is at stake is not known"), ("written", "At stake: EUR 7.")):
        other = api.get(f"risks/{key}/steps").json()
        assert (other["exposure"], other["explained"][-1][: len(words)]) == (80, words)
        assert words in unescape(bob.get(f"{here}{key}/").content.decode())
    with scene.inside():
        verbs.remove_risks(list(Risk.objects.filter(key__in=["nobodys", "written"])))
    with scene.inside():
        verbs.edit_risk(
            queries.get("sponsor-leaving"), {"mitigation": "Meet the CFO", "fallback": "A save plan"}
        )
    assert bob.post(f"{page}act/mitigate/").status_code == 302
    boxes = api.get("risks/matrix?customer=acme").json()
    assert {"across": 4, "up": 5, "count": 1, "high": 1} in boxes["boxes"] and boxes["trend"][-1]["open"] == 2
    matrix = unescape(bob.get(f"{here}matrix/?project=spring").content.decode())
    assert f"{here}?project=spring&impact=4&likelihood=5" in matrix
    assert "Sponsor leaving" in bob.get(f"{here}?impact=4&likelihood=5").content.decode()
    assert "Sponsor leaving" not in bob.get(f"{here}?impact=4&likelihood=none").content.decode()
    table = list(csv.DictReader(bob.get(f"{here}?file=&sort=title").content.decode("utf-8-sig").splitlines()))
    assert [(row["key"], row["exposure"], row["level"]) for row in table] == [
        ("sponsor-leaving", "80", "high"),
        ("their-sponsor-is-leaving", "", ""),
    ]
    near = api.get("risks/alike?title=Sponsor leaving&customer=acme").json()["risks"]
    assert [one["key"] for one in near] == ["sponsor-leaving", "their-sponsor-is-leaving"]
    assert api.post("risks/sponsor-leaving/steps/accept", {}).status_code == 409
    gone = api.post("risks/sponsor-leaving/steps/accept", {"reason": "So be it"}).json()
    assert (gone["state"], gone["reason"]) == ("accepted", "So be it")
    assert "So be it" in bob.get(page).content.decode()
