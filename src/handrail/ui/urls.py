"""The example page of the components, for development."""

from __future__ import annotations

from django.urls import path

from handrail.ui import views

urlpatterns = [
    path("ui/", views.examples, name="ui-examples"),
    path("ui/capture/", views.example_capture, name="ui-example-capture"),
]
