"""Where the doors hang."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("handrail.house.access.urls")),
    path("", include("handrail.house.people.urls")),
    path("api/v1/", include("handrail.doors.api.urls")),
    path("", include("handrail.doors.infohub.urls")),  # import/tree/ comes before import/<key>/
    path("", include("handrail.doors.exchange.urls")),
    path("", include("handrail.doors.desk.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("", include("handrail.ui.urls")))
