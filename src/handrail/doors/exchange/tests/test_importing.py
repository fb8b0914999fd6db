from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from handrail.doors.exchange.importing import whole
from handrail.house.ledger.models import Event
from handrail.house.ledger.rows import today
from handrail.house.workspaces.models import Member
from handrail.record.assumptions.models import Assumption
from handrail.record.customers.models import (
    Customer,
    CustomerRequest,
    Opportunity,
    Stakeholder,
    SupportCase,
    Touchpoint,
)
from handrail.record.decisions.models import Decision, Dependency
from handrail.record.metrics.models import Metric, Reading
from handrail.record.risks.models import Risk
from handrail.record.tasks.models import Task
from handrail.watch.health import queries as health

from .importer import Importer, importer

__all__ = ["importer"]  # the fixture

USERS = """Id,Name,Email,Title,IsActive,ManagerId
005Nq00000AAAAA,Mara Adeyemi,mara@fernway.example,CSM,1,005Nq00000AAAAB
005Nq00000AAAAB,Jonas Weber,jonas@fernway.example,CS Manager,1,
005Nq00000AAAAC,Theo Brandt,theo@fernway.example,CSM,0,
"""
ACCOUNTS = """Id,Name,Industry,ParentId,OwnerId,Rating
001Nq00000AAAAA,Northwind,Logistics,001Nq00000AAAAB,005Nq00000AAAAA,Hot
001Nq00000AAAAB,Northwind Group,Logistics,,CI Team,
"""
DEALS = """Id,AccountId,Name,StageName,Amount,CloseDate,Type,OwnerId
006Nq00000AAAAA,001Nq00000AAAAA,Rollout,Negotiation/Review,420000,2026-12-01,New Business,005Nq00000AAAAA
006Nq00000AAAAB,001Nq00000AAAAA,Seats,Champagne,1200.5,2026-12-24,Existing Business,005Nq00000AAAAC
006Nq00000AAAAC,001Nq00000ZZZZZ,Stray,Closed Won,99,2026-01-31,Renewal,005Nq00000QQQQQ
"""
ALL = {"users.csv": USERS, "accounts.csv": ACCOUNTS, "opportunities.csv": DEALS}


def test_a_preview_writes_nothing_and_says_what_would_happen(importer: Importer) -> None:
    preview = importer.plan(ALL)
    assert preview.numbers("created") == {"users": 3, "accounts": 3, "opportunities": 3}
    assert importer.rows(Customer) == []
    assert importer.rows(Opportunity) == []


def test_accounts_deals_and_users_go_in_together(importer: Importer) -> None:
    importer.apply(ALL)
    rollout = importer.row(Opportunity, name="Rollout")
    assert (rollout.stage, rollout.stage_text, rollout.kind) == ("4", "Negotiation/Review", "new")
    assert (rollout.arr, rollout.close_on) == (Decimal("420000.00"), date(2026, 12, 1))
    assert (rollout.owner.name, rollout.owner_gap) == ("Mara Adeyemi", "")
    assert rollout.external_ids == {"salesforce": "006Nq00000AAAAA"}
    northwind = importer.row(Customer, name="Northwind")
    assert rollout.customer_id == northwind.pk
    assert northwind.parent_id == importer.row(Customer, name="Northwind Group").pk
    assert northwind.fields == {"Rating": "Hot"}, "a column that is no field of ours is kept"


def test_members_come_without_a_user_and_with_their_manager(importer: Importer) -> None:
    importer.apply(ALL)
    mara = importer.row(Member, email="mara@fernway.example")
    assert (mara.user_id, mara.role, mara.job) == (None, "member", "CSM")
    assert mara.manager_id == importer.row(Member, email="jonas@fernway.example").pk
    assert importer.row(Member, email="theo@fernway.example").left_on is not None


def test_an_owner_who_is_not_one_member_is_a_gap_with_the_words(importer: Importer) -> None:
    preview = importer.apply(ALL)
    group, left, unknown = (
        importer.row(Customer, name="Northwind Group"),
        importer.row(Opportunity, name="Seats"),
        importer.row(Opportunity, name="Stray"),
    )
    assert (group.owner, group.owner_text, group.owner_gap) == (None, "CI Team", "group")
    assert (left.owner, left.owner_gap) == (None, "left")
    assert (unknown.owner_text, unknown.owner_gap) == ("005Nq00000QQQQQ", "unknown")
    assert {"owner_group", "owner_left", "owner_unknown"} <= {flag.remark.code for flag in preview.flags}


