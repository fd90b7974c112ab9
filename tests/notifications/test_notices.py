"""Every notice is complete: nobody can forget one."""

import pytest

from events.catalogue import event_types
from events.registry import registry
from notifications.channels import providers_of, provides
from notifications.choosing import choices_for
from notifications.models import Channel
from notifications.notices import Group, Notice, Recipient, add_notice, notices, notices_of

ALL = list(notices().values())


@pytest.mark.parametrize("notice", ALL, ids=lambda notice: notice.kind)
def test_a_notice_says_what_it_is_and_hears_declared_events(notice: Notice) -> None:
    assert notice.title
    assert notice.about.endswith(".")
    assert len(notice.kind) <= 40
    assert notice.on <= notice.offered
    assert {event_type.name for event_type in notice.events} <= event_types().keys()
    assert all("notifications.plan" in registry.by_type[event_type.name] for event_type in notice.events)


def test_security_cannot_be_switched_off_and_marketing_is_off() -> None:
    assert all(notice.required for notice in ALL if notice.group == Group.SECURITY)
    assert not any(notice.on for notice in ALL if notice.group == Group.MARKETING)


def test_a_kind_is_declared_once() -> None:
    with pytest.raises(ValueError, match="new_order"):
        add_notice(notices()["new_order"])


def test_events_of_a_former_name_are_understood() -> None:
    assert [notice.kind for notice in notices_of("vendor.member_invited")] == ["invitation"]


def test_only_channels_that_reach_somebody_are_used(db: None) -> None:
    assert provides(Channel.MAIL)
    assert all(provider.name for provider in providers_of(Channel.MAIL))
    told = choices_for(notices()["new_order"], [Recipient(), Recipient(email="ada@example.com")])
    assert [[choice.channel for choice in choices] for _, choices in told] == [[], [Channel.MAIL]]
