"""What a password must not be."""

import hashlib
import threading
import time
import unicodedata
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.passwords import UNCHECKED, LocalList, RangeService
from tests.accounts.conftest import Browser, code_from_mail
from tests.accounts.test_password import request_reset
from tests.factories import PASSWORD
from tests.servers import free_port

ADA = User(email="ada.lovelace@bakery.example", name="Ada Lovelace")
STOLEN = "tulip anvil nine rivers"
SUFFIX = hashlib.sha1(STOLEN.encode()).hexdigest().upper()


class Ranges:
    """A real server with the range interface, which keeps what it was asked."""

    def __init__(self, *, delay: float = 0, status: int = 200, body: bytes | None = None) -> None:
        self.asked: list[str] = []
        told = self.asked
        answer = body if body is not None else f"{'0' * 35}:4\r\n{SUFFIX[5:]}:12\r\n{'F' * 35}:0".encode()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                told.append(self.path)
                time.sleep(delay)
                self.send_response(status)
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def ranges() -> Iterator[Ranges]:
    running = Ranges()
    yield running
    running.server.shutdown()
    running.server.server_close()


def _refusal(password: str, user: User | None = None) -> str | None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return str(error.error_list[0].code)
    return None


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD, "tulip anvil nine", "ключи от старого дома 7", "長い秘密の言葉を覚えておく", "🍞🌊🧭🪁🎻🥁🎷🪕🎺🪗",
        "a lantern beside the quay, where nobody ever asked for the seventh of the blue umbrellas",
        "lower case words only here", "9184720561937405",
    ],
)  # fmt: skip
def test_there_are_no_composition_rules(password: str) -> None:
    assert _refusal(password, ADA) is None


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("xkq7vbnwt", "password_too_short"),
        ("x7q" * 100, "password_too_long"),
        ("password12345", "password_too_common"),
        ("qwertyuiopasdf", "password_too_common"),
        ("aaaaaaaaaaaaaaaa", "password_too_common"),
        ("abcdefghijklmnop", "password_too_common"),
        ("AdaLovelace1815", "password_too_similar"),
        ("ada.lovelace@bakery.example", "password_too_similar"),
        ("TrustTrack2026!", "password_too_similar"),
        ("Bakery-Lovelace", "password_too_similar"),
    ],
)
def test_what_is_guessed_first_is_refused(password: str, code: str) -> None:
    assert _refusal(password, ADA) == code


def test_ones_name_among_other_words_is_fine() -> None:
    assert _refusal("lovelace sings under nine bridges", ADA) is None


def test_the_list_of_stolen_passwords_is_asked_in_any_case() -> None:
    assert LocalList().knows("Jordan23")
    assert not LocalList().knows(PASSWORD)


def test_five_characters_of_the_hash_leave_and_nothing_else(ranges: Ranges, settings: Any) -> None:
    settings.BREACHED_PASSWORDS_URL = ranges.url
    assert _refusal(STOLEN) == "password_breached"
    assert ranges.asked == [f"/range/{SUFFIX[:5]}"]


def test_a_padded_line_is_no_hit() -> None:
    running = Ranges(body=f"{SUFFIX[5:]}:0".encode())
    assert not RangeService(running.url).knows(STOLEN)
    running.server.shutdown()
    running.server.server_close()


@pytest.mark.parametrize("broken", [{"delay": 3.0}, {"status": 503}, {"body": b"\xff\xfe"}], ids=["slow", "failing", "nonsense"])
def test_a_service_that_does_not_answer_stops_nobody_and_is_counted(broken: dict[str, Any]) -> None:
    running = Ranges(**broken)
    before, start = UNCHECKED._value.get(), time.monotonic()
    assert not RangeService(running.url).knows(STOLEN)
    assert time.monotonic() - start < 2.5
    assert UNCHECKED._value.get() == before + 1
    running.server.shutdown()
    running.server.server_close()


def test_a_service_that_is_gone_stops_nobody() -> None:
    assert not RangeService(f"http://127.0.0.1:{free_port()}").knows(STOLEN)


def test_sign_up_change_and_reset_ask(ranges: Ranges, settings: Any, grace: User, web: Browser) -> None:
    settings.BREACHED_PASSWORDS_URL = ranges.url
    key = request_reset(web, grace.email)
    refused = [
        web.call("POST", "auth/signup", {"email": "new@example.com", "password": STOLEN}),
        web.call("POST", "auth/password/reset", {"key": key, "password": STOLEN}),
    ]
    web.sign_in(grace.email)
    refused.append(web.call("POST", "account/password/change", {"current_password": PASSWORD, "new_password": STOLEN}))
    for answer in refused:
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["code"] == "password_breached"
        assert "Choose another" in answer.json()["errors"][0]["message"]
    assert len(ranges.asked) == 3


@pytest.mark.parametrize(
    ("password", "code"), [("Nell Newman 1", "password_too_similar"), ("new-person-42", "password_too_similar")]
)
def test_sign_up_knows_the_name_and_the_email(web: Browser, password: str, code: str) -> None:
    body = {"email": "new-person@example.com", "name": "Nell Newman", "password": password}
    answer = web.call("POST", "auth/signup", body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, code)
    assert not User.objects.exists()


def test_an_accent_is_one_however_it_was_typed(web: Browser) -> None:
    password = "café mit großem Löffel"
    web.call("POST", "auth/signup", {"email": "new@example.com", "password": unicodedata.normalize("NFD", password)})
    web.call("POST", "auth/email/verify", {"key": code_from_mail()})
    web.call("DELETE", "auth/session")
    assert web.sign_in("new@example.com", unicodedata.normalize("NFC", password)).status_code == 200


def test_nothing_is_cut_off(db: None) -> None:
    user = User.objects.create_user("long@example.com", "x9 " * 40 + "end")
    assert user.check_password("x9 " * 40 + "end")
    assert not user.check_password("x9 " * 40 + "enD")


def test_the_token_endpoint_takes_the_password_of_the_website(web: Browser, sign_in: Any) -> None:
    web.call("POST", "auth/signup", {"email": "new@example.com", "password": f"  {PASSWORD} "})
    web.call("POST", "auth/email/verify", {"key": code_from_mail()})
    assert sign_in("new@example.com", f"  {PASSWORD} ").status_code == 200