def test_an_unknown_stage_is_kept_and_flagged_and_a_deal_without_its_account_is_not_lost(
    importer: Importer,
) -> None:
    preview = importer.apply(ALL)
    seats, stray = importer.row(Opportunity, name="Seats"), importer.row(Opportunity, name="Stray")
    assert (seats.stage, seats.stage_text) == ("", "Champagne")
    made = importer.row(Customer, pk=stray.customer_id)
    assert made.external_ids == {"salesforce": "001Nq00000ZZZZZ"}
    told = {flag.remark.code: flag for flag in preview.flags}
    assert told["unknown_stage"].remark.column == "StageName"
    assert told["account_made"].lines == [4]


def test_the_account_that_was_made_is_completed_when_its_file_comes(importer: Importer) -> None:
    importer.apply(ALL)
    late = "Id,Name,Industry\n001Nq00000ZZZZZIAA,Kestrel Bank,Banking\n"
    late = late.replace("001Nq00000ZZZZZIAA", eighteen("001Nq00000ZZZZZ"))
    preview = importer.apply({"accounts.csv": late})
    assert preview.numbers("created") == {"accounts": 0}
    kestrel = importer.row(Customer, name="Kestrel Bank")
    assert importer.row(Opportunity, name="Stray").customer_id == kestrel.pk


def eighteen(fifteen: str) -> str:
    from handrail.house.workspaces.external import checksum

    return fifteen + checksum(fifteen)


def test_the_second_import_changes_nothing_and_says_so(importer: Importer) -> None:
    importer.apply(ALL)
    before = events(importer)
    preview = importer.apply(ALL)
    assert preview.changes == 0
    assert preview.numbers("unchanged") == {"users": 3, "accounts": 2, "opportunities": 3}
    assert events(importer) == before


def events(importer: Importer) -> int:
    with importer.scene.inside():
        return Event.objects.count()


def test_a_changed_value_is_exactly_one_change(importer: Importer) -> None:
    importer.apply(ALL)
    before = events(importer)
    changed = {**ALL, "opportunities.csv": DEALS.replace("420000", "450000")}
    preview = importer.plan(changed)
    [shown] = preview.tallies["opportunities"].rows["changed"]
    assert (shown.file, shown.line, shown.name, shown.changes) == (
        "opportunities.csv",
        2,
        "Rollout",
        {"arr": ["420000", "450000"]},
    )
    assert importer.apply(changed).changes == 1
    assert events(importer) == before + 1
    assert importer.row(Opportunity, name="Rollout").arr == Decimal(450000)


def test_ids_of_fifteen_and_eighteen_characters_are_one(importer: Importer) -> None:
    importer.apply(ALL)
    longer = DEALS.replace("006Nq00000AAAAA", eighteen("006Nq00000AAAAA")).replace(
        "001Nq00000AAAAA", eighteen("001Nq00000AAAAA")
    )
    preview = importer.apply({"opportunities.csv": longer})
    assert preview.numbers("created") == {"opportunities": 0}
    assert preview.numbers("changed") == {"opportunities": 1}, "only the id is written longer now"


def test_what_a_person_settled_here_stays(importer: Importer) -> None:
    from handrail.record.customers import verbs

    importer.apply(ALL)
    with importer.scene.inside():
        group = Customer.objects.get(name="Northwind Group")
        verbs.edit_customer(group, {"owner": importer.scene.bob})
        seats = Opportunity.objects.get(name="Seats")
        verbs.edit_opportunity(seats, {"stage": "4"})
    assert importer.apply(ALL).changes == 0
    assert importer.row(Customer, name="Northwind Group").owner == importer.scene.bob
    assert importer.row(Opportunity, name="Seats").stage == "4"


def test_an_empty_cell_takes_nothing_away(importer: Importer) -> None:
    importer.apply(ALL)
    importer.apply({"opportunities.csv": DEALS.replace("420000", "")})
    assert importer.row(Opportunity, name="Rollout").arr == Decimal(420000)


