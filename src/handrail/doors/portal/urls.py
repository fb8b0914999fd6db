from __future__ import annotations

from django.urls import path

from . import team, visiting

app_name = "portal"
P, W = "plan/<str:secret>/", "w/<slug:slug>/"
urlpatterns = [
    path(P, visiting.plan, name="plan"),
    path(P + "look.css", visiting.look, name="look"),
    path(P + "code/", visiting.enter_code, name="code"),
    path(P + "code/new/", visiting.ask_code, name="new-code"),
    path(P + "say/", visiting.say, name="say"),
    path(P + "milestones/<str:key>/date/", visiting.propose, name="propose"),
    path(P + "milestones/<str:key>/<str:act>/", visiting.tick, name="tick"),
    path(P + "agree/", visiting.agree, name="agree"),
    path(P + "mails/", visiting.mails, name="mails"),
    path(W + "plans/<str:key>/customer-view/", team.show, name="view"),
    path(W + "plans/<str:key>/customer-view/preview/", team.preview, name="preview"),
    path(W + "plans/<str:key>/customer-view/next-look/", team.next_look, name="next-look"),
    path(W + "plan-shares/<str:key>/revoke/", team.revoke, name="revoke"),
    path(W + "date-requests/<str:key>/<str:act>/", team.decide, name="decide"),
]
