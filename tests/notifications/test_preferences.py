"""/api/v1/me/notification-preferences/: what one is told, how and when."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from notifications.models import Message, MessageState, Preference, Reading
from notifications.notices import notices
from notifications.quiet import digest_due, next_digest

URL = "/api/v1/me/notification-preferences/"
Api = Callable[[User], APIClient]


def body(**more: Any) -> dict[str, Any]:
    return {"language": "en", "timezone": "", "quiet_hours": None, "digest": "off", "choices": [], **more}


def switch(answer: Any, kind: str, channel: str) -> dict[str, Any]:
    rows = [notice for group in answer["groups"] for notice in group["notices"]]
    row = next(notice for notice in rows if notice["kind"] == kind)
    found: dict[str, Any] = next(one for one in row["channels"] if one["channel"] == channel)
    return found


def test_defaults_are_those_of_the_notices(api: Api, customer: User) -> None:
    answer = api(customer).get(URL).json()
    assert (answer["language"], answer["timezone"], answer["quiet_hours"], answer["digest"]) == ("en", "", None, "off")
    assert switch(answer, "status_changed", "mail") == {"channel": "mail", "is_on": True, "is_fixed": False}
    assert switch(answer, "status_changed", "sms")["is_on"] is False
    assert switch(answer, "new_device", "mail") == {"channel": "mail", "is_on": True, "is_fixed": True}


def test_notices_of_a_business_are_shown_to_its_team(api: Api, customer: User, vendor_staff: User) -> None:
    groups = [{group["group"] for group in api(user).get(URL).json()["groups"]} for user in (customer, vendor_staff)]
    assert "shop" not in groups[0]
    assert "shop" in groups[1]


def test_what_is_set_is_kept_and_the_rest_stays(api: Api, customer: User) -> None:
    mine = api(customer)
    choice = {"kind": "status_changed", "channel": "mail", "is_on": False}
    quiet = {"from": "22:00", "until": "07:00"}
    first = mine.put(URL, body(language="ar", timezone="Asia/Riyadh", quiet_hours=quiet, digest="weekly", choices=[choice]))
    assert first.status_code == 200
    other = {"kind": "status_changed", "channel": "sms", "is_on": True}
    again = mine.put(URL, body(language="ar", timezone="Asia/Riyadh", quiet_hours=quiet, digest="weekly", choices=[other])).json()
    assert again == mine.get(URL).json()
    assert (again["language"], again["timezone"], again["digest"]) == ("ar", "Asia/Riyadh", "weekly")
    assert again["quiet_hours"] == quiet
    assert switch(again, "status_changed", "mail")["is_on"] is False
    assert switch(again, "status_changed", "sms")["is_on"] is True


def test_what_was_held_for_a_weekly_digest_comes_with_the_daily_one(api: Api, customer: User) -> None:
    row = {"kind": "review_answered", "user": customer, "recipient": customer.email, "state": MessageState.HELD}
    now = timezone.now()
    due, waiting = (Message.objects.create(**row, event_uid=uuid4(), due_at=now + timedelta(days=days)) for days in (-1, 6))
    api(customer).put(URL, body(timezone="Europe/Berlin", digest="daily"))
    told = dict(Message.objects.values_list("pk", "due_at"))
    assert told[due.pk] == due.due_at
    assert told[waiting.pk] == next_digest(now, is_weekly=False, zone=ZoneInfo("Europe/Berlin"))


def test_saving_again_puts_no_digest_off(api: Api, customer: User) -> None:
    monday = datetime(2026, 11, 30, 8, 30, tzinfo=UTC)  # the digest of eight waits for the end of the quiet hours
    quiet = {"from": "22:00", "until": "10:00"}
    with time_machine.travel(monday - timedelta(days=3), tick=False):
        api(customer).put(URL, body(timezone="UTC", quiet_hours=quiet, digest="weekly"))
        due = digest_due(timezone.now(), Reading.objects.get(user=customer), ZoneInfo("UTC"))
        held = {"kind": "review_answered", "user": customer, "recipient": customer.email, "state": MessageState.HELD}
        Message.objects.create(**held, event_uid=uuid4(), due_at=due, created_at=timezone.now())
    with time_machine.travel(monday, tick=False):
        for change in ({"language": "de"}, {"digest": "daily"}, {"digest": "weekly"}):
            api(customer).put(URL, body(timezone="UTC", quiet_hours=quiet, **{"digest": "weekly"} | change))
    assert due == monday.replace(hour=10, minute=0)
    assert Message.objects.get().due_at in {due, monday}


@pytest.mark.parametrize("kind", ["new_device", "review_decision", "order_confirmation"])
def test_legal_and_security_notices_cannot_be_switched_off(api: Api, customer: User, kind: str) -> None:
    refused = api(customer).put(URL, body(language="de", choices=[{"kind": kind, "channel": "mail", "is_on": False}]))
    assert (refused.status_code, refused.json()["code"]) == (409, "notice_fixed")
    customer.refresh_from_db()
    assert (customer.language, Preference.objects.count()) == ("en", 0)


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"language": "xx"}, "/language"),
        ({"timezone": "Mars/Olympus"}, "/timezone"),
        ({"timezone": "localtime"}, "/timezone"),
        ({"quiet_hours": {"from": "22:00", "until": "07:00"}}, "/timezone"),
        ({"digest": "daily"}, "/timezone"),
        ({"quiet_hours": {"from": "22:00", "until": "22:00"}}, "/quiet_hours/until"),
        ({"quiet_hours": {"from": "25:00", "until": "07:00"}}, "/quiet_hours/from"),
        ({"digest": "hourly"}, "/digest"),
        ({"choices": [{"kind": "nothing", "channel": "mail", "is_on": True}]}, "/choices/0"),
        ({"choices": [{"kind": "invitation", "channel": "sms", "is_on": True}]}, "/choices/0"),
    ],
)
def test_bad_input_is_named(api: Api, customer: User, more: dict[str, Any], pointer: str) -> None:
    answer = api(customer).put(URL, body(**more))
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_one_is_ones_own_and_strangers_are_asked_who_they_are(api: Api, customer: User, stranger: User) -> None:
    api(customer).put(URL, body(language="de"))
    assert api(stranger).get(URL).json()["language"] == "en"
    assert APIClient().get(URL).status_code == APIClient().put(URL, body()).status_code == 401


def test_reading_them_takes_the_same_queries_whatever_was_chosen(api: Api, customer: User) -> None:
    mine = api(customer)
    counts = []
    for kinds in ([], list(notices())):
        Preference.objects.bulk_create(Preference(user=customer, kind=kind, channel="sms", is_on=True) for kind in kinds)
        with CaptureQueriesContext(connection) as queries:
            mine.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        ({"quiet_from": time(22)}, "reading_quiet_from_and_until"),
        ({"quiet_from": time(22), "quiet_until": time(22)}, "reading_quiet_from_and_until"),
        ({"digest": "hourly"}, "reading_digest_known"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(customer: User, row: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Reading.objects.create(user=customer, **row)


def test_the_database_knows_languages_and_takes_each_choice_once(customer: User) -> None:
    with pytest.raises(IntegrityError, match="user_language_known"), transaction.atomic():
        User.objects.filter(pk=customer.pk).update(language="xx")
    Preference.objects.create(user=customer, kind="new_order", channel="mail", is_on=True)
    with pytest.raises(IntegrityError, match="preference_once"), transaction.atomic():
        Preference.objects.create(user=customer, kind="new_order", channel="mail", is_on=False)
