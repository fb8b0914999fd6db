"""A decision is said to serve an outcome of a plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handrail.house.ledger import reading
from handrail.house.talk.models import Link
from handrail.house.talk.subjects import ref
from handrail.house.talk.verbs import add_links
from handrail.kit.refusals import NotFound
from handrail.record.decisions.models import Decision
from handrail.record.plans.models import Outcome

from ..answers import at, back, done, page
from ..served import SERVES


@page()
@require_POST
def choose(request: HttpRequest, key: str) -> HttpResponse:
    row, outcome = reading.find(Decision, key), reading.find(Outcome, request.POST.get("outcome", ""))
    if outcome.customer_id != row.customer_id:
        raise NotFound(_("This outcome is another customer’s."))
    add_links([Link(source=ref(row), target=ref(outcome), relation=SERVES)])
    words = _("It serves the outcome “%(outcome)s”.") % {"outcome": outcome.title}
    return done(request, words, back(request, at("record", "decisions", key)))
