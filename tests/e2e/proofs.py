"""What a person proves themselves with: an authenticator app, a passkey, the newest mail."""

import base64
import hmac
import re
import struct
import time
from typing import Any

from playwright.sync_api import Page

from notifications.models import InboxMail, InboxSms

STEP_SECONDS = 30


class AuthenticatorApp:
    """Makes six digits (RFC 6238), each time others: a server takes none twice."""

    def __init__(self, key: str) -> None:
        self.key = base64.b32decode(key.replace(" ", ""))
        self.last = 0

    def code(self) -> str:
        """Return the code of this half minute; where that was shown already, wait for what a server's tolerance allows."""
        while (step := max(int(time.time()) // STEP_SECONDS, self.last + 1)) > int(time.time()) // STEP_SECONDS + 1:
            time.sleep(1)
        self.last = step
        digest = hmac.digest(self.key, struct.pack(">Q", step), "sha1")
        start = digest[-1] & 0x0F
        number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFF_FFFF
        return f"{number % 1_000_000:06}"


class Passkeys:
    """Chromium's virtual authenticator in one page: a phone's fingerprint reader, or a security key in its port."""

    def __init__(self, page: Page, *, is_key: bool = False) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "usb" if is_key else "internal",
            "hasResidentKey": not is_key,
            "hasUserVerification": not is_key,
            "isUserVerified": not is_key,
        }
        self.id = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def is_at_hand(self, yes: bool) -> None:
        """Let the finger rest on the reader, or not."""
        self.session.send("WebAuthn.setAutomaticPresenceSimulation", {"authenticatorId": self.id, "enabled": yes})

    def kept(self) -> list[dict[str, Any]]:
        """Return the credentials in it."""
        found: list[dict[str, Any]] = self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"]
        return found


def mailed_code(to: str) -> str:
    """Return the code in the newest mail to `to` that has one, waiting for it: a worker's mails come in between."""
    for _ in range(50):
        for mail in InboxMail.objects.filter(to=to).order_by("-pk")[:3]:
            if found := re.search(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4}|[0-9]{6})\s*$", mail.text, re.MULTILINE):
                return found[1]
        time.sleep(0.2)
    raise AssertionError(f"no code was mailed to {to}")


def texted_code(to: str) -> str:
    """Return the code in the newest SMS to `to` (E.164), waiting for it."""
    for _ in range(50):
        newest = InboxSms.objects.filter(to=to).order_by("-pk").first()
        found = re.match(r"[0-9]{6}\b", newest.text if newest else "")
        if found:
            return found[0]
        time.sleep(0.2)
    raise AssertionError(f"no code was texted to {to}")


def mailed_link(to: str, beginning: str) -> str:
    """Return the path of the newest mailed link that begins so, waiting for it."""
    for _ in range(100):
        for mail in InboxMail.objects.filter(to=to).order_by("-pk"):
            if found := re.search(rf"https?://[^/\s]+({re.escape(beginning)}\S+)", mail.text):
                return found[1]
        time.sleep(0.2)
    raise AssertionError(f"no link to {beginning} was mailed to {to}")
