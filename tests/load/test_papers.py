"""What the bench of the search seeds: customers with all that is theirs, and one in five records a note or a card."""

from __future__ import annotations

from handrail.bench import searching, seed
from handrail.house.search.models import Entry
from handrail.house.search.queries import search
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import enter
from handrail.record.notes.models import Note
from handrail.record.projects.models import Card


def test_notes_and_cards_are_seeded_in_halves_found_and_completed_where_they_were_cut_off():
    made = seed.workspace(1, tell=lambda *_: None)
    for size in (3, 10, 10):
        searching.write_papers(made, size)
        with enter(made.pk):
            there = Note.objects.count(), Card.objects.count()
            assert there == (size // 2, -(-size // 2))
    with enter(made.pk):
        assert Entry.objects.filter(present=True, subject_kind="note").count() == 5
        member = Member.objects.order_by("pk")[0]
    with enter(made.pk, member=member):
        assert "Call with Birch Logistics 1" in str(search("call birch"))
