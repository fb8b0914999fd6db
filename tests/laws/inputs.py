"""The folders that the pages of the documentation speak of: a CRM export, and a tree without a finding."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from handrail.kit import clock


def put_inputs(folder: Path) -> None:
    for name in ("export", "crm-export"):
        (folder / name).mkdir()
        (folder / name / "accounts.csv").write_text(ACCOUNTS)
        (folder / name / "deals.csv").write_text(DEALS)
    for path, text in TREE.items():
        place = folder / "plans" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)


def day(number: int) -> str:
    return (clock.today("UTC") + timedelta(days=number)).isoformat()


ACCOUNTS = """\
Id,Name,Industry,Annual Recurring Revenue,Renewal Date,Owner
001Nq00000AAAAA,Northwind,Logistics,EUR 420.000,28.02.2027,you@example.com
001Nq00000AAAAB,Kestrel Bank,Banking,EUR 640.000,31.01.2027,TBD
"""
DEALS = """\
Id,AccountId,Name,StageName,Amount,Close Date
006Nq00000AAAAA,001Nq00000AAAAA,Rollout,Proposal,EUR 420.000,28.02.2027
"""
TREE = {
    "workspace.yaml": """\
name: Acme
time_zone: Europe/Berlin
currency: EUR
policy: {required_sections: [outcomes, adoption, value]}
members:
  - {key: mara-adeyemi, name: Mara Adeyemi, email: mara@example.com}
""",
    "harbor-bank/account.yaml": f"""\
# our first bank
account_id: harbor-bank
name: Harbor Bank
owner: Mara Adeyemi
tier: enterprise
arr: 90000
currency: EUR
sentiment: good
sentiment_date: {day(-3)}
""",
    "harbor-bank/success_plan/csp.yaml": f"""\
metadata:
  title: Harbor plan   # short
  status: active
  phase: execute
  owner: Mara Adeyemi
  created: {day(-90)}
  last_updated: {day(-2)}
  customer_reviewed_on: {day(-5)}
  next_review: {day(40)}
stakeholders:
  - {{stakeholder_id: ida, name: Ida Falk, title: CIO, buying_role: executive_sponsor}}
outcomes:
  - {{outcome: Faster contracts, unit: days, baseline: "9", target: "2", by: {day(90)}, owner: Ida Falk}}
success_criteria:
  - {{criterion: Branches live, measurement: branches, target: "40", status: in_progress}}
adoption:
  phases:
    - name: Implementation
      milestones:
        - {{title: Ten branches live, due: {day(20)}, owner: Mara Adeyemi, side: vendor, status: planned}}
value:
  metrics:
    - name: Days for a contract
      direction: down
      baseline: 9
      target: 2
      readings: [{{date: {day(-30)}, value: 8}}, {{date: {day(-2)}, value: 6}}]
""",
    "harbor-bank/engagement_timeline.yaml": f"""\
touchpoints:
  - {{date: {day(-4)}, type: call, summary: Talked about branches, member: Mara Adeyemi, people: [ida]}}
""",
}
