"""What a page calls the nouns of a tree."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NOUNS = {
    "workspace": _("Workspace settings"),
    "member": _("Members"),
    "team": _("Teams"),
    "customer": _("Customers"),
    "opportunity": _("Opportunities"),
    "renewal": _("Renewals"),
    "stakeholder": _("Stakeholders"),
    "teamplace": _("Account team"),
    "touchpoint": _("Touchpoints"),
    "supportcase": _("Support cases"),
    "metric": _("Metrics"),
    "reading": _("Readings"),
    "note": _("Notes"),
    "risk": _("Risks"),
    "decision": _("Decisions"),
    "task": _("Tasks"),
    "plan": _("Success plans"),
    "outcome": _("Outcomes"),
    "criterion": _("Success criteria"),
    "adoptionphase": _("Adoption phases"),
    "milestone": _("Milestones"),
    "activity": _("Technical activities"),
    "initiative": _("Initiatives"),
    "responsibility": _("Responsibilities"),
    "waiver": _("Waivers"),
    "project": _("Projects"),
    "board": _("Boards"),
    "stage": _("Stages"),
    "check": _("Checks of stages"),
    "card": _("Cards"),
    "cadence": _("Rhythms of reviews"),
    "playbook": _("Playbooks"),
    "link": _("Links"),
    "evidence": _("Evidence"),
    "mapping": _("Import mappings"),
    "file": _("Files"),
}
