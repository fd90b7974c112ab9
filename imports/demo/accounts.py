"""The accounts that the demo can be entered with, and the file that says how."""

import json
import os
import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import PlatformRole
from accounts.services import create_verified_user
from accounts.totp import give_totp, totp_key_of
from notifications.demo import demo_file, read_demo_file

ROLES = {
    "customer": "Ada Brightwell",
    "owner": "Ruth Hobbs",
    "staff": "Tom Ashby",
    "stranger": "Priya Nair",
    "newcomer": "Nora Finch",
    "moderator": "Morgan Ellis",
    "admin": "Alex Rowan",
}
WITH_SECOND_FACTOR = frozenset({"owner", "stranger", "newcomer", "moderator", "admin"})  # their roles ask for one

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"

Account = dict[str, str]


def write_demo_file(facts: Mapping[str, Any]) -> None:
    """Write the file whole or not at all (0600)."""
    path = demo_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(facts, file, indent=2)
    fresh.replace(path)


def ensure_accounts() -> dict[str, Account]:
    """Return e-mail, password and, where there is a second factor, its key for each role; create accounts that are missing.

    Passwords in the file stay; where the file does not know one, a new one is set.
    """
    kept = read_demo_file().get("accounts")
    return {role: _ensure(role, kept if isinstance(kept, dict) else {}) for role in ROLES}


def user_of(role: str) -> User:
    """Return the account of a role."""
    return User.objects.get(email=_email(role))


def _email(role: str) -> str:
    return f"{role}@example.com"


def _ensure(role: str, kept: Mapping[str, Any]) -> Account:
    email, known = _email(role), kept.get(role)
    password = known.get("password") if isinstance(known, dict) and known.get("email") == email else None
    user = User.objects.filter(email=email).first()
    if user is None:
        password = password or _new_password()
        user = create_verified_user(
            email=email,
            password=password,
            name=ROLES[role],
            is_staff=role in {"moderator", "admin"},
            is_superuser=role == "admin",
        )
    elif not password:
        password = _new_password()
        user.set_password(password)
        user.save(update_fields=["password"])
    if role == "moderator":
        user.groups.set(Group.objects.filter(name__in=[PlatformRole.MODERATOR, PlatformRole.VERIFIER]))
    return {"email": email, "password": password, **_second_factor(role, user, known if isinstance(known, dict) else {})}


def _second_factor(role: str, user: User, known: Mapping[str, Any]) -> Account:
    if role not in WITH_SECOND_FACTOR:
        return {}
    key = known.get("totp_secret")
    return {"totp_secret": totp_key_of(user) or give_totp(user, key if isinstance(key, str) else "")}


def _new_password() -> str:
    """Return 15 letters and digits in groups, about 74 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))
