"""Made-up facts for the letters about accounts."""

from accounts.models import User
from common.letters.registry import known_kinds
from common.letters.samples import SOME_TIME, Facts, Filling, add_sample


def facts(fill: Filling) -> Facts:
    """Return all that allauth and we hand to any of them."""
    email = "a" * 242 + "@example.com" if fill.is_longest else "ada@example.com"
    return {
        "email": email,
        "old_email": email,
        "new_email": email,
        "code": "FRTM-HFFH",
        "stop_url": "https://trusttrack.example/email-change/stop/" + "k" * 43,
        "password_reset_url": "https://trusttrack.example/reset-password/" + "k" * 60,
        "signup_url": "https://trusttrack.example/sign-up",
        "timestamp": SOME_TIME,
        "ip": "2001:db8:85a3:8d3:1319:8a2e:370:7348" if fill.is_longest else "192.0.2.7",
        "user": User(email="a@example.com"),
    }


for kind in known_kinds():
    if "/" in kind:
        add_sample(kind, "", facts)
