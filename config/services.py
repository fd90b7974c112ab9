"""The URLs of outside services (`DATABASE_URL`, `REDIS_URL`, `EMAIL_URL`, `STORAGE_URL`), as Django wants them."""

from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from common.silence import ImpatientConnection

#: How the kernel finds out that a server's machine is gone (TCP alone; libpq's names): within 20 s, not two hours.
SEEN_GONE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2, "tcp_user_timeout": 20_000}
LOCAL_MAIL = {"inbox": "notifications.mail.InboxBackend", "console": "django.core.mail.backends.console.EmailBackend"}
#: Providers that are asked by HTTP (django-anymail), and what they call the key.
MAIL_APIS = {
    "brevo": "api_key",
    "mailersend": "api_token",
    "mailgun": "api_key",
    "postmark": "server_token",
    "resend": "api_key",
    "sendgrid": "api_key",
    "sparkpost": "api_key",
}
SMTP_SETTINGS = {
    "host": "EMAIL_HOST",
    "port": "EMAIL_PORT",
    "username": "EMAIL_HOST_USER",
    "password": "EMAIL_HOST_PASSWORD",
    "use_ssl": "EMAIL_USE_SSL",
    "use_tls": "EMAIL_USE_TLS",
    "timeout": "EMAIL_TIMEOUT",
}


class RedisUrls(NamedTuple):
    """One Redis, in the two spellings that its clients take."""

    client: str  # redis-py, channels-redis: unix:///path?db=0
    broker: str  # Celery: redis+socket:///path?virtual_host=0


def postgres_database(url: str, *, pool_max: int, prepare: bool = True) -> dict[str, Any]:
    """Return the DATABASES entry of a postgresql:// URL; `?host=/dir` names a socket's folder.

    A lock is waited for at most 3 s, a statement runs at most 15 s, a pool connection is waited for at most 3 s.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit(f"DATABASE_URL must start with postgresql://, not {parts.scheme or 'nothing'}://")
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", parts.hostname or "")
    limits = "-c lock_timeout=3000 -c statement_timeout=15000"
    options: dict[str, Any] = {"options": limits, "connect_timeout": 5, **SEEN_GONE, **query}
    options["prepare_threshold"] = 0 if prepare else None  # of cursors that bind on the server (ledger.appending)
    if pool_max:
        pool = {"min_size": 1, "max_size": pool_max, "timeout": 3, "max_lifetime": 1800}
        options["pool"] = {**pool, "connection_class": ImpatientConnection}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": options,
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }


def redis_urls(url: str) -> RedisUrls:
    """Return the client's and the broker's spelling of a redis://, rediss:// or unix:// URL."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return RedisUrls(client=url, broker=url)
    query = dict(parse_qsl(parts.query))
    return RedisUrls(client=url, broker=f"redis+socket://{parts.path}?virtual_host={query.get('db', '0')}")


def channel_hosts(urls: list[str]) -> list[dict[str, Any]]:
    """Return the hosts of the channel layer; each topic has its place on one of them, by a hash of its name."""
    return [{"address": redis_urls(url).client, "socket_connect_timeout": 1, "socket_timeout": 5} for url in urls]


def email_backend(url: str) -> tuple[str, dict[str, Any]]:
    """Return the mail backend's path and the settings for it: those of `mail_provider`, under Django's or anymail's names."""
    path, options = mail_provider(url, "EMAIL_URL")
    if path.startswith("anymail."):
        return path, {"ANYMAIL": {f"{urlsplit(url).scheme.upper()}_{name.upper()}": value for name, value in options.items()}}
    return path, {SMTP_SETTINGS[name]: value for name, value in options.items()}


def mail_provider(url: str, variable: str) -> tuple[str, dict[str, Any]]:
    """Return the mail backend's path and options.

    For inbox://, console://, smtp[s]://user:pass@host:port, or a provider's HTTP API (`MAIL_APIS`): postmark://token@/,
    mailgun://key@/?sender_domain=….
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if parts.scheme in LOCAL_MAIL:
        return LOCAL_MAIL[parts.scheme], {}
    if parts.scheme in MAIL_APIS and parts.username:
        return f"anymail.backends.{parts.scheme}.EmailBackend", {MAIL_APIS[parts.scheme]: unquote(parts.username), **query}
    if parts.scheme not in {"smtp", "smtps"}:
        raise SystemExit(f"{variable} must be inbox://, console://, smtp[s]://… or {'://key@/, '.join(MAIL_APIS)}://key@/")
    options = {
        "host": parts.hostname or "localhost",
        "port": parts.port or (465 if parts.scheme == "smtps" else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp" and query.get("tls") != "0",
        "timeout": 10,
    }
    return "notifications.smtp.SmtpBackend", options


def sms_gateway(url: str, variable: str = "SMS_URL") -> tuple[str, dict[str, Any]]:
    """Return the class and the options for inbox://, console:// or twilio://sid:token@/?from=+44…; nothing: no SMS."""
    parts = urlsplit(url)
    if not url:
        return "common.sms.NoGateway", {}
    if parts.scheme in {"inbox", "console"}:
        return {"inbox": "notifications.sms.InboxGateway", "console": "common.sms.ConsoleGateway"}[parts.scheme], {}
    query = dict(parse_qsl(parts.query))
    sender = query.pop("from", "").strip().lstrip("+")  # a + in a query is read as a space
    if parts.scheme != "twilio" or not (parts.username and parts.password and sender):
        raise SystemExit(f"{variable} must be inbox://, console:// or twilio://sid:token@/?from=+441174960123")
    account, token = unquote(parts.username), unquote(parts.password)
    return "common.sms.TwilioGateway", {"account": account, "token": token, "sender": _sender(sender), **query}


