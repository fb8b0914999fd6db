"""Every change of cadences, reviews and the items of an agenda."""

from __future__ import annotations

from .correcting import correct as correct
from .ending import act as act
from .ending import boards_for as boards_for
from .ending import decide as decide
from .ending import keep as keep
from .ending import learn as learn
from .ending import redate as redate
from .ending import reopen as reopen
from .planning import add_cadences as add_cadences
from .planning import edit_cadence as edit_cadence
from .planning import edit_cadences as edit_cadences
from .planning import remove_cadences as remove_cadences
from .planning import restore_cadences as restore_cadences
from .running import add_items as add_items
from .running import add_reviews as add_reviews
from .running import bring_up as bring_up
from .running import call_off as call_off
from .running import close_review as close_review
from .running import edit_item as edit_item
from .running import edit_items as edit_items
from .running import edit_review as edit_review
from .running import edit_reviews as edit_reviews
from .running import go_on as go_on
from .running import go_to as go_to
from .running import join as join
from .running import keep_minutes as keep_minutes
from .running import leave as leave
from .running import open_review as open_review
from .running import remove_items as remove_items
from .running import remove_reviews as remove_reviews
from .running import restore_items as restore_items
from .running import restore_reviews as restore_reviews
from .running import turn as turn
