"""Timers, the leading scheduler and its ticks in the admin."""

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import PlatformRole
from common.models import AuditEntry
from tests.desks import desk_of
from tests.factories import platform_user
from tests.timers.conftest import Handler, planned, rang
from timers.leading import claim, lead
from timers.models import Timer
from timers.services import fire_due

URL = "/admin/timers/timer/"


def replay(by: User, *timers: Timer) -> None:
    desk_of(by).post(URL, {"action": "replay_dead", "_selected_action": [timer.pk for timer in timers]})


def test_a_dead_timer_is_tried_again_from_there_and_the_act_is_kept(moderator: User, handler: Handler) -> None:
    dead, other = planned("dead"), planned("planned")
    Timer.objects.filter(pk=dead.pk).update(state="dead", attempts=8, last_error="RuntimeError: no")
    html = desk_of(moderator).get(URL, {"state__exact": "dead"}).content.decode()
    assert "RuntimeError: no" in html
    replay(moderator, dead, other)
    assert AuditEntry.objects.get(action="replay").object_id == str(dead.pk)
    assert (fire_due(), sorted(rang())) == (2, ["dead", "planned"])


def test_a_long_list_is_counted_and_paged_up_to_a_bound_and_found_by_the_whole_subject(
    moderator: User, handler: Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("common.admin_lists.BoundedPaginator.most", 2)
    monkeypatch.setattr("timers.admin.TimerAdmin.list_per_page", 1)
    for subject in ("one", "two", "three"):
        planned(subject)
    desk = desk_of(moderator)
    shown = desk.get(URL, {"p": 2}).context["cl"]
    assert (shown.result_count, [timer.subject for timer in shown.result_list]) == (2, ["two"])
    assert desk.get(URL, {"p": 3}).status_code == 302
    assert [timer.subject for timer in desk.get(URL, {"q": " one "}).context["cl"].result_list] == ["one"]
    assert desk.get(URL, {"q": "on"}).context["cl"].result_count == 0
    kinds = {"state__exact": "planned", "kind": "no-such-kind"}
    assert desk.get(URL, kinds).context["cl"].result_count == 0


def test_who_may_only_look_replays_nothing(handler: Handler) -> None:
    dead = planned("dead")
    Timer.objects.update(state="dead")
    replay(platform_user(PlatformRole.SUPPORT), dead)
    assert Timer.objects.get().state == "dead"


def test_an_admin_sees_who_leads_and_what_was_sent(handler: Handler) -> None:
    lead("host:1:abc")
    claim("often", holder="host:1:abc", at=timezone.now(), seen=None)
    desk = desk_of(platform_user(PlatformRole.ADMIN))
    assert "host:1:abc" in desk.get("/admin/timers/lead/").content.decode()
    assert "often" in desk.get("/admin/timers/tick/").content.decode()
    assert desk.get("/admin/timers/timer/add/").status_code == 403
