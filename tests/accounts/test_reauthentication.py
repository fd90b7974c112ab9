"""Asking again who it is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.views import APIView

from accounts.models import User
from accounts.reauthentication import require_recent_sign_in
from tests.accounts.conftest import Browser
from tests.factories import PASSWORD


class Delicate(APIView):
    permission_classes = [AllowAny]

    def post(self, request: Request) -> Response:
        require_recent_sign_in(request)
        return Response({"done": True})


@pytest.fixture(autouse=True)
def _delicate_path(monkeypatch: pytest.MonkeyPatch) -> None:
    from accounts import views

    monkeypatch.setattr(views.MeView, "post", Delicate.post, raising=False)


def test_a_session_that_just_signed_in_may(web: Browser, grace: User) -> None:
    web.sign_in(grace.email)
    assert web.fetch("POST", "/api/v1/me/").status_code == 200


def test_after_five_minutes_the_session_is_asked_again_and_then_may(web: Browser, grace: User) -> None:
    web.sign_in(grace.email)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        refused = web.fetch("POST", "/api/v1/me/")
        assert (refused.status_code, refused.json()["code"]) == (401, "reauthentication_required")
        assert web.call("POST", "auth/reauthenticate", {"password": PASSWORD}).status_code == 200
        assert web.fetch("POST", "/api/v1/me/").status_code == 200


def test_an_api_client_may_only_after_its_own_sign_in(anonymous: APIClient, grace: User, sign_in: Callable[..., Any]) -> None:
    pair = sign_in(grace.email).json()
    bearer = {"Authorization": f"Bearer {pair['access']}"}
    assert anonymous.post("/api/v1/me/", headers=bearer).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        newer = anonymous.post("/api/v1/auth/token/refresh/", {"refresh": pair["refresh"]}).json()["access"]
        assert anonymous.post("/api/v1/me/", headers={"Authorization": f"Bearer {newer}"}).status_code == 401


def test_who_is_not_signed_in_may_not(anonymous: APIClient, db: None) -> None:
    assert anonymous.post("/api/v1/me/").status_code == 401
