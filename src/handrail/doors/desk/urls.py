from __future__ import annotations

from django.urls import path, register_converter

from .kinds import FieldConverter, KindConverter
from .views import actions, capture, customer, customers, lists, palette, plan, records, settings, today, undo

register_converter(KindConverter, "kind")
register_converter(FieldConverter, "field")

app_name = "desk"
W = "w/<slug:slug>/"
ONE = W + "<kind:kind>/<str:key>/"
urlpatterns = [
    path(W, today.show, name="today"),
    path(W + "capture/", capture.task, name="capture"),
    path(W + "capture/preview/", capture.preview, name="preview"),
    path(W + "capture/touch/", capture.touch, name="touch"),
    path(W + "palette/", palette.find, name="palette"),
    path(W + "search/", palette.show, name="search"),
    path(W + "undo/", undo.show, name="undo"),
    path(W + "undo/<int:batch>/", undo.one, name="undo-one"),
    path(W + "gaps/", lists.owner_gaps, name="gaps"),
    path(W + "settings/", settings.show, name="settings"),
    path(W + "settings/policy/", settings.policy, name="policy"),
    path(W + "settings/workspace/", settings.workspace, name="workspace"),
    path(W + "settings/tokens/", settings.make_token, name="tokens"),
    path(W + "settings/tokens/<str:key>/revoke/", settings.revoke, name="revoke"),
    path(W + "customers/", customers.listing, name="customers"),
    path(W + "customers/assign/", customers.assign, name="assign"),
    *[path(f"{W}{name}/", lists.listing, {"shelf": name}, name=name) for name in lists.SHELVES],
    path(W + "<kind:kind>/new/", records.new, name="new"),
    path(W + "customers/<str:key>/", customer.show, name="customer"),
    path(W + "customers/<str:key>/why/", customers.why, name="why"),
    path(W + "customers/<str:key>/waive/", customer.waive, name="waive"),
    path(W + "plans/<str:key>/", plan.show, name="plan"),
    path(W + "milestones/<str:key>/reschedule/", plan.reschedule, name="reschedule"),
    path(ONE, records.record, name="record"),
    path(ONE + "edit/<field:name>/", records.field, name="field"),
    path(ONE + "history/<field:name>/", records.history, name="history"),
    path(ONE + "back/<int:event>/<field:name>/", records.put_back, name="put-back"),
    path(ONE + "remove/", records.remove, name="remove"),
    path(ONE + "restore/", records.restore, name="restore"),
    path(ONE + "move/", records.move, name="move"),
    path(ONE + "do/<str:action>/", actions.do, name="do"),
]
