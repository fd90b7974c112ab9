"""Paths of the log (`/log/v1/`) and of its figures (`/api/v1/`)."""

from django.urls import path

from ledger import api, views

log_urlpatterns = [
    path("checkpoint", views.checkpoint),
    path("checkpoints", views.checkpoints),
    path("policy", views.policy),
    path("tile/<str:level>/<path:path>", views.tile),
    path("chains/<path:name>", views.chain),
]
urlpatterns = [path("ledger/", api.Ledger.as_view(), name="ledger")]