# -- sheets without ids ---------------------------------------------------------------------------------

SHEET = """Customer;ARR (EUR);Renewal;CSM;Stimmung
Nordwind GmbH;420.000,00;31.12.2026;{owner};gut
Aurelia;310.000,00;01.01.2027;TBD;
"""


def test_a_plain_sheet_goes_by_name(importer: Importer) -> None:
    sheet = SHEET.format(owner=importer.scene.bob.email)
    importer.apply({"kunden.csv": sheet})
    nordwind = importer.row(Customer, name="Nordwind GmbH")
    assert (nordwind.arr, nordwind.currency, nordwind.renewal_on) == (
        Decimal(420000),
        "EUR",
        date(2026, 12, 31),
    )
    assert (nordwind.owner, nordwind.sentiment) == (importer.scene.bob, "good")
    assert nordwind.sentiment_on is not None
    assert importer.row(Customer, name="Aurelia").owner_gap == "nobody"
    again = importer.apply({"kunden.csv": sheet.replace("Nordwind GmbH", "NORDWIND  gmbh")})
    assert again.numbers("created") == {"accounts": 0}


def test_deals_of_one_name_without_ids_stay_two_deals(importer: Importer) -> None:
    deals = (
        "Account,Deal Name,Stage,Close Date\n"
        "Acme,Renewal,Negotiation,2026-12-01\n"
        "Acme,Renewal,Proposal,2027-12-01\n"
    )
    importer.apply({"deals.csv": deals})
    assert [d.close_on.year for d in importer.rows(Opportunity)] == [2026, 2027]
    assert len(importer.rows(Customer)) == 1
    assert importer.apply({"deals.csv": deals}).changes == 0


def test_a_name_that_several_customers_have_is_flagged(importer: Importer) -> None:
    importer.apply({"accounts.csv": "Id,Name,Industry\n001Nq00000AAAAA,Acme,A\n001Nq00000AAAAB,Acme,B\n"})
    assert len(importer.rows(Customer)) == 2
    preview = importer.apply({"deals.csv": "Account,Deal Name,Stage\nAcme,Big one,Proposal\n"})
    assert "account_ambiguous" in {flag.remark.code for flag in preview.flags}
    assert len(importer.rows(Opportunity)) == 1


def test_a_deal_without_any_account_gets_one_of_its_own(importer: Importer) -> None:
    importer.apply({"deals.csv": "Account,Deal Name,Stage\n,Big one,Proposal\n"})
    assert importer.row(Customer, pk=importer.row(Opportunity, name="Big one").customer_id).name == "Big one"


# -- the other tables -----------------------------------------------------------------------------------


def test_contacts_cases_and_touchpoints(importer: Importer) -> None:
    files: dict[str, Any] = {
        "contacts.csv": "Account,First Name,Last Name,Email,Role,Title\n"
        "Acme,Tomas,Reyes,tomas@acme.example,Champion,COO\n",
        "cases.csv": "CaseNumber,Account,Subject,Priority,Status,Created Date\n"
        "1046,Acme,Down,P1,Escalated,2026-11-02\n",
        "activities.csv": "Account,Activity Date,Type,Subject\nAcme,2026-11-03,Call,Said hello\n",
    }
    importer.apply(files)
    tomas, case, touch = (
        importer.rows(Stakeholder)[0],
        importer.rows(SupportCase)[0],
        importer.rows(Touchpoint)[0],
    )
    assert (tomas.name, tomas.buying_role, tomas.title) == ("Tomas Reyes", "champion", "COO")
    assert (case.number, case.severity, case.is_open, case.escalated) == ("1046", "critical", True, True)
    assert (touch.kind, touch.on, touch.summary) == ("call", date(2026, 11, 3), "Said hello")
    assert importer.apply(files).changes == 0


