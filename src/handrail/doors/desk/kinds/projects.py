"""Projects, their boards and what is on them, as the desk shows them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from handrail.record.projects import models, verbs

from .kind import Field as F
from .kind import Kind, Verbs

PROJECT = Kind(
    model=models.Project,
    slug="projects",
    settled=frozenset({"done", "dropped"}),
    one=_("project"),
    many=_("Projects"),
    icon="target",
    page="project",
    parent="customer",
    asks=(
        "title",
        "kind",
        "customer",
        "owner",
        "outcome",
        "baseline",
        "target",
        "unit",
        "by_on",
        "metric",
        "starts_on",
        "go_live_on",
        "ends_on",
        "post_launch_owner",
        "members",
        "tracks",
        "cohorts",
    ),
    once=(F("customer", _("Customer")),),
    verbs=Verbs(verbs.add_projects, verbs.edit_project, verbs.remove_projects, verbs.restore_projects),
    fields=(
        F("title", _("Name")),
        F("kind", _("Kind")),
        F("owner", _("Signs off"), _("The one person who says that it is done.")),
        F("outcome", _("One outcome"), _("What is different when it is done, so that it can be measured.")),
        F("baseline", _("Baseline"), _("Where it stood before.")),
        F("target", _("Target")),
        F("unit", _("Unit")),
        F("by_on", _("By when")),
        F("metric", _("Metric"), _("What is read to see whether the outcome is reached.")),
        F("starts_on", _("Starts")),
        F(
            "go_live_on",
            _("Go-live"),
            _("To move it together with what hangs on it, use “Move the go-live day”."),
        ),
        F("ends_on", _("Ends")),
        F("post_launch_owner", _("Owner after the launch")),
        F("members", _("Takes part"), shape="people"),
        F("tracks", _("Tracks"), _("One per line.")),
        F("cohorts", _("Cohorts"), _("One per line: who goes first, and who after them.")),
        F("expected", _("Expected path")),
        F("failure", _("Likeliest failure")),
        F("recovery", _("Recovery")),
        F("state", _("State")),
        F("text", _("Details")),
    ),
)

BOARD = Kind(
    model=models.Board,
    slug="boards",
    one=_("board"),
    many=_("Boards"),
    icon="square-kanban",
    page="board",
    parent="project",
    asks=("title", "owner"),
    verbs=Verbs(verbs.add_boards, verbs.edit_board, verbs.remove_boards, verbs.restore_boards),
    fields=(
        F("title", _("Name")),
        F("owner", _("Workflow owner"), _("Keeps the stages, and may let a card through with a reason.")),
        F("backwards", _("Moving back")),
        F("skipping", _("Skipping stages")),
    ),
)

STAGE = Kind(
    model=models.Stage,
    slug="stages",
    one=pgettext_lazy("of a board", "stage"),
    many=_("Stages"),
    icon="columns-3",
    page="stage",
    parent="board",
    asks=("title", "owner", "entry_rule", "exit_rule"),
    verbs=Verbs(verbs.add_stages, verbs.edit_stage, verbs.remove_stages, verbs.restore_stages),
    fields=(
        F("title", _("Name")),
        F("owner", _("Owner"), _("Exactly one person.")),
        F("input", _("Input"), _("What comes in.")),
        F("output", _("Output"), _("What goes out.")),
        F("signal", _("Review signal"), _("How a review sees that the stage works.")),
        F("entry_rule", _("Enters when"), _("In one sentence.")),
        F("exit_rule", _("Leaves when"), _("In one sentence.")),
        F("most", _("Cards at once"), _("Empty: as many as there are.")),
    ),
)

CHECK = Kind(
    model=models.Check,
    slug="checks",
    one=_("check"),
    many=_("Checks"),
    icon="shield-check",
    title="kind",
    parent="stage",
    asks=("kind", "side"),
    verbs=Verbs(verbs.add_checks, verbs.edit_check, verbs.remove_checks, verbs.restore_checks),
    fields=(
        F("kind", _("What is asked")),
        F("side", _("Asked when a card")),
        F("on", _("Switched on")),
    ),
)

CARD = Kind(
    model=models.Card,
    slug="cards",
    one=_("card"),
    many=_("Cards"),
    icon="kanban",
    page="card",
    title="key",
    called="task__title",
    parent="board",
    asks=("track", "reviewer", "review_on"),
    verbs=Verbs(verbs.add_cards, verbs.edit_card, verbs.remove_cards, verbs.restore_cards),
    fields=(
        F("track", _("Track"), _("Product, marketing, support, creative, operations.")),
        F("labels", _("Labels"), _("One per line.")),
        F("reviewer", _("Reviewer"), _("Approves, or asks for changes.")),
        F("review_on", _("Review by")),
        F("context_owner", _("Context owner"), _("Keeps notes, decisions and references up to date.")),
        F("collaborators", _("Collaborators"), _("One per line.")),
        F("blocked_by", _("Waits for"), _("One per line.")),
        F("recurs", _("Comes again")),
        F("own", _("Fields of this board"), shape="pairs"),
    ),
)

KINDS = (PROJECT, BOARD, STAGE, CHECK, CARD)
