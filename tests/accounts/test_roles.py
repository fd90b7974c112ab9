"""The platform's roles: each with the least that its people need."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.test import Client

from accounts.models import User
from accounts.permissions import PlatformPermission, has_platform_permission
from accounts.roles import ROLE_PERMISSIONS, PlatformRole, ensure_platform_roles
from common.append_only import AppendOnlyModel
from orders.models import Order
from reviews.models import Review
from tests.desks import desk_of
from tests.factories import UserFactory, platform_user

MAY: dict[PlatformPermission, set[str]] = {
    PlatformPermission.MODERATE_REVIEWS: {"moderator", "admin"},
    PlatformPermission.SUSPEND_VENDORS: {"moderator", "admin"},
    PlatformPermission.DECIDE_CHECKS: {"verifier", "admin"},
    PlatformPermission.WAIVE_CHECKS: {"admin"},
    PlatformPermission.VIEW_ORDERS: {"support", "admin"},
    PlatformPermission.CLOSE_ACCOUNTS: {"admin"},
    PlatformPermission.END_SIGN_INS: {"support", "admin"},
    PlatformPermission.GRANT_RIGHTS: set(),
}
#: Which lists of the admin each role opens; all others answer 403.
OPENS: dict[str, set[str]] = {
    "support": {"accounts.user", "accounts.tokenfamily", "account.emailaddress", "orders.order", "vendors.vendor", "vendors.item",
                "vendors.category"},
    "moderator": {"reviews.review", "vendors.vendor", "vendors.item", "vendors.category"},
    "verifier": {"vendors.verificationcheck", "vendors.vendor", "vendors.item", "vendors.category"},
}  # fmt: skip
LISTS = sorted(set.union(*OPENS.values()) | {
    "auth.group", "common.auditentry", "events.event", "events.delivery", "notifications.message", "ledger.signedcheckpoint",
    "ledger.auditrun", "ledger.queuedleaf",
})  # fmt: skip


@pytest.mark.parametrize("permission", PlatformPermission)
def test_each_role_has_each_right_or_not(db: None, permission: PlatformPermission) -> None:
    having = {role for role in PlatformRole.values if has_platform_permission(platform_user(role), permission)}
    assert having == MAY[permission]


def test_a_right_needs_staff_an_open_account_and_a_role(db: None) -> None:
    permission = PlatformPermission.MODERATE_REVIEWS
    assert not has_platform_permission(UserFactory.create(is_staff=True), permission)
    assert not has_platform_permission(platform_user("moderator", is_active=False), permission)
    member = platform_user("moderator")
    member.is_staff = False
    assert not has_platform_permission(member, permission)


@pytest.mark.parametrize("role", OPENS)
@pytest.mark.parametrize("model", LISTS)
def test_each_role_opens_its_lists_alone(db: None, role: str, model: str) -> None:
    answer = desk_of(platform_user(role)).get(f"/admin/{model.replace('.', '/')}/")
    assert answer.status_code == (200 if model in OPENS[role] else 403)


@pytest.mark.parametrize("model", LISTS)
def test_an_admin_opens_them_all(db: None, model: str) -> None:
    assert desk_of(platform_user("admin")).get(f"/admin/{model.replace('.', '/')}/").status_code == 200


@pytest.mark.parametrize("role", PlatformRole)
def test_no_role_writes_history_orders_or_reviews(db: None, role: PlatformRole) -> None:
    kept = [model for model in apps.get_models() if issubclass(model, AppendOnlyModel)] + [Order, Review]
    writing = {f"{model._meta.app_label}.{act}_{model._meta.model_name}" for model in kept for act in ("add", "change", "delete")}
    assert not writing & ROLE_PERMISSIONS[role]
    assert not {name for name in ROLE_PERMISSIONS[role] if ".delete_" in name}


def test_the_groups_follow_the_table(db: None) -> None:
    group = Group.objects.get(name="support")
    group.permissions.add(Permission.objects.get(codename="delete_user"))
    Group.objects.filter(name="verifier").delete()
    ensure_platform_roles()
    for role, wanted in ROLE_PERMISSIONS.items():
        held = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
        assert {f"{app}.{name}" for app, name in held} == {str(name) for name in wanted}


def test_a_permission_that_no_model_has_is_an_error(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ROLE_PERMISSIONS, PlatformRole.SUPPORT, frozenset({"orders.fly"}))
    with pytest.raises(LookupError, match=r"orders\.fly"):
        ensure_platform_roles()


def test_the_web_app_is_told_the_role(api: Callable[[User], Client], db: None) -> None:
    assert api(platform_user("verifier")).get("/api/v1/me/").json()["permissions"] == ["platform:verifier"]
