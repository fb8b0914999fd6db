from __future__ import annotations

from django.urls import path

from . import views

app_name = "access"
urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/link/<str:secret>", views.sign_in_by_link, name="link"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("language", views.language, name="language"),
]