def test_what_customers_ask_for(importer: Importer) -> None:
    files = {
        "feature-requests.csv": "Request Key,Account,Request,Requester,Requested On,Request Status,Owner\n"
        "FR-7,Acme,Dark mode,Tomas,2026-11-02,Roadmap,Maria Santos\nFR-8,Acme,Export,Ines,2026-11-03,Lost?,TBD\n"
    }
    importer.apply(files)
    dark, export = importer.rows(CustomerRequest)
    assert (dark.title, dark.state, dark.number, dark.asked_by) == ("Dark mode", "planned", "FR-7", "Tomas")
    assert (export.state, export.asked_on, export.owner_gap) == ("open", date(2026, 11, 3), "nobody")
    assert importer.apply(files).changes == 0


USAGE = """Account,Date,Metric,Value,Licensed Seats,Source
Acme,{before},Active users,"1,250.5",2000,telemetry
Acme,{lately},Active users,940,2000,telemetry
Beta,{lately},Logins,12,,
,{lately},Logins,12,,
"""
NPS = """Company,Response Date,NPS,Respondent,Verbatim
Acme,{lately},9,Tomas,Good
Acme,{lately},3,Ines,Slow
Beta,{lately},8,,
Gamma,{lately},42,,
Beta,{lately},11,Ann,
"""
CSAT = "Customer,Survey Date,CSAT\nAcme,{before},4.5\nBeta,{before},87%\n"


def test_what_customers_use_and_answer_comes_in_once_and_is_judged(importer: Importer) -> None:
    with importer.scene.inside():
        days = {"lately": today() - timedelta(5), "before": today() - timedelta(30)}
    files = {
        "usage.csv": USAGE.format(**days), "nps.csv": NPS.format(**days), "csat.csv": CSAT.format(**days)
    }  # fmt: skip
    planned = importer.plan(files)
    assert planned.numbers("created") == {"accounts": 3, "usage": 3, "surveys": 6}
    assert importer.rows(Reading) == []
    (refused,) = importer.refused(files).refused
    assert (refused.code, refused.line, refused.column) == ("off_scale", 6, "NPS")
    importer.apply(files, accept_partial=True)
    there = {(m.name, m.unit, m.purpose) for m in importer.rows(Metric)}
    assert there == {
        ("Active users", "", "usage"), ("Logins", "", "usage"), ("NPS (answers)", "of 10", "survey"),
        ("NPS", "nps", "survey"), ("CSAT", "csat", "survey"), ("CSAT", "%", "survey"),
    }  # fmt: skip
    said = {(r.value, r.source, r.note) for r in importer.rows(Reading) if r.on == days["lately"]}
    assert {(9, "Tomas", "Good"), (3, "Ines", "Slow"), (940, "telemetry", "")} <= said
    again = importer.apply(files, accept_partial=True)
    assert again.changes == 0 and len(importer.rows(Reading)) == 9
    later = importer.apply(
        {**files, "usage.csv": files["usage.csv"].replace("940", "1900")}, accept_partial=True
    )
    assert later.numbers("changed") == {"usage": 1, "surveys": 0}
    acme, beta = importer.row(Customer, name="Acme"), importer.row(Customer, name="Beta")
    with importer.scene.inside():
        judged = {
            row.pk: {one["code"]: one["passed"] for one in health.standings_of([row.pk])[row.pk].criteria}
            for row in (acme, beta)
        }
    assert judged[acme.pk]["customer.survey"] is False, "the last to answer is a detractor"
    assert judged[acme.pk]["customer.usage_on_target"] is False, "1900 of 2000 seats"
    assert judged[beta.pk]["customer.survey"] is True, "8 of 10"


def test_a_case_without_an_account_is_left_out_and_told(importer: Importer) -> None:
    preview = importer.apply({"cases.csv": "CaseNumber,Account,Subject,Status\n1,,Down,New\n2,Acme,Up,New\n"})
    assert preview.numbers("left_out") == {"accounts": 0, "cases": 1}
    assert len(importer.rows(SupportCase)) == 1


def test_each_register_may_have_its_own_first_risk(importer: Importer) -> None:
    register = (
        "Risk ID,Customer,Risk,Probability,Impact,Status,Mitigation\n"
        "R1,Acme,Late,High,Low,Active,Hurry\n"
        "R1,Beta,Leaves,30%,5,Closed,Talk\n"
    )
    importer.apply({"risks.csv": register})
    late, leaves = importer.rows(Risk)
    assert (late.likelihood, late.likelihood_text, late.impact, late.state) == (4, "High", 2, "identified")
    assert (leaves.likelihood, leaves.impact, leaves.state) == (2, 5, "mitigated")
    assert importer.apply({"risks.csv": register}).changes == 0


