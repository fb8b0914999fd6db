"""The addresses as they hang in the house, this room's first."""

from __future__ import annotations

from django.urls import include, path

from handrail.urls import urlpatterns as house

urlpatterns = [path("", include("handrail.doors.infohub.urls")), *house]