def push_gateway(url: str, *, has_key: bool) -> str:
    """Return the class that takes pushes: webpush:// (the default with a VAPID key) sends, inbox:// keeps; without a key none."""
    if url not in {"", "webpush://", "inbox://"}:
        raise SystemExit("PUSH_URL must be webpush:// or inbox://")
    if not has_key:
        return "notifications.push.NoGateway"
    return "notifications.push_inbox.InboxGateway" if url == "inbox://" else "notifications.webpush.WebPushGateway"


def virus_scanner(url: str) -> tuple[str, dict[str, Any]]:
    """Return the class and the options for clamd://host:port, clamd:///socket or local://; nothing: no scanner."""
    if not url:
        return "common.scanning.NoScanner", {}
    scheme = urlsplit(url).scheme
    if scheme == "local":
        return "common.scanning.LocalScanner", {}
    if scheme != "clamd":
        raise SystemExit("SCANNER_URL must be clamd://host:3310, clamd:///path/of/its/socket or local://")
    return "common.scanning.Clamd", {"url": url}


def company_register(url: str) -> tuple[str, dict[str, Any]]:
    """Return the class and the options for companieshouse://key@/?api=… or local://; nothing: no register."""
    parts = urlsplit(url)
    if not url:
        return "vendors.registers.NoRegister", {}
    if parts.scheme == "local":
        return "vendors.registers.LocalRegister", {}
    if parts.scheme != "companieshouse" or not parts.username:
        raise SystemExit("REGISTER_URL must be companieshouse://api-key@/ or local://")
    return "vendors.registers.CompaniesHouse", {"key": unquote(parts.username), **dict(parse_qsl(parts.query))}


def document_storage(url: str, default_folder: Path) -> dict[str, Any]:
    """Return the STORAGES entry of the documents: a bucket as for uploads, or a private folder without an address."""
    parts = urlsplit(url)
    if parts.scheme == "s3":
        return upload_storage(url, default_folder)
    folder = parts.path if parts.scheme == "file" else str(default_folder)
    return {"BACKEND": "vendors.storages.PrivateFolder", "OPTIONS": {"location": folder}}


def erasure_journal(url: str) -> dict[str, Any]:
    """Return the STORAGES of the erasure journal: a bucket, a private folder (file:///…), or none. Never the uploads' place."""
    parts = urlsplit(url)
    if not url:
        return {}
    if parts.scheme == "s3":
        return {"erasures": _impatient(upload_storage(url, Path()))}
    folder = unquote(parts.path)
    if parts.scheme != "file" or not folder.strip("/"):
        raise SystemExit("ERASURES_URL must be file:///folder or s3://bucket/prefix")
    modes = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
    return {"erasures": {"BACKEND": "common.storages.DurableFolder", "OPTIONS": {"location": folder, **modes}}}


def _impatient(bucket: dict[str, Any]) -> dict[str, Any]:
    """Give up a bucket that says nothing after some 10 s, not after minutes: who starts is not ready before it answers."""
    from botocore.config import Config  # noqa: PLC0415 - only whoever has a bucket pays for the import

    options = dict(bucket["OPTIONS"])
    own = {"signature_version": options.pop("signature_version", None)}  # the storage takes these from here alone
    if style := options.pop("addressing_style", None):
        own["s3"] = {"addressing_style": style}
    config = Config(connect_timeout=2, read_timeout=3, retries={"max_attempts": 1}, **own)
    return {**bucket, "OPTIONS": {**options, "client_config": config}}


def _sender(name: str) -> str:
    return f"+{name}" if name.isdecimal() else name  # a number, or the name of a messaging service


def upload_storage(url: str, default_folder: Path) -> dict[str, Any]:
    """Return the STORAGES entry of file:///folder (or nothing: the local folder) or s3://bucket/prefix?endpoint_url=…."""
    parts = urlsplit(url)
    if parts.scheme == "s3":
        options = {
            "bucket_name": parts.netloc,
            "location": parts.path.lstrip("/"),
            "default_acl": None,
            "querystring_auth": True,
            "file_overwrite": False,
            **dict(parse_qsl(parts.query)),
        }
        return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    folder = parts.path if parts.scheme == "file" else str(default_folder)
    return {"BACKEND": "common.storages.Folder", "OPTIONS": {"location": folder, "base_url": "/media/"}}


def upload_origins(url: str) -> list[str]:
    """Return the origins that browsers load uploads from, beside our own, for the Content-Security-Policy."""
    parts = urlsplit(url)
    if parts.scheme != "s3":
        return []
    endpoint = dict(parse_qsl(parts.query)).get("endpoint_url")
    if endpoint is None:
        return [f"https://{parts.netloc}.s3.amazonaws.com"]
    named = urlsplit(endpoint)
    return [f"{named.scheme}://{named.netloc}"]


def map_origins(style_url: str, others: list[str]) -> list[str]:
    """Return the origins that a map's style, tiles, glyphs and sprites come from, for the Content-Security-Policy."""
    parts = urlsplit(style_url)
    own = [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
    return list(dict.fromkeys([*own, *others]))
