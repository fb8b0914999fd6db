from __future__ import annotations

from django.urls import path

from . import feeding, views

app_name = "calendar"
W = "w/<slug:slug>/calendar/"
urlpatterns = [
    path("feed/<str:secret>/handrail.ics", feeding.read, name="read"),
    path(W, views.show, name="show"),
    path("w/<slug:slug>/projects/<str:key>/feed/", feeding.of_project, name="project-feed"),
    path(W + "feed/", feeding.mine, name="feed"),
    path(W + "feed/withdraw/", feeding.withdraw, name="withdraw"),
    path(W + "<str:name>/<str:key>/", views.one, name="one"),
    path(W + "<str:name>/<str:key>/move/", views.move, name="move"),
]
