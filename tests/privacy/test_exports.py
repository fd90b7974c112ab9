"""/api/v1/me/exports/: asking, following, downloading."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import SecurityEvent, SecurityEventKind, User
from privacy.models import Export, ExportState
from privacy.services import ask_for_export
from tests.accounts.conftest import Browser
from tests.privacy.conftest import EXPORTS, content_of, work
from tests.threads import at_once


def ask(browser: Browser, **headers: str) -> Any:
    return browser.fetch("POST", EXPORTS, None, **headers)


def kinds(user: User) -> list[str]:
    return list(SecurityEvent.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def test_it_is_made_in_the_background_and_then_downloaded(her_browser: Browser, ada: User) -> None:
    asked = ask(her_browser)
    assert asked.status_code == 202
    assert (asked.json()["state"], asked.json()["download_url"]) == ("pending", None)
    work()
    (row,) = her_browser.fetch("GET", EXPORTS).json()["results"]
    assert row["state"] == "ready"
    response = her_browser.fetch("GET", row["download_url"])
    body = content_of(response)
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/zip", "no-store")
    assert response["Content-Disposition"].startswith('attachment; filename="trusttrack-my-data-')
    assert len(body) == row["size"] == int(response["Content-Length"])
    assert {SecurityEventKind.EXPORT_ASKED, SecurityEventKind.EXPORT_DOWNLOADED} <= set(kinds(ada))


def test_a_mail_links_to_the_page_and_not_to_the_file(her_browser: Browser) -> None:
    uid = ask(her_browser).json()["uid"]
    work()
    (told,) = [one for one in mail.outbox if one.subject == "Your data is ready to download"]
    assert "/account/privacy" in str(told.body)
    assert uid not in str(told.message())
    assert Export.objects.get().file_key not in str(told.message())


def test_one_at_a_time(her_browser: Browser) -> None:
    ask(her_browser)
    refused = ask(her_browser)
    assert (refused.status_code, refused.json()["code"]) == (409, "export_under_way")


def test_the_same_key_asks_once(her_browser: Browser) -> None:
    first = ask(her_browser, **{"Idempotency-Key": "a"})
    again = ask(her_browser, **{"Idempotency-Key": "a"})
    assert (again.status_code, again.json()) == (202, first.json())


def test_three_a_day(her_browser: Browser) -> None:
    for _ in range(3):
        assert ask(her_browser).status_code == 202
        work()
    refused = ask(her_browser)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_exports")
    assert 86_000 < int(refused["Retry-After"]) <= 86_400


def test_a_failed_one_counts_for_nothing(her_browser: Browser, ada: User) -> None:
    Export.objects.bulk_create(Export(user=ada, state=ExportState.FAILED) for _ in range(3))
    assert ask(her_browser).status_code == 202


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_anonymous(anonymous: APIClient, db: None, method: str) -> None:
    assert anonymous.generic(method, EXPORTS).status_code == 401
    assert anonymous.get(f"{EXPORTS}x/download/").status_code == 401


def test_after_some_minutes_it_asks_again_who_it_is(her_browser: Browser) -> None:
    uid = ask(her_browser).json()["uid"]
    work()
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        for refused in (ask(her_browser), her_browser.fetch("GET", f"{EXPORTS}{uid}/download/")):
            assert (refused.status_code, refused.json()["code"]) == (401, "reauthentication_required")
        assert her_browser.fetch("GET", EXPORTS).status_code == 200


def test_somebody_elses_is_a_404(her_browser: Browser, signed_in: Callable[[User], Browser], grace: User) -> None:
    uid = ask(her_browser).json()["uid"]
    work()
    other = signed_in(grace)
    assert other.fetch("GET", f"{EXPORTS}{uid}/download/").status_code == 404
    assert other.fetch("GET", EXPORTS).json()["results"] == []
    assert SecurityEventKind.EXPORT_DOWNLOADED not in kinds(grace)


def test_nothing_to_download_before_it_is_ready_and_after_it_expired(her_browser: Browser) -> None:
    uid = ask(her_browser).json()["uid"]
    early = her_browser.fetch("GET", f"{EXPORTS}{uid}/download/")
    assert (early.status_code, early.json()["code"]) == (409, "export_not_ready")
    work()
    Export.objects.update(expires_at=timezone.now())
    assert her_browser.fetch("GET", f"{EXPORTS}{uid}/download/").status_code == 409


def test_a_file_that_the_storage_lost_is_a_refusal(her_browser: Browser, storage_folder: Path) -> None:
    uid = ask(her_browser).json()["uid"]
    work()
    (storage_folder / Export.objects.get().file_name).unlink()
    assert her_browser.fetch("GET", f"{EXPORTS}{uid}/download/").json()["code"] == "export_not_ready"


@pytest.mark.django_db(transaction=True)
def test_of_two_asked_for_at_once_one_is_made(ada: User) -> None:
    def ask_in_service() -> Export:
        return ask_for_export(ada, request=RequestFactory().post("/"))

    answers = at_once(ask_in_service, ask_in_service)
    assert sorted(type(one).__name__ for one in answers) == ["Export", "ExportUnderWay"]


def test_the_list_is_one_query_however_long(her_browser: Browser, ada: User, django_assert_num_queries: Any, api: Any) -> None:
    Export.objects.bulk_create(Export(user=ada, state=ExportState.FAILED) for _ in range(30))
    with django_assert_num_queries(1):
        assert len(api(ada).get(EXPORTS).json()["results"]) == 20


@pytest.mark.parametrize("way", ["{name}", "covers/../{name}", "./{name}", "covers/%2e%2e/{name}", "covers/..%2f{name}"])
def test_the_media_path_serves_no_export(her_browser: Browser, client: Client, storage_folder: Path, way: str) -> None:
    ask(her_browser)
    work()
    export = Export.objects.get()
    assert (storage_folder / export.file_name).exists()
    assert client.get("/media/" + way.format(name=export.file_name)).status_code in {400, 404}


def test_the_database_refuses_a_second_pending_one(ada: User) -> None:
    Export.objects.create(user=ada)
    with pytest.raises(IntegrityError, match="export_one_at_a_time"), transaction.atomic():
        Export.objects.create(user=ada)


def test_the_database_refuses_a_ready_one_without_times(ada: User) -> None:
    with pytest.raises(IntegrityError, match="export_ready_has_times"), transaction.atomic():
        Export.objects.create(user=ada, state=ExportState.READY)
