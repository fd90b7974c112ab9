"""What operators see of exports and deletions."""

from django.test import Client


def test_exports_and_deletions_are_in_the_metrics(client: Client, db: None) -> None:
    shown = client.get("/metrics").content
    for name in (b"trusttrack_exports_pending", b"trusttrack_export_oldest_seconds", b"trusttrack_deletions_overdue"):
        assert name + b" 0.0" in shown
