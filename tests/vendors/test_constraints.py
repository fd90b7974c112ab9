"""What the database refuses, each by the bad insert."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import User
from tests.factories import ItemFactory, VendorFactory
from vendors.models import (
    CheckKind,
    CheckMove,
    CheckWarning,
    Membership,
    OpeningHours,
    Place,
    SearchWord,
    Vendor,
    VerificationCheck,
)

NOW = timezone.now()


def check(vendor: Vendor, by: User, **fields: object) -> VerificationCheck:
    return VerificationCheck.objects.create(vendor=vendor, **{"kind": CheckKind.PHONE, **fields})


BAD: dict[str, Callable[[Vendor, User], object]] = {
    "vendor_place_whole": lambda v, _: Vendor.objects.filter(pk=v.pk).update(latitude=1),
    "vendor_rating_possible": lambda v, _: Vendor.objects.filter(pk=v.pk).update(rating_sum=6, rating_count=1),
    "vendors_vendor_slug": lambda v, _: VendorFactory.create(slug=v.slug),
    "not recognized": lambda v, _: Vendor.objects.filter(pk=v.pk).update(timezone="Mars/Base"),
    "vendor_language_known": lambda v, _: Vendor.objects.filter(pk=v.pk).update(language="xx"),
    "word_not_empty": lambda *_: SearchWord.objects.create(word="", lexemes=[], deletions=[]),
    "place_kind_known": lambda *_: Place.objects.create(slug="x", kind="planet", name="X", key="x", country="GB"),
    "place_whole": lambda *_: Place.objects.create(slug="x", kind="city", name="X", key="x", country="GB", latitude=1),
    "hours_weekday": lambda v, _: OpeningHours.objects.create(vendor=v, weekday=7, opens=time(1), closes=time(2)),
    "hours_once": lambda v, _: [OpeningHours.objects.create(vendor=v, weekday=1, opens=time(1), closes=time(n)) for n in (2, 3)],
    "item_price_range": lambda v, _: ItemFactory.create(vendor=v, price_minor=-1),
    "item_external_once": lambda v, _: ItemFactory.create_batch(2, vendor=v, external_id="x"),
    "membership_once": lambda v, u: [Membership.objects.create(vendor=v, user=u, role="owner") for _ in range(2)],
    "membership_role_known": lambda v, u: Membership.objects.create(vendor=v, user=u, role="king"),
    "check_kind_is_known": lambda v, u: check(v, u, kind="charm"),
    "check_status_is_known": lambda v, u: check(v, u, status="charming", **decided(u)),
    "check_decision_has_source": lambda v, u: check(v, u, status="rejected", reason_code="unreadable", decided_at=NOW),
    "check_standing_expires": lambda v, u: check(v, u, status="approved", **decided(u, expires_at=NOW - timedelta(1))),
    "check_standing_expires ": lambda v, u: check(v, u, status="waived", reason_code="not_applicable", **decided(u)),
    "check_refusal_has_code": lambda v, u: check(v, u, status="rejected", reason="x", **decided(u)),
    "check_other_has_words": lambda v, u: check(v, u, status="rejected", reason_code="other", **decided(u)),
    "check_claim_whole": lambda v, u: check(v, u, status="in_review", claimed_by=u),
    "check_claim_whole ": lambda v, u: check(v, u, claimed_by=u, claimed_at=NOW),
    "check_anchor_has_place": lambda v, u: check(v, u, kind="site_anchor", latitude=1),
    "check_one_waiting": lambda v, u: [check(v, u), check(v, u, status="in_review", claimed_by=u, claimed_at=NOW)],
    "check_warned_once": lambda v, _: [
        CheckWarning.objects.create(verification_check=v.checks.earliest("pk"), days_ahead=7) for _ in range(2)
    ],
    "moves follow from the checks": lambda v, u: CheckMove.objects.create(
        verification_check=v.checks.earliest("pk"), from_status="approved", to_status="expired", at=NOW
    ),
    "append-only": lambda v, _: CheckMove.objects.filter(verification_check__vendor=v).update(by=None),
}


def decided(by: User, **fields: object) -> dict[str, object]:
    return {"decided_by": by, "decided_at": NOW, **fields}


@pytest.mark.parametrize("name", BAD)
def test_the_database_refuses(vendor: Vendor, customer: User, name: str) -> None:
    with pytest.raises(DatabaseError, match=name.strip()), transaction.atomic():
        BAD[name](vendor, customer)
