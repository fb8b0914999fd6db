"""Playbooks and what a rollout holds, as the desk shows them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from handrail.record.rollout import models as rollout
from handrail.record.rollout import verbs as rollout_verbs
from handrail.watch.playbooks import models as playbooks
from handrail.watch.playbooks import verbs as playbook_verbs

from .kind import Field as F
from .kind import Kind, Verbs

STEP = Kind(
    model=rollout.Step,
    slug="steps",
    settled=frozenset({"done", "skipped"}),
    one=_("step of a rollout"),
    many=_("Steps of a rollout"),
    icon="flag",
    title="step",
    parent="project",
    asks=("step", "owner", "due_on"),
    verbs=Verbs(
        rollout_verbs.add_steps,
        rollout_verbs.edit_step,
        rollout_verbs.remove_steps,
        rollout_verbs.restore_steps,
    ),
    fields=(
        F("step", _("Step")),
        F("state", _("State")),
        F("owner", _("Owner"), _("Exactly one person.")),
        F("due_on", _("By")),
        F("done_on", _("Done on")),
        F("cohort", _("Cohort")),
        F("text", _("Details")),
    ),
)

ANNOUNCEMENT = Kind(
    model=rollout.Announcement,
    slug="announcements",
    settled=frozenset({"told", "dropped"}),
    one=pgettext_lazy("what somebody is told", "message"),
    many=_("Messages"),
    icon="message-square",
    parent="project",
    asks=("title", "to", "audience", "owner", "due_on"),
    verbs=Verbs(
        rollout_verbs.add_announcements,
        rollout_verbs.edit_announcement,
        rollout_verbs.remove_announcements,
        rollout_verbs.restore_announcements,
    ),
    fields=(
        F("title", _("What is said")),
        F("to", _("To whom")),
        F("audience", _("Meant for")),
        F("state", _("State")),
        F("owner", _("Says it"), _("Exactly one person.")),
        F("due_on", _("By")),
        F("told_on", _("Told on")),
        F("channel", _("By way of"), _("Mail, call, in the product ...")),
        F("text", _("The words")),
        F("response", _("What is done with what comes back")),
        F("answers", _("Answers"), _("Who takes what comes back.")),
        F("risk", _("About the risk"), _("What holds the customer up, told on purpose.")),
    ),
)

PLAYBOOK = Kind(
    model=playbooks.Playbook,
    slug="playbooks",
    one=_("playbook"),
    many=_("Playbooks"),
    icon="scroll-text",
    page="playbook",
    asks=("text",),
    verbs=Verbs(
        playbook_verbs.add_playbooks,
        playbook_verbs.edit_playbook,
        playbook_verbs.remove_playbooks,
        playbook_verbs.restore_playbooks,
    ),
    fields=(F("text", _("Text"), _("The whole file: what stands between the dashes, and the words below.")),),
)

KINDS = (STEP, ANNOUNCEMENT, PLAYBOOK)
