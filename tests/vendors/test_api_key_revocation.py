"""DELETE /api/v1/vendors/{slug}/api-keys/{id}/, and what the platform does about a leaked key."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import SecurityEvent, User
from common.models import AuditEntry
from events.models import Event
from tests.desks import desk_of
from tests.vendors.conftest import Recent, WithKey
from vendors.models import ApiKey
from vendors.permissions import NotAllowed
from vendors.services import MadeKey, revoke_leaked_key


def _path(key: MadeKey) -> str:
    return f"/api/v1/vendors/crumb-and-co/api-keys/{key.key.pk}/"


def test_an_owner_revokes_a_key_and_it_stays_listed(key: MadeKey, vendor_owner: User, recent: Recent, with_key: WithKey) -> None:
    client = recent(vendor_owner)
    assert client.delete(_path(key)).status_code == 204
    assert with_key(key.text).get("/api/v1/orders/").status_code == 401
    (row,) = client.get("/api/v1/vendors/crumb-and-co/api-keys/").json()["results"]
    assert row["revoked_at"]
    assert row["revoked_by"] == vendor_owner.name
    event = SecurityEvent.objects.get(kind="key.revoked")
    assert (event.user, event.by, event.data["api_key"]) == (vendor_owner, None, key.key.prefix)


def test_revoking_twice_is_done_once(key: MadeKey, vendor_owner: User, recent: Recent) -> None:
    client = recent(vendor_owner)
    assert [client.delete(_path(key)).status_code for _ in range(2)] == [204, 204]
    assert Event.objects.filter(type="vendor.api_key_revoked").count() == 1


def test_who_may_not(
    key: MadeKey, stranger: User, manager: User, vendor_owner: User, recent: Recent, anonymous: APIClient
) -> None:
    assert recent(stranger).delete(_path(key)).status_code == 404
    assert recent(manager).delete(_path(key)).status_code == 403
    assert anonymous.delete(_path(key)).status_code == 401
    client = recent(vendor_owner)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert client.delete(_path(key)).json()["code"] == "reauthentication_required"
    assert ApiKey.objects.get().revoked_at is None


@pytest.mark.parametrize("form", ["{prefix}", "tt_live_{prefix}", "{text}"])
def test_the_command_ends_a_leaked_key(key: MadeKey, with_key: WithKey, form: str) -> None:
    out = StringIO()
    call_command("revoke_api_key", form.format(prefix=key.key.prefix, text=key.text), stdout=out)
    assert out.getvalue() == f"{key.key.prefix} of crumb-and-co is revoked.\n"
    assert with_key(key.text).get("/api/v1/orders/").status_code == 401
    call_command("revoke_api_key", key.key.prefix, stdout=out)
    assert "was revoked before" in out.getvalue()
    assert SecurityEvent.objects.get(kind="key.revoked").data["reason"]


def test_the_command_says_that_there_is_no_such_key(db: None) -> None:
    with pytest.raises(CommandError, match="no key with this prefix"):
        call_command("revoke_api_key", "0000000000")


def test_the_admin_ends_a_leaked_key_with_a_reason_and_an_audit_row(key: MadeKey, moderator: User, vendor_owner: User) -> None:
    client = desk_of(moderator)
    path = f"/admin/vendors/apikey/{key.key.pk}/revoke/"
    assert "required" in client.post(path, {"reason": ""}).content.decode()
    assert client.post(path, {"reason": "In a public repository"}).status_code == 302
    ended = ApiKey.objects.get()
    assert (ended.revoked_at is not None, ended.revoked_by) == (True, moderator)
    audited = AuditEntry.objects.get()
    assert (audited.action, audited.actor, audited.reason) == ("revoke", moderator, "In a public repository")
    event = SecurityEvent.objects.get(kind="key.revoked")
    assert (event.user, event.by) == (vendor_owner, moderator)


def test_the_admin_shows_no_hash_and_changes_nothing(key: MadeKey, moderator: User) -> None:
    client = desk_of(moderator)
    page = client.get(f"/admin/vendors/apikey/{key.key.pk}/change/").content.decode()
    assert key.key.prefix in page
    assert key.key.secret_hash not in page
    assert client.get("/admin/vendors/apikey/add/").status_code == 403
    assert client.get("/admin/vendors/apikey/").status_code == 200


def test_only_the_platforms_people_revoke_for_others(key: MadeKey, vendor_owner: User) -> None:
    with pytest.raises(NotAllowed):
        revoke_leaked_key(key.key, by=vendor_owner, reason="mine")
