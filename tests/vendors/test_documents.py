"""Documents of checks: handed in, shown to few and for minutes, erased."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from common.models import AuditEntry
from common.scanning import TEST_VIRUS, ScannerAway
from config.services import document_storage
from tests.desks import BACKEND, desk_of
from tests.factories import platform_user
from tests.vendors.papers import geotagged, hostile_pdf, locked_pdf, pdf, photo
from vendors import documents
from vendors.document_links import link_to
from vendors.models import CheckDocument, CheckKind, CheckReason, ScanState, Vendor, VerificationCheck
from vendors.services import claim_check, decide_check, submit_check, withdraw_submission
from vendors.services.documents import erase_due_documents, erase_nameless_files, scan_waiting_documents

Api = Callable[[User], APIClient]


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where the documents are."""
    settings.STORAGES = {**settings.STORAGES, "documents": document_storage(f"file://{tmp_path}", tmp_path)}
    return tmp_path


@pytest.fixture
def check(vendor: Vendor, vendor_owner: User) -> VerificationCheck:
    """Submitted, waiting."""
    return submit_check(vendor, by=vendor_owner, kind=CheckKind.ADDRESS, evidence="Rates bill")


@pytest.fixture
def verifier(db: None) -> User:
    """Decides about checks."""
    return platform_user("verifier", email="verifier@example.com")


@pytest.fixture
def document(api: Api, vendor_owner: User, check: VerificationCheck) -> CheckDocument:
    """A picture, handed in."""
    assert send(api(vendor_owner), check, geotagged()).status_code == 201
    return CheckDocument.objects.get()


def url_of(check: VerificationCheck) -> str:
    return f"/api/v1/vendors/crumb-and-co/checks/{check.pk}/documents/"


def send(client: APIClient, check: VerificationCheck, content: bytes, name: str = "scan.jpg") -> Any:
    file = SimpleUploadedFile(name, content, "image/jpeg")
    return client.post(url_of(check), {"file": file}, format="multipart")


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def code_of(response: Any) -> str:
    body = response.json()
    return str(body["errors"][0]["code"] if body.get("errors") else body["code"])


# --- Handing in -------------------------------------------------------------------------------------------------------


def test_a_clean_copy_and_a_salted_hash_are_kept(api: Api, vendor_owner: User, check: VerificationCheck, folder: Path) -> None:
    answer = send(api(vendor_owner), check, geotagged(), "../../etc/passwd.php").json()
    assert (answer["kind"], answer["scan"], answer["pages"], answer["erased_at"]) == ("jpeg", "clean", 1, None)
    document = CheckDocument.objects.get()
    (path,) = files(folder)
    assert b"CANARYCAM" not in path.read_bytes()
    assert path.suffix == ".jpg"
    assert "passwd" not in str(path)
    assert bytes(document.digest) == hashlib.sha256(bytes(document.salt) + geotagged()).digest()


def test_files_are_their_owners_alone(document: CheckDocument, folder: Path) -> None:
    (path,) = files(folder)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    with pytest.raises(ValueError, match="no address"):
        documents.storage().url(document.name)


BAD_FILES = {
    "unknown_kind": b"GIF89a",
    "two_kinds": pdf() + b"<script>",
    "encrypted": locked_pdf(),
    "infected": photo() + TEST_VIRUS,
}


@pytest.mark.parametrize("code", BAD_FILES)
def test_what_is_no_document_leaves_nothing(
    api: Api, vendor_owner: User, check: VerificationCheck, folder: Path, code: str
) -> None:
    response = send(api(vendor_owner), check, BAD_FILES[code])
    assert (response.status_code, code_of(response)) == (400, code)
    assert not files(folder)
    assert not CheckDocument.objects.exists()


def test_r24_ten_megabytes_at_most(api: Api, vendor_owner: User, check: VerificationCheck) -> None:
    assert code_of(send(api(vendor_owner), check, b"%PDF-" + bytes(documents.MAX_BYTES))) == "too_large"


def test_a_pdf_comes_clean(api: Api, vendor_owner: User, check: VerificationCheck, folder: Path) -> None:
    assert send(api(vendor_owner), check, hostile_pdf()).json()["kind"] == "pdf"
    (path,) = files(folder)
    assert b"JavaScript" not in path.read_bytes()


