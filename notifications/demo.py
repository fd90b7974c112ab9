"""The demo's accounts, for the page that helps a person to sign in as one of them (MODE=local only)."""

import json
import time
from pathlib import Path
from typing import Any, NamedTuple

from allauth.mfa import app_settings
from django.conf import settings

from accounts.totp import totp_code


class DemoCode(NamedTuple):
    """What the authenticator app of a demo account shows now."""

    role: str
    email: str
    code: str


def demo_file() -> Path:
    """Return where the demo's accounts are kept, for this machine's user alone."""
    return Path(settings.BASE_DIR) / ".local" / "demo.json"


def read_demo_file() -> dict[str, Any]:
    """Return what the file holds; nothing where there is none that can be read."""
    try:
        found = json.loads(demo_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def demo_codes() -> list[DemoCode]:
    """Return the codes of the demo accounts that have a second factor."""
    accounts = read_demo_file().get("accounts", {})
    return [
        DemoCode(role, account["email"], totp_code(account["totp_secret"]))
        for role, account in accounts.items()
        if account.get("totp_secret")
    ]


def seconds_left() -> int:
    """Return for how long the codes stay."""
    period: int = app_settings.TOTP_PERIOD
    return period - int(time.time()) % period
