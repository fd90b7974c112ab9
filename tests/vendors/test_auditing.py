"""Suspensions, held against the log."""

import pytest
from django.db import connection

from accounts.models import User
from common.audit import record_act
from vendors.auditing import check_suspensions
from vendors.models import Vendor
from vendors.services import reinstate_vendor, suspend_vendor

pytestmark = pytest.mark.django_db


def test_what_was_told_is_what_was_done(vendor: Vendor, moderator: User) -> None:
    assert list(check_suspensions()) == []
    suspend_vendor(vendor, by=moderator, reason="Complaints")
    reinstate_vendor(vendor, by=moderator, reason="Settled")
    assert list(check_suspensions()) == []


def test_an_act_that_the_log_was_not_told_of_is_found(vendor: Vendor, moderator: User) -> None:
    suspend_vendor(vendor, by=moderator, reason="Complaints")
    record_act("suspend", by=moderator, on=vendor, reason="In silence")
    assert list(check_suspensions()) == ["the log tells of 1 times suspend of crumb-and-co, and 2 are on record here"]


def test_an_act_that_is_on_record_in_the_log_alone_is_found(vendor: Vendor, moderator: User) -> None:
    suspend_vendor(vendor, by=moderator, reason="Complaints")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE common_auditentry DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM common_auditentry")
        cursor.execute("ALTER TABLE common_auditentry ENABLE ALWAYS TRIGGER common_auditentry_refuse_rewrite")
    assert list(check_suspensions()) == ["the log tells of 1 times suspend of crumb-and-co, and 0 are on record here"]
