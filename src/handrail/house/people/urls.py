from __future__ import annotations

from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("join/<str:secret>", views.join, name="join"),
    path("workspaces", views.places, name="places"),
]