def test_eight_for_a_check(api: Api, vendor_owner: User, check: VerificationCheck, document: CheckDocument, folder: Path) -> None:
    facts = {"kind": "pdf", "size": 1, "pages": 1, "salt": bytes(16), "digest": bytes(32), "uploaded_by": vendor_owner}
    CheckDocument.objects.bulk_create(
        CheckDocument(verification_check=check, position=place, name=f"x{place}", **facts) for place in range(2, 9)
    )
    response = send(api(vendor_owner), check, photo())
    assert (response.status_code, code_of(response)) == (409, "too_many_documents")
    assert len(files(folder)) == 1


def test_one_that_breaks_its_process_is_refused(
    api: Api, vendor_owner: User, check: VerificationCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "CLEANING_SECONDS", 0.001)
    assert code_of(send(api(vendor_owner), check, photo())) == "too_complex"


def test_nothing_is_added_or_removed_once_somebody_looks(
    api: Api, vendor_owner: User, check: VerificationCheck, document: CheckDocument, verifier: User
) -> None:
    claim_check(check, by=verifier)
    assert code_of(send(api(vendor_owner), check, photo())) == "check_not_waiting"
    assert code_of(api(vendor_owner).delete(f"{url_of(check)}{document.pk}/")) == "check_not_waiting"


