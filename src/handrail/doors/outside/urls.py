from __future__ import annotations

from django.urls import path

from . import asking, showing

app_name = "outside"
urlpatterns = [
    path("form/<str:token>/", asking.form, name="form"),
    path("form/<str:token>/thanks/", asking.thanks, name="thanks"),
    path("shared/<str:secret>/", showing.by_address, name="share"),
    path("shared/<str:secret>/files/<str:key>/", showing.file_by_address, name="share-file"),
    path("w/<slug:slug>/shared/", showing.mine, name="mine"),
    path("w/<slug:slug>/shared/<str:key>/", showing.one, name="one"),
    path("w/<slug:slug>/shared/<str:key>/files/<str:file>/", showing.file, name="one-file"),
]
