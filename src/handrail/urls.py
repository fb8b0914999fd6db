"""Where the doors hang."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from handrail.kit.web.later import Later

urlpatterns: list[URLPattern | URLResolver] = [
    Later("api/v1/", "handrail.doors.api.urls", "api"),  # takes longer to make than all pages together
    path("", include("handrail.house.access.urls")),
    path("", include("handrail.house.people.urls")),
    path("", include("handrail.doors.operator.urls")),
    path("", include("handrail.house.signing.urls")),
    path("", include("handrail.house.signing.library")),
    path("", include("handrail.doors.infohub.urls")),  # import/tree/ comes before import/<key>/
    path("", include("handrail.doors.exchange.urls")),
    path("", include("handrail.doors.calendar.urls")),
    path("", include("handrail.doors.outside.urls")),
    path("", include("handrail.doors.portal.urls")),
    path("", include("handrail.doors.desk.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("", include("handrail.ui.urls")))

handler400 = "handrail.house.access.trouble.bad_request"
handler403 = "handrail.house.access.trouble.permission_denied"
handler404 = "handrail.house.access.trouble.page_not_found"
handler500 = "handrail.house.access.trouble.server_error"
