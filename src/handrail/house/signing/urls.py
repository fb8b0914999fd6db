"""Our own pages of sign-in. The library's, which it finds by their names, are in library.py."""

from __future__ import annotations

from django.urls import path

from .views import entrance, places, security

app_name = "signing"
W = "w/<slug:slug>/"
urlpatterns = [
    path("sign-in", entrance.sign_in, name="sign-in"),
    path("sign-in/forgotten", entrance.ask_reset, name="reset"),
    path("sign-in/forgotten/sent", entrance.sent, {"kind": "reset"}, name="reset-sent"),
    path("sign-in/by-mail", entrance.ask_link, name="link"),
    path("sign-in/by-mail/sent", entrance.sent, {"kind": "link"}, name="link-sent"),
    path("sign-in/mailed/<str:secret>", entrance.mailed, name="mailed"),
    path("sign-in/second-factor", entrance.second_factor, name="second-factor"),
    path("sign-in/with/<str:provider>/go", entrance.go, name="go"),
    path("you/security/sessions/<int:number>/end", security.end, name="end"),
    path("you/security/sessions/end-others", security.end_others, name="end-others"),
    path("you/security/connections/<int:number>/remove", security.unlink, name="unlink"),
    path(W + "tokens/", places.tokens, name="tokens"),
    path(W + "tokens/new/", places.new_token, name="new-token"),
    path(W + "tokens/<str:key>/revoke/", places.revoke, name="revoke"),
    path(W + "settings/sign-in/", places.rules, name="rules"),
    path(W + "settings/sign-in/second-factor/", places.set_rules, name="set-rules"),
    path(W + "settings/sign-ins/", places.sign_ins, name="sign-ins"),
    path(W + "settings/sign-ins/sign-ins.csv", places.sign_ins_file, name="sign-ins-file"),
]