def test_a_document_is_taken_away(
    api: Api, vendor_owner: User, check: VerificationCheck, document: CheckDocument, folder: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert api(vendor_owner).delete(f"{url_of(check)}{document.pk}/").status_code == 204
    assert not files(folder)
    assert not CheckDocument.objects.exists()


def test_r46_a_row_that_fails_leaves_no_file(
    vendor_owner: User, check: VerificationCheck, api: Api, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "salted", lambda _: (b"short", b"short"))
    with pytest.raises(IntegrityError), transaction.atomic():
        send(api(vendor_owner), check, photo())
    assert not files(folder)


def test_staff_strangers_and_nobody(
    api: Api, anonymous: APIClient, vendor_staff: User, stranger: User, check: VerificationCheck
) -> None:
    assert send(anonymous, check, photo()).status_code == 401
    assert send(api(vendor_staff), check, photo()).status_code == 403
    assert send(api(stranger), check, photo()).status_code == 404


def test_the_list_names_the_documents(
    api: Api, vendor_owner: User, check: VerificationCheck, document: CheckDocument, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(7):
        (listed, *_) = api(vendor_owner).get("/api/v1/vendors/crumb-and-co/checks/").json()["results"]
    assert [one["id"] for one in listed["documents"]] == [document.pk]


# --- Showing ----------------------------------------------------------------------------------------------------------


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_a_link_opens_the_document_for_its_viewer_and_leaves_a_trace(
    api: Api, vendor_owner: User, check: VerificationCheck, document: CheckDocument
) -> None:
    answer = api(vendor_owner).get(f"{url_of(check)}{document.pk}/").json()
    shown: Any = browser_of(vendor_owner).get(answer["url"])
    assert shown.status_code == 200
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8\xff")
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Content-Disposition"] == 'attachment; filename="crumb-and-co-address-1.jpg"'
    assert shown["Cache-Control"] == "private, no-store"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown["Content-Security-Policy"]
    assert "default-src 'none'" in shown["Content-Security-Policy"]
    entry = AuditEntry.objects.get(action="view_document")
    assert (entry.actor, entry.object_id, entry.changes["check"]) == (vendor_owner, str(document.pk), check.pk)


def test_a_page_of_a_pdf_is_shown_as_a_picture(api: Api, vendor_owner: User, check: VerificationCheck) -> None:
    assert send(api(vendor_owner), check, pdf(2)).json()["pages"] == 2
    path, _ = link_to(CheckDocument.objects.get(), vendor_owner)
    browser = browser_of(vendor_owner)
    shown: Any = browser.get(f"{path}?page=2")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8\xff")
    assert AuditEntry.objects.get(action="view_document").changes["page"] == 2
    for bad in ("0", "3", "x", "-1", "99999"):
        assert browser.get(f"{path}?page={bad}").status_code == 404


def test_a_verifier_sees_it_with_the_second_factor(document: CheckDocument, verifier: User) -> None:
    path, _ = link_to(document, verifier)
    shown: Any = desk_of(verifier).get(path)
    assert shown.status_code == 200
    assert b"".join(shown.streaming_content)
    assert desk_of(verifier, second_factor=False).get(path).status_code == 404


def test_a_link_is_its_viewers_alone(document: CheckDocument, vendor_owner: User, verifier: User, client: Client) -> None:
    path, _ = link_to(document, vendor_owner)
    assert desk_of(verifier).get(path).status_code == 404
    assert client.get(path).status_code == 404
    assert not AuditEntry.objects.filter(action="view_document").exists()


def test_a_link_ends_after_five_minutes(document: CheckDocument, vendor_owner: User) -> None:
    path, expires_at = link_to(document, vendor_owner)
    browser = browser_of(vendor_owner)
    assert expires_at - timezone.now() <= timedelta(minutes=5)
    with time_machine.travel(expires_at + timedelta(seconds=2)):
        assert browser.get(path).status_code == 404


def test_a_link_that_is_made_up_opens_nothing(document: CheckDocument, vendor_owner: User) -> None:
    path, _ = link_to(document, vendor_owner)
    forged = signing.dumps({"document": document.pk, "viewer": vendor_owner.pk}, salt="another")
    altered = path[:-1] + ("B" if path.endswith("A") else "A")
    for bad in (altered, f"/documents/{forged}", "/documents/x"):
        assert browser_of(vendor_owner).get(bad).status_code == 404


def test_a_lost_role_counts_at_once(document: CheckDocument, vendor: Vendor, vendor_owner: User, verifier: User) -> None:
    own, _ = link_to(document, vendor_owner)
    other, _ = link_to(document, verifier)
    vendor.memberships.filter(user=vendor_owner).delete()
    vendor.memberships.create(user=verifier, role="staff")
    assert browser_of(vendor_owner).get(own).status_code == 404
    assert desk_of(verifier).get(other).status_code == 404


@pytest.mark.parametrize("role", ["support", "moderator"])
def test_others_of_the_platform_see_nothing(document: CheckDocument, role: str) -> None:
    other = platform_user(role)
    path, _ = link_to(document, other)
    assert desk_of(other).get(path).status_code == 404


# --- Viruses ----------------------------------------------------------------------------------------------------------


def away(content: bytes) -> str:
    raise ScannerAway


def test_what_nobody_has_looked_at_is_never_shown(
    api: Api, vendor_owner: User, check: VerificationCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "scan", away)
    assert send(api(vendor_owner), check, photo()).json()["scan"] == "waiting"
    document = CheckDocument.objects.get()
    assert api(vendor_owner).get(f"{url_of(check)}{document.pk}/").status_code == 404
    assert browser_of(vendor_owner).get(link_to(document, vendor_owner)[0]).status_code == 404
    assert scan_waiting_documents() == 0
    monkeypatch.undo()
    assert scan_waiting_documents() == 1
    document.refresh_from_db()
    assert document.scan == ScanState.CLEAN


def test_a_virus_found_later_is_erased(document: CheckDocument, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    CheckDocument.objects.update(scan=ScanState.WAITING)
    monkeypatch.setattr(documents, "scan", lambda _: "Late-Signature")
    assert scan_waiting_documents() == 1
    document.refresh_from_db()
    assert (document.scan, document.name, document.erased_at is not None) == ("infected", "", True)
    assert not files(folder)


# --- Erasing ----------------------------------------------------------------------------------------------------------


def test_a_file_goes_some_time_after_the_decision_and_its_hash_stays(
    check: VerificationCheck, document: CheckDocument, verifier: User, folder: Path, settings: Settings
) -> None:
    decide_check(check, approve=False, by=verifier, reason_code=CheckReason.UNREADABLE)
    assert erase_due_documents() == 0
    with time_machine.travel(timezone.now() + settings.DOCUMENT_RETENTION + timedelta(hours=1)):
        assert [erase_due_documents(), erase_due_documents()] == [1, 0]
    erased = CheckDocument.objects.get()
    assert (erased.name, bytes(erased.digest)) == ("", bytes(document.digest))
    assert erased.erased_at is not None
    assert not files(folder)


def test_what_waits_is_kept_however_old(document: CheckDocument, folder: Path) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=900)):
        assert erase_due_documents() == 0
    assert files(folder)


def test_what_is_taken_back_is_erased_at_once(
    check: VerificationCheck, document: CheckDocument, vendor_owner: User, folder: Path
) -> None:
    withdraw_submission(check, by=vendor_owner)
    assert erase_due_documents() == 1
    assert not files(folder)


def test_a_file_that_is_gone_already_does_not_stop_it(
    check: VerificationCheck, document: CheckDocument, vendor_owner: User, folder: Path
) -> None:
    withdraw_submission(check, by=vendor_owner)
    files(folder)[0].unlink()
    assert erase_due_documents() == 1


# --- The database -----------------------------------------------------------------------------------------------------

FACTS = {"kind": "pdf", "size": 1, "pages": 1, "salt": bytes(16), "digest": bytes(32), "name": "checks/x", "position": 2}
BAD: dict[str, dict[str, Any]] = {
    "check_document_place": {"position": 1},
    "check_document_count": {"position": 9},
    "check_document_kind_known": {"kind": "exe"},
    "check_document_scan_known": {"scan": "fine"},
    "check_document_size": {"size": 0},
    "check_document_hash_whole": {"salt": b"x"},
    "check_document_erased_whole": {"name": ""},
    "check_document_infected_is_gone": {"scan": "infected"},
}


@pytest.mark.parametrize("name", BAD)
def test_the_database_refuses(document: CheckDocument, check: VerificationCheck, vendor_owner: User, name: str) -> None:
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        CheckDocument.objects.create(verification_check=check, uploaded_by=vendor_owner, **(FACTS | BAD[name]))


def test_the_database_refuses_another_content(document: CheckDocument, vendor: Vendor) -> None:
    rows = CheckDocument.objects.filter(pk=document.pk)
    for change in ({"digest": bytes(32)}, {"salt": bytes(16)}, {"name": "checks/other"}, {"size": 9}):
        with pytest.raises(DatabaseError, match="another content"), transaction.atomic():
            rows.update(**change)
    rows.update(name="", erased_at=timezone.now())
    with pytest.raises(DatabaseError, match="another content"), transaction.atomic():
        rows.update(name="checks/back", erased_at=None)


def test_the_database_refuses_a_document_once_somebody_looks(
    document: CheckDocument, check: VerificationCheck, vendor_owner: User, verifier: User
) -> None:
    claim_check(check, by=verifier)
    with pytest.raises(DatabaseError, match="does not wait any more"), transaction.atomic():
        CheckDocument.objects.create(verification_check=check, uploaded_by=vendor_owner, **FACTS)
    with pytest.raises(DatabaseError, match="does not wait any more"), transaction.atomic():
        document.delete()


def test_a_file_that_is_lost_holds_no_other_up(
    api: Api, vendor_owner: User, check: VerificationCheck, document: CheckDocument
) -> None:
    send(api(vendor_owner), check, photo())
    CheckDocument.objects.update(scan=ScanState.WAITING)
    documents.storage().delete(document.name)
    assert scan_waiting_documents() == 1
    assert list(CheckDocument.objects.order_by("position").values_list("scan", flat=True)) == ["waiting", "clean"]


def test_a_file_that_no_row_names_is_erased_after_an_hour(document: CheckDocument, folder: Path) -> None:
    (named,) = files(folder)
    documents.storage().save("checks/nameless.pdf", ContentFile(pdf()))
    assert erase_nameless_files() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1)):
        assert [erase_nameless_files(), erase_nameless_files()] == [1, 0]
    assert files(folder) == [named]


def test_without_a_folder_there_is_nothing_to_erase(db: None, folder: Path) -> None:
    assert erase_nameless_files() == 0


def test_r24_pictures_of_pages_are_counted(api: Api, vendor_owner: User, check: VerificationCheck, settings: Settings) -> None:
    rates = {**settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "page_picture": "1/min"}
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}
    send(api(vendor_owner), check, pdf())
    url = link_to(CheckDocument.objects.get(), vendor_owner)[0]
    browser = browser_of(vendor_owner)
    assert browser.get(f"{url}?page=1").status_code == 200
    refused = browser.get(f"{url}?page=1")
    assert (refused.status_code, int(refused["Retry-After"]) > 0) == (429, True)
    whole = browser.get(url)
    assert whole.status_code == 200
    whole.close()
