"""Every table has its place in an exported tree, or an excuse; and every column of it a field."""

from __future__ import annotations

from django.apps import apps

from handrail.doors.infohub import places
from handrail.doors.infohub.binding import NOUNS
from handrail.doors.infohub.sheets import WORKSPACE
from handrail.house.workspaces.models import Workspace

OURS = [model for model in apps.get_models() if model.__module__.startswith("handrail.")]


def test_every_model_has_a_place_or_an_excuse():
    known = places.PLACES.keys() | places.EXCUSES.keys()
    assert {model._meta.label for model in OURS} - known == set()
    assert known - {model._meta.label for model in OURS} == set()
    assert not places.PLACES.keys() & places.EXCUSES.keys()


def test_every_column_of_a_noun_is_in_its_shape():
    shapes = [(noun.model, noun.shape) for noun in NOUNS.values()] + [(Workspace, WORKSPACE)]
    for model, shape in shapes:
        told = {f.name for f in shape.fields} | {f.beside for f in shape.fields} | {"fields"}
        columns = {f.name for f in model._meta.concrete_fields}
        assert columns - told - places.COLUMNS_LEFT_OUT.keys() == set(), model


def test_what_is_cut_on_reading_is_what_the_column_holds():
    for noun in NOUNS.values():
        for field in noun.shape.fields:
            if field.name not in noun.columns or field.settled:
                continue
            longest = getattr(noun.model._meta.get_field(field.name), "max_length", None)
            if longest and field.kind.name == "text":
                assert field.most == longest, (noun.name, field.name)
