"""Secrets at rest."""

import io

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.encryption import Unreadable, decrypt, encrypt, hash_code, is_code
from accounts.models import User
from accounts.totp import totp_key_of
from tests.factories import TOTP_SECRET

NEW = "another-secret-key-for-this-test-0123456789-0123456789"


def test_it_comes_back_and_looks_different_each_time() -> None:
    first, second = encrypt("key"), encrypt("key")
    assert (decrypt(first), decrypt(second)) == ("key", "key")
    assert first != second


def test_a_changed_byte_is_noticed() -> None:
    encrypted = encrypt("key")
    with pytest.raises(Unreadable):
        decrypt(encrypted[:-4] + "AAA=")


def test_an_old_secret_key_still_reads_and_no_longer_writes(settings: Settings) -> None:
    old = settings.SECRET_KEY
    before = encrypt("key")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [old]
    assert decrypt(before) == "key"
    after = encrypt("key")
    settings.SECRET_KEY_FALLBACKS = []
    assert decrypt(after) == "key"
    with pytest.raises(Unreadable):
        decrypt(before)


def test_the_command_lets_the_old_key_go(guarded: User, settings: Settings) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [settings.SECRET_KEY]
    told = io.StringIO()
    call_command("reencrypt_factors", stdout=told)
    settings.SECRET_KEY_FALLBACKS = []
    assert totp_key_of(guarded) == TOTP_SECRET
    assert told.getvalue().startswith("1 keys")


def test_the_command_says_what_it_cannot_read(guarded: User) -> None:
    Authenticator.objects.update(data={"secret": "gone"})
    with pytest.raises(CommandError, match="1 cannot be read"):
        call_command("reencrypt_factors", stdout=io.StringIO())


def test_a_codes_hash_is_bound_and_keyed(settings: Settings) -> None:
    hashed = hash_code("123456", bound_to="1/verify")
    assert is_code("123456", hashed, bound_to="1/verify")
    assert not is_code("123457", hashed, bound_to="1/verify")
    assert not is_code("123456", hashed, bound_to="2/verify")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [settings.SECRET_KEY]
    assert is_code("123456", hashed, bound_to="1/verify")
    settings.SECRET_KEY_FALLBACKS = []
    assert not is_code("123456", hashed, bound_to="1/verify")
