from __future__ import annotations

from django.urls import path

from . import views
from .boards import views as boards
from .decisions import views as decisions
from .papers import summaries
from .papers import views as papers

app_name = "exchange"
urlpatterns = [
    path("w/<slug:slug>/import/", views.start, name="start"),
    path("w/<slug:slug>/import/<slug:key>/", views.show, name="show"),
    path("w/<slug:slug>/import/<slug:key>/columns", views.columns, name="columns"),
    path("w/<slug:slug>/import/<slug:key>/board", boards.board, name="board"),
    path("w/<slug:slug>/import/<slug:key>/board/confirm", boards.confirm, name="board-confirm"),
    path("w/<slug:slug>/import/<slug:key>/board/drop", boards.drop, name="board-drop"),
    path("w/<slug:slug>/import/<slug:key>/records", decisions.records, name="records"),
    path("w/<slug:slug>/import/<slug:key>/records/confirm", decisions.confirm, name="records-confirm"),
    path("w/<slug:slug>/import/<slug:key>/records/drop", decisions.drop, name="records-drop"),
    path("w/<slug:slug>/import/<slug:key>/confirm", views.confirm, name="confirm"),
    path("w/<slug:slug>/import/<slug:key>/drop", views.drop, name="drop"),
    path("w/<slug:slug>/plans/<str:key>/papers/", papers.show, name="papers"),
    path("w/<slug:slug>/settings/papers/", papers.templates, name="paper-templates"),
    path("w/<slug:slug>/summaries/<str:kind>/pdf/", summaries.as_pdf, name="summary-pdf"),
]
