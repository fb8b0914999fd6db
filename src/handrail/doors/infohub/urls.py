"""Must hang before the exchange's addresses, which take any word after import/."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "infohub"
urlpatterns = [
    path("w/<slug:slug>/import/tree/", views.start, name="start"),
    path("w/<slug:slug>/import/tree/<slug:key>/", views.show, name="show"),
    path("w/<slug:slug>/import/tree/<slug:key>/confirm", views.confirm, name="confirm"),
    path("w/<slug:slug>/import/tree/<slug:key>/drop", views.drop, name="drop"),
]