def test_a_dependency_of_a_raid_log_waits_for_another_team_at_its_decision(importer: Importer) -> None:
    head = "RAID ID,Type,Description,Owner,Status,Probability,Impact,Mitigation,Due,Metric,Decision,Team\n"
    log = head + (
        "D-1,Dependency,Firewall is open,Bob,Open,,,,2026-03-01,Days until open,Two vendors,Their network team\n"
        "D-2,Dependency,Legal agrees,Bob,Closed,,,,,,X-1,\n"
        "D-3,Dependency,Somebody pays,Bob,Open,,,,,,Three vendors,\n"
        "D-4,Dependency,The moon is full,Bob,Open,,,,,,,\n"
        "X-1,Decision,Two vendors,Bob,Open,,,,,,,\n"
    )
    looked = importer.plan({"raid.csv": log})
    preview = importer.apply({"raid.csv": log})
    for one in (looked, preview):
        assert one.numbers("created") == {"risks": 0, "decisions": 1, "dependencies": 2}
        assert one.numbers("left_out")["dependencies"] == 2
        left = {flag.remark.found: flag.remark for flag in one.flags if flag.remark.code == "left_out"}
        assert set(left) == {"Three vendors", "Dependency"}
        assert "no such decision is here" in left["Three vendors"].message and left["Dependency"].line == 5
        assert "column “Decision”" in left["Dependency"].fix
    firewall, legal = importer.rows(Dependency)
    [way] = importer.rows(Decision)
    assert (firewall.decision_id, firewall.title, firewall.team, firewall.needs_id) == (
        way.pk, "Firewall is open", "Their network team", None,
    )  # fmt: skip
    assert (firewall.owner_id, firewall.due_on, firewall.metric_text, firewall.state) == (
        importer.scene.bob.pk, date(2026, 3, 1), "Days until open", "open",
    )  # fmt: skip
    assert (legal.team, legal.state) == ("Legal agrees", "met")
    assert importer.apply({"raid.csv": log}).changes == 0, "and not a second time"
    more = importer.apply({"raid.csv": log.replace("2026-03-01", "2026-04-01")})
    assert more.numbers("changed")["dependencies"] == 1
    assert importer.rows(Dependency)[0].due_on == date(2026, 4, 1)


