from __future__ import annotations

from django.urls import path

from . import asking

app_name = "outside"
urlpatterns = [
    path("form/<str:token>/", asking.form, name="form"),
    path("form/<str:token>/thanks/", asking.thanks, name="thanks"),
]
