from __future__ import annotations

from django.urls import path

from . import looks, team, visiting

app_name = "portal"
P, W = "plan/<str:secret>/", "w/<slug:slug>/"
urlpatterns = [
    path(P, visiting.plan, name="plan"),
    path(P + "look.css", visiting.look, name="look"),
    path(P + "logo.png", visiting.logo, name="logo"),
    path(P + "plan.pdf", visiting.paper, name="paper"),
    path(P + "code/", visiting.enter_code, name="code"),
    path(P + "code/new/", visiting.ask_code, name="new-code"),
    path(P + "say/", visiting.say, name="say"),
    path(P + "milestones/<str:key>/date/", visiting.propose, name="propose"),
    path(P + "milestones/<str:key>/<str:act>/", visiting.tick, name="tick"),
    path(P + "agree/", visiting.agree, name="agree"),
    path(P + "agreed/<str:digest>.json", visiting.agreed, name="agreed"),
    path(P + "mails/", visiting.mails, name="mails"),
    path(W + "plans/<str:key>/customer-view/", team.show, name="view"),
    path(W + "plans/<str:key>/customer-view/preview/", team.preview, name="preview"),
    path(W + "plans/<str:key>/customer-view/next-look/", team.next_look, name="next-look"),
    path(W + "plans/<str:key>/customer-view/plan.pdf", team.paper, name="our-paper"),
    path(W + "settings/customers/", looks.choose, name="looks"),
    path(W + "settings/customers/look.css", looks.our_sheet, name="our-look"),
    path(W + "settings/customers/logo.png", looks.our_logo, name="our-logo"),
    path(W + "plans/<str:key>/customer-view/hold/", team.hold, name="hold"),
    path(W + "plan-shares/<str:key>/revoke/", team.revoke, name="revoke"),
    path(W + "date-requests/<str:key>/<str:act>/", team.decide, name="decide"),
]
