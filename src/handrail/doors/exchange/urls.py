from __future__ import annotations

from django.urls import path

from . import views

app_name = "exchange"
urlpatterns = [
    path("w/<slug:slug>/import/", views.start, name="start"),
    path("w/<slug:slug>/import/<slug:key>/", views.show, name="show"),
    path("w/<slug:slug>/import/<slug:key>/columns", views.columns, name="columns"),
    path("w/<slug:slug>/import/<slug:key>/confirm", views.confirm, name="confirm"),
    path("w/<slug:slug>/import/<slug:key>/drop", views.drop, name="drop"),
]
