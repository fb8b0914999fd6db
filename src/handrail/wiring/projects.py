"""What rooms above projects say of them, of their boards and of their playbooks."""

from __future__ import annotations

CHECKS: dict[str, str] = {
    "fields": "handrail.record.projects.gates.FIELDS",
    "checklist": "handrail.record.projects.gates.CHECKLIST",
    "review": "handrail.record.projects.gates.REVIEW",
    "decision": "handrail.record.projects.gates.DECISION",
    "metric": "handrail.record.projects.gates.METRIC",
    "expression": "handrail.record.projects.gates.EXPRESSION",
    "fresh_note": "handrail.record.projects.noting.NOTE",
    "order": "handrail.record.projects.gates.ORDER",
    "constraint": "handrail.record.projects.binding.CONSTRAINT",
    "signals": "handrail.record.readiness.gates.SIGNALS",
}
"""What a board can ask of a card that moves, by name: a `Gate` each. A room above adds its own here."""

HELD_UP = "handrail.record.blockers.holding.held_up"
"""What holds up cards that a room above knows of: given their keys, {key: the open records that name it}."""

ENTERS = "handrail.record.scope.entering.judge"
"""Says of cards on their way into a project what keeps each out, or None: given (project, task) pairs, None for a task
that is made with its card."""

LOCKS = "handrail.record.scope.entering.LOCKED"
"""The same in SQL, for what is read with a board's rules anyway: rows where the scope of one of `%(projects)s` in the
workspace `%(ws)s` is locked. Where there is none, `ENTERS` is not asked."""

TASKS_BACK: tuple[str, ...] = ("handrail.record.projects.entering.refuse_returning",)
"""Who may refuse that removed tasks come back: given the rows."""

CARDS_SHOWN_OUTSIDE = "handrail.record.outside.sharing.cards_shown"
"""Which of these cards stand on a board that somebody outside looks at. Given their keys."""

HANGS: tuple[str, ...] = (
    "handrail.record.rollout.hanging.decisions_dates",
    "handrail.record.rollout.hanging.risks_dates",
    "handrail.record.rollout.hanging.assumptions_dates",
    "handrail.record.readiness.hanging.signals_dates",
    "handrail.watch.reviews.hanging.cadences",
)
"""What hangs on a project's go-live day beside its cards, messages and rollout: given the project, each gives (row, the
field of its date, its title, whether it can still move)."""

FIRST_DAYS: tuple[str, ...] = ("handrail.record.rollout.shifting.first_days",)
"""Told of projects that have a go-live day now and had none."""

RESTS_ON = "handrail.record.assumptions.reviewing.reviewed"
"""What a project rests on, for the gate before its scope is locked: given "project:spring", (key, title, what is not
looked after yet or "") of each assumption. Empty: nobody is asked about assumptions."""

ASSUMED = "handrail.record.assumptions.queries.about"
"""What was taken for true of a record: given "project:spring", rows with title and state (open, validated,
invalidated). Empty: nobody keeps assumptions."""

SIGNED_OFF: tuple[str, ...] = ("handrail.record.drills.verbs.held_up",)
"""Who may hold up the sign-off of projects: given those that are to be done, each gives (project, problem)."""

DRILLED: tuple[str, ...] = (
    "handrail.record.drills.blocked.paths_of",
    "handrail.record.drills.raised.paths_of",
    "handrail.watch.reviews.escalating.paths_of",
)
"""Critical paths that other rooms keep: given a project, each gives `drills.paths.Path`s."""

PLAYBOOK_ROOMS: dict[str, tuple[str, str, str]] = {
    "assumptions": (
        "handrail.record.assumptions.models.Assumption",
        "handrail.record.assumptions.verbs.{}_assumptions",
        "handrail.record.assumptions.files.PLANNED",
    ),
    "drills": (
        "handrail.record.drills.models.Drill",
        "handrail.record.drills.prepared.{}_drills",
        "handrail.record.drills.files.PLANNED",
    ),
    "signals": (
        "handrail.record.readiness.models.Signal",
        "handrail.record.readiness.verbs.{}_signals",
        "handrail.record.readiness.files.PLANNED",
    ),
}
"""Sections of a playbook whose records another room keeps, by their key in the file: the record, the verbs that "add",
"edit" and "remove" many, and the shape of an entry, named as the record: its title, and fields by their names. `owner`
is a role, `due` are days from the go-live day, `stage` and `metric` are titles of a stage and a measure of its own."""

TAUGHT: tuple[str, ...] = ("handrail.watch.playbooks.standards.taught",)
"""What a retrospective looks at beside predictions, decisions and risks: given the project, points of an agenda."""

CORRECTS = "handrail.watch.reviews.correcting.propose"
"""Begins the correction of a project's scope after a miss: given the agenda item and the words, it gives what was made
("scopechange:correct-the-scope")."""
