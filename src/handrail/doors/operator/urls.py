from __future__ import annotations

from django.urls import path

from . import views

app_name = "operator"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("metrics", views.metrics, name="metrics"),
]
