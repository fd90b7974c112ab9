"""What people of the demo town do with reviews beyond writing them: photos, changes, tombstones, votes, and a blind window."""

import io
import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFilter

from accounts.models import User
from imports.demo.opening import OpenShop
from imports.demo.today import complete_order
from reviews.editing import edit_review, withdraw_review
from reviews.items import ItemWords
from reviews.models import PickupReason, Review
from reviews.photos import upload_photo
from reviews.pickups import rate_pickup
from reviews.responding import edit_response, respond_to_review
from reviews.services import submit_review
from reviews.voting import vote_helpful
from vendors.models import Vendor

CRUSTS = ((196, 132, 62), (148, 88, 36), (222, 168, 96))


def tell_opinions(shops: Sequence[OpenShop], customers: Sequence[User], *, at: datetime, dice: random.Random) -> None:
    """Have the first shop's reviews changed, withdrawn, called helpful and shown with photos, and the second rate pick-ups."""
    first, second = shops[0], shops[1]
    _with_photos(first, customers[0], dice)
    recent = _recent(first.vendor, at)
    edit_review(recent[0], by=recent[0].author, body=f"{recent[0].body} A week later: still true.")
    withdraw_review(recent[1], by=recent[1].author)
    for review in recent[2:6]:
        for reader in dice.sample(list(customers), k=dice.randint(1, 4)):
            if reader.pk != review.author_id:
                vote_helpful(review, by=reader)
    _blind_window(second, customers, dice)


def _recent(vendor: Vendor, at: datetime) -> list[Review]:
    """Return reviews that can still be changed, the newest first."""
    since = at - timedelta(days=settings.REVIEW_EDIT_DAYS - 1)
    imported = Review.objects.published().of_vendor(vendor).filter(external_id__isnull=False, created_at__gt=since)
    return list(imported.select_related("author").order_by("-created_at", "-id")[:6])


def _with_photos(opened: OpenShop, author: User, dice: random.Random) -> None:
    order = complete_order(opened, author, dice)
    photos = [upload_photo(by=author, upload=_picture(crust)).uid for crust in CRUSTS]
    review = submit_review(
        order=order,
        by=author,
        rating=5,
        title="Look at that crust",
        body="Three loaves, three photos. The middle one did not survive the way home.",
        items=[ItemWords(line.item_id, 5) for line in order.items.all()],
        photos=photos,
    )
    respond_to_review(review, by=opened.owner, body="Thank you! The middle one is the baker's favourite too.")
    edit_response(review, by=opened.owner, body="Thank you! The middle one is the baker's favourite too: rye, 36 hours.")


def _blind_window(opened: OpenShop, customers: Sequence[User], dice: random.Random) -> None:
    """Leave one review that waits for the vendor's rating, one rating that waits for the review, and one pair that is shown."""
    Vendor.objects.filter(pk=opened.vendor.pk).update(rates_pickups=True)
    waiting, rated, both = (complete_order(opened, customer, dice) for customer in customers[1:4])
    submit_review(order=waiting, by=waiting.customer, rating=4, body="Friendly, and ready when they said.")
    rate_pickup(rated, by=opened.owner, rating=3, reasons=[PickupReason.LATE])
    rate_pickup(both, by=opened.owner, rating=5, reasons=[PickupReason.ON_TIME, PickupReason.FRIENDLY])
    submit_review(order=both, by=both.customer, rating=5, body="In and out in a minute.")


def _picture(crust: tuple[int, int, int]) -> SimpleUploadedFile:
    """Return a drawn loaf on a board."""
    picture = Image.new("RGB", (1200, 900), (92, 70, 52))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((180, 220, 1020, 720), fill=crust)
    for x in range(320, 900, 130):
        draw.line((x, 300, x + 90, 640), fill=(244, 224, 190), width=22)
    out = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(3)).save(out, "JPEG", quality=88)
    return SimpleUploadedFile("loaf.jpg", out.getvalue(), "image/jpeg")
