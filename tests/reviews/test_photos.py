"""Photos: nothing hostile kept, private until published, gone when their review is."""

import hashlib
import io
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from ledger.models import Entry
from orders.models import Order
from reviews.editing import edit_review, withdraw_review
from reviews.models import ModerationGround, Review, ReviewPhoto, VersionPhoto
from reviews.moderation import hide_review, restore_review
from reviews.photos import prune_photos, upload_photo
from reviews.redacting import put_words_back, redact_review
from reviews.services import submit_review
from tests.ledger.owner import rewriting
from tests.reviews.test_log import said
from tests.stories import completed_order
from tests.threads import at_once
from vendors.models import Item
from vendors.services.pictures import KINDS

Api = Callable[[User], APIClient]
URL = "/api/v1/reviews/photos/"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A place of its own for what is stored."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path, "base_url": "/media/"}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    return tmp_path


def picture(kind: str = "JPEG", size: tuple[int, int] = (2000, 1000), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return out.getvalue()


def uploaded(by: User, content: bytes | None = None) -> ReviewPhoto:
    return upload_photo(by=by, upload=SimpleUploadedFile("me.jpg", content or picture(size=(60, 40)), "image/jpeg"))


def fetch(photo: ReviewPhoto, user: User | None = None, size: str = "small", kind: str = "webp", **headers: Any) -> int:
    client = Client()
    if user:
        client.force_login(user)
    answer = client.get(f"/review-photos/{photo.uid}/{size}.{kind}", **headers)
    list(answer)  # read to its end, the file is closed
    return answer.status_code


def stored(photo: ReviewPhoto, size: str, kind: str = "webp") -> bytes:
    with default_storage.open(photo.file_name(size, kind)) as file:
        content: bytes = file.read()
    return content


def files(folder: Path) -> int:
    """Return how many sizes are stored, each of which is there in both kinds."""
    names = Counter(path.with_suffix("") for path in folder.rglob("*.*") if path.is_file())
    assert set(names.values()) <= {len(KINDS)}
    return len(names)


@pytest.fixture
def shown(order: Order, customer: User) -> Review:
    """A review with a photo."""
    return submit_review(order=order, by=customer, rating=5, body="Look.", photos=[uploaded(customer).uid])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_drawn_anew_in_three_sizes(api: Api, customer: User, kind: str) -> None:
    content = picture(kind)
    answer = api(customer).post(URL, {"photo": SimpleUploadedFile("a.bin", content)}, format="multipart")
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["width"], told["height"], told["sha256"]) == (1600, 800, hashlib.sha256(content).hexdigest())
    photo = ReviewPhoto.objects.get(uid=told["uid"])
    for size, width in {"small": 320, "medium": 800, "large": 1600}.items():
        for form in ("webp", "avif"):
            with Image.open(io.BytesIO(stored(photo, size, form))) as kept:
                assert (kept.format, kept.width, dict(kept.getexif())) == (form.upper(), width, {})
    assert told["avif"]["small"].endswith(f"/review-photos/{photo.uid}/small.avif")


def test_a_photo_of_before_is_shown_and_drawn_as_avif_on_demand(api: Api, customer: User, shown: Review, folder: Path) -> None:
    photo = ReviewPhoto.objects.get()
    for old in folder.rglob("*.avif"):
        old.unlink()
    ReviewPhoto.objects.update(has_avif=False)
    (told,) = api(customer).get(f"/api/v1/orders/{shown.order.uid}/review/").json()["review"]["photos"]
    assert (told["avif"], fetch(photo), fetch(photo, kind="avif")) == (None, 200, 404)
    out = io.StringIO()
    call_command("draw_pictures", stdout=out)
    assert (out.getvalue(), files(folder), fetch(photo, kind="avif")) == ("0 covers, 1 photos\n", 3, 200)


def test_r24_the_place_in_a_photo_is_not_kept(customer: User) -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (51.0, 22.0, 0.0)}
    photo = uploaded(customer, picture(exif=exif, comment=b"<script>"))
    for size, kind in product(("small", "medium", "large"), KINDS):
        content = stored(photo, size, kind)
        assert b"<script>" not in content
        with Image.open(io.BytesIO(content)) as kept:
            assert not kept.getexif()


