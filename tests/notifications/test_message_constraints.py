"""What the database refuses of messages."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from notifications.models import Message


def test_one_row_per_event_kind_and_person(db: None) -> None:
    uid = uuid4()
    Message.objects.create(event_uid=uid, kind="new_order", recipient="ada@example.com")
    with pytest.raises(IntegrityError, match="message_once"), transaction.atomic():
        Message.objects.create(event_uid=uid, kind="new_order", recipient="ada@example.com")


def test_sent_has_a_time(db: None) -> None:
    with pytest.raises(IntegrityError, match="message_sent_has_time"), transaction.atomic():
        Message.objects.create(event_uid=uuid4(), kind="new_order", recipient="ada@example.com", state="sent")
