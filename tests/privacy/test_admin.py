"""Exports and deletions in the admin."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from common.models import AuditEntry
from privacy.models import Deletion, Export, ExportState
from tests.desks import desk_of
from tests.factories import UserFactory

LISTS = ["/admin/privacy/export/", "/admin/privacy/deletion/"]


@pytest.fixture
def admin(moderator: User) -> Client:
    return desk_of(moderator)


def act(admin: Client, path: str, row: Any) -> None:
    assert admin.post(path, {"action": "retry", "_selected_action": [row.pk]}).status_code == 302


def test_a_failed_export_is_made_again_and_that_is_kept(admin: Client, ada: User, moderator: User) -> None:
    export = Export.objects.create(user=ada, state=ExportState.FAILED)
    act(admin, LISTS[0], export)
    export.refresh_from_db()
    assert export.state == ExportState.PENDING
    kept = AuditEntry.objects.get(action="retry")
    assert (kept.actor, kept.object_name) == (moderator, f"export {export.pk} of user {ada.pk}")


def test_an_overdue_deletion_is_tried_at_once(admin: Client, ada: User) -> None:
    past, ahead = timezone.now() - timedelta(hours=1), timezone.now() + timedelta(minutes=30)
    deletion = Deletion.objects.create(user=ada, due_at=past, try_at=ahead, blocked_by="OSError")
    act(admin, LISTS[1], deletion)
    deletion.refresh_from_db()
    assert deletion.try_at <= timezone.now()
    assert AuditEntry.objects.filter(action="retry", object_type="privacy.deletion").count() == 1


@pytest.mark.parametrize("path", LISTS)
def test_the_list_shows_and_changes_nothing(admin: Client, ada: User, path: str) -> None:
    Export.objects.create(user=ada)
    Deletion.objects.create(user=ada, due_at=timezone.now(), try_at=timezone.now())
    assert "ada@example.com" in admin.get(path).content.decode()
    assert admin.get(f"{path}add/").status_code == 403


def test_the_files_name_is_not_shown(admin: Client, ada: User) -> None:
    export = Export.objects.create(user=ada)
    assert export.file_key not in admin.get(f"{LISTS[0]}{export.pk}/change/").content.decode()


@pytest.mark.parametrize("path", LISTS)
def test_staff_without_rights_sees_neither(db: None, path: str) -> None:
    assert desk_of(UserFactory.create(is_staff=True)).get(path).status_code == 403


def test_the_audit_trail_names_no_person(admin: Client, ada: User) -> None:
    form = {"name": "Ada King", "phone": "", "is_active": "on"}
    assert admin.post(f"/admin/accounts/user/{ada.pk}/change/", form).status_code == 302
    assert AuditEntry.objects.get(action="change").object_name == f"user {ada.pk}"