@pytest.mark.parametrize("content", [b"", b"no picture", picture()[:200], b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_r24_what_is_no_picture_is_refused(api: Api, customer: User, content: bytes) -> None:
    answer = api(customer).post(URL, {"photo": SimpleUploadedFile("a.jpg", content, "image/jpeg")}, format="multipart")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/photo")
    assert not ReviewPhoto.objects.exists()


def test_six_wait_and_no_more(api: Api, customer: User, stranger: User) -> None:
    for _ in range(6):
        uploaded(customer)
    answer = api(customer).post(URL, {"photo": SimpleUploadedFile("a.jpg", picture(size=(9, 9)))}, format="multipart")
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_photos")
    uploaded(stranger)


def test_private_until_published(customer: User, stranger: User, moderator: User, order: Order) -> None:
    photo = uploaded(customer)
    assert [fetch(photo, user) for user in (None, stranger, moderator, customer)] == [404, 404, 404, 200]
    submit_review(order=order, by=customer, rating=5, body="Look.", photos=[photo.uid])
    assert [fetch(photo, user) for user in (None, stranger, customer)] == [200, 200, 200]
    assert [fetch(photo, size="original"), fetch(photo, kind="html"), fetch(photo, kind="avif")] == [404, 404, 200]


def test_it_is_asked_for_again_each_time(shown: Review, client: Client) -> None:
    photo = ReviewPhoto.objects.get()
    answer = client.get(f"/review-photos/{photo.uid}/small.webp")
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Content-Type"] == "image/webp"
    list(answer)
    assert fetch(photo, headers={"If-None-Match": answer["ETag"]}) == 304


def test_the_folder_is_not_served_by_name(shown: Review, client: Client) -> None:
    assert client.get(f"/media/{ReviewPhoto.objects.get().file_name('small')}").status_code == 404


def test_of_a_hidden_review_it_cannot_be_fetched_and_comes_back(
    shown: Review, customer: User, moderator: User, stranger: User
) -> None:
    photo = ReviewPhoto.objects.get()
    hide_review(shown, by=moderator, ground=ModerationGround.ABUSIVE)
    assert [fetch(photo, user) for user in (None, stranger, customer, moderator)] == [404, 404, 200, 200]
    restore_review(shown, by=moderator, ground=ModerationGround.MISTAKE)
    assert fetch(photo) == 200


def test_of_a_withdrawn_review_the_files_are_deleted(
    shown: Review, customer: User, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    assert files(folder) == 3
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_review(shown, by=customer)
    photo = ReviewPhoto.objects.get()
    assert (files(folder), fetch(photo), fetch(photo, customer), photo.is_stored) == (0, 404, 404, False)


def test_a_redaction_withholds_the_photos_that_it_names_until_it_is_undone(
    shown: Review, customer: User, moderator: User, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    photo, stored = ReviewPhoto.objects.get(), files(folder)
    with django_capture_on_commit_callbacks(execute=True):
        redaction = redact_review(
            shown, by=moderator, ground=ModerationGround.ABUSIVE, title=shown.title, body=shown.body, without_photos=[photo.uid]
        )
    shown.refresh_from_db()
    assert (shown.photo_count, shown.is_redacted, files(folder)) == (0, True, stored)
    assert (fetch(photo), fetch(photo, moderator)) == (404, 200)
    put_words_back(shown, by=moderator, ground=ModerationGround.MISTAKE, redaction=redaction)
    shown.refresh_from_db()
    assert (shown.photo_count, shown.is_redacted, fetch(photo)) == (1, False, 200)
    assert [one.photo for one in shown.newest.photos.all()] == [photo]


def test_an_edit_keeps_the_photos_in_the_order_that_it_names(
    shown: Review, customer: User, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    first, second = ReviewPhoto.objects.get(), uploaded(customer)
    edit_review(shown, by=customer, photos=[second.uid, first.uid])
    edit_review(shown, by=customer, body="Look again.")
    shown.refresh_from_db()
    assert [one.photo_id for one in shown.newest.photos.all()] == [second.pk, first.pk]
    with django_capture_on_commit_callbacks(execute=True):
        edit_review(shown, by=customer, photos=[second.uid])
    shown.refresh_from_db()
    assert (shown.photo_count, files(folder), fetch(first, customer), fetch(second)) == (1, 3, 404, 200)


def test_the_hash_of_the_original_is_in_the_log(order: Order, customer: User) -> None:
    content = picture(size=(60, 40))
    submit_review(order=order, by=customer, rating=5, body="Look.", photos=[uploaded(customer, content).uid])
    opened = Entry.objects.get(kind="review.publish").opening.fields
    assert opened["photo/0"]["value"] == hashlib.sha256(content).hexdigest()
    assert opened["photo/0"]["public"]
    assert "photo/0" not in said()[0][1]


def test_only_ones_own_and_only_once(
    api: Api, customer: User, stranger: User, order: Order, shown: Review, item: Item, vendor_staff: User
) -> None:
    other = completed_order(customer, item, vendor_staff)
    of_another, elsewhere = uploaded(stranger), ReviewPhoto.objects.get(review=shown)
    for photos in ([of_another.uid], [elsewhere.uid], ["nonsense"]):
        answer = api(customer).post("/api/v1/reviews/", {"order": other.uid, "rating": 5, "body": "x", "photos": photos})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/photos/0")
    twice = [uploaded(customer).uid] * 2
    answer = api(customer).post("/api/v1/reviews/", {"order": other.uid, "rating": 5, "body": "x", "photos": twice})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/photos")


def test_an_upload_is_discarded_by_its_author_alone(
    api: Api, customer: User, stranger: User, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    photo = uploaded(customer)
    assert api(stranger).delete(f"{URL}{photo.uid}/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert api(customer).delete(f"{URL}{photo.uid}/").status_code == 204
    assert (files(folder), ReviewPhoto.objects.count()) == (0, 0)


def test_a_published_photo_is_not_discarded(api: Api, customer: User, shown: Review) -> None:
    assert api(customer).delete(f"{URL}{ReviewPhoto.objects.get().uid}/").status_code == 404


class Stubborn(FileSystemStorage):
    """A storage that deletes nothing, and says so with an error of its own."""

    def delete(self, name: str) -> None:
        """Fail, as a storage in the network does."""
        raise RuntimeError("not now")


def test_what_a_storage_keeps_is_deleted_later(
    api: Api, customer: User, settings: Settings, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    photo = uploaded(customer)
    works = settings.STORAGES
    settings.STORAGES = {**works, "default": {**works["default"], "BACKEND": "tests.reviews.test_photos.Stubborn"}}
    with django_capture_on_commit_callbacks(execute=True):
        assert api(customer).delete(f"{URL}{photo.uid}/").status_code == 204
    assert (prune_photos(), fetch(photo, customer), ReviewPhoto.objects.count()) == (0, 404, 1)
    settings.STORAGES = works
    assert (prune_photos(), files(folder), ReviewPhoto.objects.count()) == (1, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_an_upload_that_comes_to_a_review_meanwhile_keeps_its_files(customer: User, order: Order, folder: Path) -> None:
    photo = uploaded(customer)
    with rewriting("reviews_reviewphoto") as cursor:
        cursor.execute("UPDATE reviews_reviewphoto SET created_at = now() - interval '25 hours'")
    with transaction.atomic():
        review = submit_review(order=order, by=customer, rating=5, body="Good.", photos=[photo.uid])
        (pruned,) = at_once(prune_photos)
    assert (pruned, files(folder), review.photos.get()) == (0, 3, photo)


def test_orphans_and_leftovers_are_pruned(customer: User, shown: Review, folder: Path) -> None:
    fresh, old = uploaded(customer), uploaded(customer)
    with rewriting("reviews_reviewphoto") as cursor:
        cursor.execute("UPDATE reviews_reviewphoto SET created_at = now() - interval '25 hours' WHERE id = %s", [old.pk])
        cursor.execute("UPDATE reviews_reviewphoto SET removed_at = %s WHERE review_id IS NOT NULL", [timezone.now()])
    assert prune_photos() == 2
    assert not ReviewPhoto.objects.filter(pk=old.pk).exists()
    assert files(folder) == 3
    assert fetch(fresh, customer) == 200
    assert timezone.now() - fresh.created_at < timedelta(hours=1)
    assert prune_photos() == 0


# --- The database -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reviews_reviewphoto SET sha256 = repeat('0', 64)",
        "UPDATE reviews_reviewphoto SET review_id = NULL",
        "DELETE FROM reviews_reviewphoto",
        "DELETE FROM reviews_versionphoto",
        "UPDATE reviews_versionphoto SET position = 3",
    ],
)
def test_r08_what_a_review_shows_is_not_rewritten(shown: Review, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match=r"append-only|stays what it is"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_no_photo_of_another_review_and_no_seventh(shown: Review, customer: User, stranger: User) -> None:
    with pytest.raises(IntegrityError, match="not of this review"), transaction.atomic():
        VersionPhoto.objects.create(version=shown.newest, photo=uploaded(stranger), position=1)
    own = ReviewPhoto.objects.create(author=customer, review=shown, sha256="0" * 64, width=1, height=1)
    with pytest.raises(IntegrityError, match="version_photo_at_most_six"), transaction.atomic():
        VersionPhoto.objects.create(version=shown.newest, photo=own, position=6)
    with pytest.raises(IntegrityError, match="review_photo_hash"), transaction.atomic():
        ReviewPhoto.objects.create(author=customer, sha256="none", width=1, height=1)
