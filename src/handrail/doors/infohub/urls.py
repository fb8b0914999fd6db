"""Must hang before the exchange's addresses, which take any word after import/."""

from __future__ import annotations

from django.urls import path

from . import views
from .hub import serving
from .hub import views as git

app_name = "infohub"
urlpatterns = [
    path("w/<slug:slug>/import/tree/", views.start, name="start"),
    path("w/<slug:slug>/import/tree/<slug:key>/", views.show, name="show"),
    path("w/<slug:slug>/import/tree/<slug:key>/confirm", views.confirm, name="confirm"),
    path("w/<slug:slug>/import/tree/<slug:key>/drop", views.drop, name="drop"),
    path("w/<slug:slug>/git/", git.overview, name="git"),
    path("w/<slug:slug>/git/switch", git.switch, name="git-switch"),
    path("w/<slug:slug>/git/conflicts/<slug:key>", git.choose, name="git-choose"),
    path("git/<slug:slug>.git/info/refs", serving.refs, name="git-refs"),
    path("git/<slug:slug>.git/git-upload-pack", serving.upload_pack, name="git-upload-pack"),
    path("git/<slug:slug>.git/git-receive-pack", serving.receive_pack, name="git-receive-pack"),
]
