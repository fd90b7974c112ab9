"""Recovery codes as salted hashes, each of which works once.

allauth keeps one seed, from which whoever has database and key makes all codes. Here a code exists in the clear for one answer
only: the one that shows it. A set is made at the moment when it is shown, not when it is asked for, so that allauth's flows
(a set comes with the first factor, is shown once, is made anew on demand) need not carry codes from one request to another.
"""

import secrets
import time
from typing import Any

from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import transaction

from accounts.models import SecurityEventKind, User
from accounts.security import record_security_event

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: 5 bits each, no i, l, o, u
LENGTH = 12
PREFIX = 2  # kept in the clear: it says which hash to check, so that a guess costs one hash and not ten; 50 bits stay secret
GROUP = 4
#: A password's hash for what is no password: 50 random bits at 100,000 rounds are centuries for one code on one fast machine, and
#: ten codes are made in a third of a second.
HASHER = PBKDF2PasswordHasher()
ITERATIONS = 100_000


class HashedRecoveryCodes(RecoveryCodes):
    """allauth's RecoveryCodes with another memory: `data["codes"]` holds a prefix, a hash and whether it was used."""

    instance: Authenticator

    @classmethod
    def activate(cls, user: User) -> "HashedRecoveryCodes":
        """Return the set of `user`; where there is none, an empty one that is filled when it is first shown."""
        instance, _ = Authenticator.objects.get_or_create(
            user=user, type=Authenticator.Type.RECOVERY_CODES, defaults={"data": {"codes": []}}
        )
        return cls(instance)

    def mark_as_viewed(self) -> None:
        """Make the codes, keep their hashes, and have them in the clear on this very object; a set is shown once."""
        codes = _new_codes(app_settings.RECOVERY_CODE_COUNT)
        kept = [_kept(code) for code in codes]  # takes its time, so nobody waits for a lock meanwhile
        with transaction.atomic():
            locked = _locked(self.instance)
            if not locked.data.get("viewed_at"):
                locked.data = {"codes": kept, "viewed_at": time.time()}
                locked.save(update_fields=["data"])
                self.instance._shown_codes = codes
                record_security_event(
                    SecurityEventKind.RECOVERY_CODES_MADE, user=locked.user, request=context.request, number=len(codes)
                )
        self.instance.data = locked.data

    def generate_codes(self) -> list[str]:
        """Return as many entries as the set has codes (allauth counts them)."""
        return [_masked(kept) for kept in self._kept_codes()]

    def get_unused_codes(self) -> list[str]:
        """Return the codes in the answer that shows them, else what is left of each: its prefix."""
        shown: list[str] | None = getattr(self.instance, "_shown_codes", None)
        return shown or [_masked(kept) for kept in self._kept_codes() if not kept["used_at"]]

    @transaction.atomic
    def validate_code(self, code: str) -> bool:
        """Use up `code`; of any number of calls with one code, one succeeds."""
        locked = _locked(self.instance)
        plain = _normalized(code)
        for kept in locked.data.get("codes", []):
            if not kept["used_at"] and kept["prefix"] == plain[:PREFIX] and HASHER.verify(plain, kept["hash"]):
                kept["used_at"] = time.time()
                locked.save(update_fields=["data"])
                self.instance.data = locked.data
                return True
        return False

    def _kept_codes(self) -> list[dict[str, Any]]:
        codes: list[dict[str, Any]] = self.instance.data.get("codes", [])
        return codes


def _locked(instance: Authenticator) -> Authenticator:
    return Authenticator.objects.select_for_update(of=("self",)).select_related("user").get(pk=instance.pk)


def _new_codes(number: int) -> list[str]:
    """Return codes whose prefixes differ from each other."""
    codes: dict[str, str] = {}
    while len(codes) < number:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        codes.setdefault(code[:PREFIX], _grouped(code))
    return list(codes.values())


def _kept(code: str) -> dict[str, Any]:
    plain = _normalized(code)
    return {"prefix": plain[:PREFIX], "hash": HASHER.encode(plain, HASHER.salt(), ITERATIONS), "used_at": None}


def _normalized(code: str) -> str:
    return str(normalize_user_code(code)).translate(str.maketrans("ilo", "110"))


def _masked(kept: dict[str, Any]) -> str:
    return _grouped(kept["prefix"] + "•" * (LENGTH - PREFIX))


def _grouped(code: str) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
