"""URLs of outside services, and the environment."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from storages.backends.s3 import S3Storage

from config.services import (
    company_register,
    document_storage,
    email_backend,
    erasure_journal,
    mail_provider,
    postgres_database,
    push_gateway,
    redis_urls,
    sms_gateway,
    upload_origins,
    upload_storage,
    virus_scanner,
)


def test_a_postgres_url_may_name_a_socket() -> None:
    database = postgres_database("postgresql://me:p%40ss@/shop?host=/run/pg&sslmode=disable", pool_max=5)
    assert (database["HOST"], database["USER"], database["PASSWORD"], database["NAME"]) == ("/run/pg", "me", "p@ss", "shop")
    assert database["OPTIONS"]["sslmode"] == "disable"
    assert "lock_timeout=3000" in database["OPTIONS"]["options"]
    assert database["OPTIONS"]["pool"]["timeout"] == 3


def test_a_redis_socket_has_two_spellings() -> None:
    assert redis_urls("unix:///run/r.sock?db=3") == ("unix:///run/r.sock?db=3", "redis+socket:///run/r.sock?virtual_host=3")
    assert redis_urls("redis://h:1/2") == ("redis://h:1/2", "redis://h:1/2")


def test_mail_urls() -> None:
    backend, options = email_backend("smtp://me:secret@mail.example:2525")
    assert backend == "notifications.smtp.SmtpBackend"
    assert (options["EMAIL_HOST"], options["EMAIL_PORT"], options["EMAIL_USE_TLS"]) == ("mail.example", 2525, True)
    assert email_backend("smtps://mail.example")[1]["EMAIL_PORT"] == 465
    assert email_backend("inbox://")[0] == "notifications.mail.InboxBackend"


def test_a_provider_asked_by_http_is_named_by_its_url() -> None:
    backend, options = email_backend("mailgun://k%40y@/?sender_domain=mg.example.com")
    assert backend == "anymail.backends.mailgun.EmailBackend"
    assert options == {"ANYMAIL": {"MAILGUN_API_KEY": "k@y", "MAILGUN_SENDER_DOMAIN": "mg.example.com"}}
    assert mail_provider("postmark://token@/", "EMAIL_FALLBACK_URL")[1] == {"server_token": "token"}


def test_a_second_server_is_told_by_the_options_of_its_backend() -> None:
    _, options = mail_provider("smtp://me:secret@second.example:2525?tls=0", "EMAIL_FALLBACK_URL")
    assert (options["host"], options["port"], options["use_tls"]) == ("second.example", 2525, False)


def test_sms_urls() -> None:
    assert sms_gateway("") == ("common.sms.NoGateway", {})
    assert sms_gateway("inbox://")[0] == "notifications.sms.InboxGateway"
    assert sms_gateway("console://")[0] == "common.sms.ConsoleGateway"
    path, options = sms_gateway("twilio://AC1:p%40ss@/?from=+441174960123")
    assert path == "common.sms.TwilioGateway"
    assert options == {"account": "AC1", "token": "p@ss", "sender": "+441174960123"}
    assert sms_gateway("twilio://AC1:x@/?from=TrustTrack")[1]["sender"] == "TrustTrack"


def test_push_urls() -> None:
    assert push_gateway("", has_key=False).endswith(".NoGateway")
    assert push_gateway("inbox://", has_key=False).endswith(".NoGateway")
    assert push_gateway("inbox://", has_key=True).endswith(".InboxGateway")
    assert push_gateway("", has_key=True) == push_gateway("webpush://", has_key=True)
    assert push_gateway("", has_key=True).endswith(".WebPushGateway")
    with pytest.raises(SystemExit, match="PUSH_URL"):
        push_gateway("https://elsewhere.example", has_key=True)


def test_storage_urls() -> None:
    bucket = upload_storage("s3://shop/uploads?endpoint_url=https://s3.example", settings.MEDIA_ROOT)
    assert (bucket["OPTIONS"]["bucket_name"], bucket["OPTIONS"]["location"]) == ("shop", "uploads")
    assert upload_origins("s3://shop/uploads?endpoint_url=https://s3.example/x") == ["https://s3.example"]
    assert upload_origins("s3://shop") == ["https://shop.s3.amazonaws.com"]
    assert upload_origins("file:///uploads") == []
    assert upload_storage("", settings.MEDIA_ROOT)["OPTIONS"]["location"] == str(settings.MEDIA_ROOT)


@pytest.mark.parametrize(
    ("call", "word"),
    [
        ("postgres_database('mysql://x', pool_max=0)", "postgresql"),
        ("email_backend('pigeon://')", "smtp"),
        ("mail_provider('postmark://', 'EMAIL_FALLBACK_URL')", "EMAIL_FALLBACK_URL"),
        ("sms_gateway('twilio://AC1@/')", "twilio"),
    ],
)
def test_a_wrong_url_ends_with_a_sentence(call: str, word: str) -> None:
    with pytest.raises(SystemExit, match=word):
        eval(call)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "missing in production: SECRET_KEY, JWT_SIGNING_KEY, ALLOWED_HOSTS, BASE_URL, DATABASE_URL, REDIS_URL, EMAIL_URL"),
        ({"MODE": "holiday"}, "MODE"),
        ({"MODE": "local", "JWT_SIGNING_KEY": "short"}, "JWT_SIGNING_KEY: Value error, a signing key has at least 32 bytes"),
        (
            {"MODE": "local", "JWT_SIGNING_KEY_FALLBACKS": f"{'x' * 32}, short"},
            "JWT_SIGNING_KEY_FALLBACKS: Value error, a signing",
        ),
    ],
)
def test_r30_production_refuses_to_start_without_its_settings(environment: dict[str, str], words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_document_urls() -> None:
    folder = document_storage("", Path("/srv/here"))
    assert folder == {"BACKEND": "vendors.storages.PrivateFolder", "OPTIONS": {"location": "/srv/here"}}
    assert document_storage("file:///srv/papers", Path("/x"))["OPTIONS"]["location"] == "/srv/papers"
    assert document_storage("s3://vault/checks", Path("/x"))["OPTIONS"]["bucket_name"] == "vault"


def test_the_erasure_journals_bucket_is_not_waited_for() -> None:
    url = "s3://erasures/?endpoint_url=https://s3.example&access_key=a&secret_key=b&region_name=eu-west-2&addressing_style=path"
    config = S3Storage(**erasure_journal(url)["erasures"]["OPTIONS"]).connection.meta.client.meta.config
    assert (config.connect_timeout, config.read_timeout, config.s3["addressing_style"]) == (2, 3, "path")
    assert config.retries["total_max_attempts"] == 2


def test_scanner_urls() -> None:
    assert virus_scanner("") == ("common.scanning.NoScanner", {})
    assert virus_scanner("local://")[0] == "common.scanning.LocalScanner"
    assert virus_scanner("clamd://scan:3310") == ("common.scanning.Clamd", {"url": "clamd://scan:3310"})
    with pytest.raises(SystemExit, match="SCANNER_URL"):
        virus_scanner("http://scan")


def test_register_urls() -> None:
    assert company_register("") == ("vendors.registers.NoRegister", {})
    assert company_register("local://")[0] == "vendors.registers.LocalRegister"
    path, options = company_register("companieshouse://k%40y@/?api=http://127.0.0.1:9")
    assert (path, options) == ("vendors.registers.CompaniesHouse", {"key": "k@y", "api": "http://127.0.0.1:9"})
    with pytest.raises(SystemExit, match="REGISTER_URL"):
        company_register("companieshouse://")