def test_where_in_a_log_the_decision_stands_makes_no_difference(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A log that is read in batches: its decision comes batches after what it waits for, or in the other log."""
    monkeypatch.setattr(whole, "CHUNK", 2)
    head = "RAID ID,Type,Description,Owner,Status,Probability,Impact,Mitigation,Due,Decision,Team\n"
    risks = "".join(f"R-{n},Risk,It may slip {n},Bob,Open,,,,,,\n" for n in range(7))
    waits = "".join(
        f"D-{n},Dependency,Wire {n},Bob,Open,,,,,{way},\n"
        for n, way in enumerate(["Two vendors", "X-1", "X-2"])
    )
    here, there = "X-1,Decision,Two vendors,Bob,Open,,,,,,\n", "X-2,Decision,One more,Bob,Open,,,,,,\n"
    logs = {
        "raid.csv": head + waits + risks + here,
        "raid-2.csv": head + risks.replace("R-", "S-").replace("slip", "sink") + there,
    }
    looked = importer.plan(logs)
    preview = importer.apply(logs)
    for one in (looked, preview):
        assert one.numbers("created") == {"risks": 14, "decisions": 2, "dependencies": 3}
        assert one.numbers("left_out")["dependencies"] == 0 and one.rows == 19
    first, second = importer.rows(Decision)
    assert [row.decision_id for row in importer.rows(Dependency)] == [first.pk, first.pk, second.pk]
    assert importer.apply(logs).changes == 0, "and not a second time"


def test_a_raid_log_is_a_register_and_what_is_no_risk_goes_where_it_belongs(importer: Importer) -> None:
    log = (
        "RAID ID,Type,Description,Owner,Status,Probability,Impact,Mitigation Action,Contingency Plan,Cost Exposure USD,Phase,Due\n"
        "R-1,Risk,Vendor is late,Bob,Open,High,4,Pre-order,Second vendor,450000,Build,\n"
        "I-1,Issue,Vendor went bust,Nobody knows,Open,,,Call them,,,Build,\n"
        "A-1,Assumption,They read English,Bob,Validated,Low,5,Ask them,,,Plan,2026-03-01\n"
        "D-1,Dependency,Their network team,Bob,Open,,,,,,Plan,\n"
        "X-1,Action,Order routers,Bob,Closed,,,Call the shop,,,Plan,2026-03-02\n"
        "X-2,Decision,Two vendors,Bob,Approved,,,Both of them,,,Plan,\n"
        "X-3,Decision,Which cable,Bob,Perhaps,,,,,,Plan,\n"
        "R-2,Commercial,Budget is cut,Bob,Closed,Low,Low,Ask early,,,Plan,\n"
    )
    preview = importer.apply({"raid.csv": log})
    assert preview.numbers("created") == {
        "risks": 3, "assumptions": 1, "tasks": 1, "decisions": 2, "dependencies": 0,
    }  # fmt: skip
    assert preview.numbers("left_out")["dependencies"] == 1
    assert {flag.remark.found for flag in preview.flags} == {"Dependency", "Perhaps", "Nobody knows", ""}
    late, bust, cut = importer.rows(Risk)
    assert (late.title, late.likelihood, late.impact, late.mitigation, late.fallback) == (
        "Vendor is late", 4, 4, "Pre-order", "Second vendor",
    )  # fmt: skip
    assert (late.stake, late.currency, late.fields["Phase"], late.answer_by is not None) == (
        450_000,
        "USD",
        "Build",
        True,
    )
    assert (bust.state, bust.owner_gap, cut.state, cut.category) == (
        "materialised",
        "unknown",
        "mitigated",
        "Commercial",
    )
    [english] = importer.rows(Assumption)
    assert (english.title, english.state, english.impact, english.test, english.due_on, english.owner_id) == (
        "They read English", "validated", 5, "Ask them", date(2026, 3, 1), importer.scene.bob.pk,
    )  # fmt: skip
    assert english.fields == {"Phase": "Plan", "Likelihood": "Low", "external_ids": {"crm": "A-1"}}
    [order] = importer.rows(Task)
    assert (order.state, order.next_action, order.due_on) == ("done", "Call the shop", date(2026, 3, 2))
    two, cable = importer.rows(Decision)
    assert (two.state, two.answer, cable.state, cable.fields["State"]) == (
        "approved", "Both of them", "proposed", "Perhaps",
    )  # fmt: skip
    assert importer.apply({"raid.csv": log}).changes == 0


# -- the real files -------------------------------------------------------------------------------------


def test_the_real_crm_export_goes_in_and_the_second_time_changes_nothing(
    importer: Importer, shared: Any
) -> None:
    files = sorted((shared / "data" / "crm").rglob("*.csv"))
    preview = importer.apply(files)
    assert preview.numbers("created") == {"accounts": 94, "contacts": 64, "opportunities": 58, "cases": 40}
    assert not preview.refused
    assert all(deal.stage for deal in importer.rows(Opportunity))
    assert importer.apply(files).changes == 0


def test_the_real_risk_register_goes_in_and_what_is_none_is_left_out(importer: Importer, shared: Any) -> None:
    files = sorted((shared / "data" / "risks").rglob("*.csv"))
    preview = importer.apply(files)
    assert preview.numbers("created") == {"risks": 10}
    steel = next(row for row in importer.rows(Risk) if row.title.startswith("Structural steel"))
    assert (steel.stake, steel.currency, steel.category) == (220_000, "USD", "Procurement")
    assert steel.fields["Schedule_Exposure_Days"] == "21" and steel.fields["Risk_Type"] == "Schedule", (
        "nothing is lost"
    )
    left = {flag.remark.file for flag in preview.flags if flag.remark.code == "not_recognised"}
    assert left == {"change_orders.csv", "schedule.csv"}
    assert importer.apply(files).changes == 0
