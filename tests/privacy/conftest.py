"""People who signed in a moment ago, a storage of their own, and the workers' part done at once."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from pytest_django import Settings

from accounts.factors import has_second_factor
from accounts.models import User
from accounts.services import create_verified_user
from accounts.totp import totp_code
from tests.accounts.conftest import Browser
from tests.factories import PASSWORD, TOTP_SECRET
from tests.work import do_due_work

EXPORTS, DELETION = "/api/v1/me/exports/", "/api/v1/me/deletion/"


@pytest.fixture(autouse=True)
def storage_folder(settings: Settings, tmp_path: Path) -> Path:
    """Where the files go."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path, "base_url": "/media/"},
        },
    }
    return tmp_path


@pytest.fixture
def ada(db: None) -> User:
    """Signs in with PASSWORD."""
    return create_verified_user(email="ada@example.com", password=PASSWORD, name="Ada Lovelace")


@pytest.fixture
def signed_in(db: None) -> Callable[[User], Browser]:
    """`signed_in(ada)` is a browser in which she signed in just now, by a second factor too where she has one."""

    def sign_in(user: User) -> Browser:
        browser = Browser()
        answer = browser.sign_in(user.email)
        if has_second_factor(user):
            answer = browser.give_code(totp_code(TOTP_SECRET))
        assert answer.status_code == 200
        return browser

    return sign_in


@pytest.fixture
def her_browser(ada: User, signed_in: Callable[[User], Browser]) -> Browser:
    """Ada's."""
    return signed_in(ada)


def work() -> None:
    """Do all that waits in the outbox."""
    while do_due_work():
        pass


def content_of(response: Any) -> bytes:
    """Return the whole body of a streamed answer."""

    async def collect() -> bytes:
        return b"".join([piece async for piece in response.streaming_content])

    return async_to_sync(collect)()


def exported(browser: Browser) -> zipfile.ZipFile:
    """Ask for an export, have it made, download it."""
    uid = browser.fetch("POST", EXPORTS).json()["uid"]
    work()
    response = browser.fetch("GET", f"{EXPORTS}{uid}/download/")
    assert response.status_code == 200, response.content
    return zipfile.ZipFile(io.BytesIO(content_of(response)))


def json_of(archive: zipfile.ZipFile, name: str) -> Any:
    """Return one of its JSON files."""
    return json.loads(archive.read(name))


@pytest.fixture
def grace(db: None) -> User:
    """Somebody else."""
    return create_verified_user(email="grace@example.com", password=PASSWORD, name="Grace Hopper")
