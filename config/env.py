"""The environment, read once, typed; refuses to start and says what is missing.

Every variable is explained in `.env.example`.
"""

import re
import sys
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from notifications.vapid_keys import public_half

LOCAL_SECRET = "local-only-secret-key-never-used-in-production-0123456789"  # noqa: S105 - refused in production


REQUIRED = (
    "secret_key", "jwt_signing_key", "allowed_hosts", "base_url", "database_url", "redis_url", "email_url", "ledger_origin",
)  # fmt: skip
SIGNING_KEY_BYTES = 32
ADMIN_PATH = re.compile(r"[A-Za-z0-9_-]+/")
ORIGIN = re.compile(r"(?!.*://)[^\s+]*[^\s+/]")


class Environment(BaseSettings):
    """What the process is told from outside. Names are the variables' names in lower case."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    mode: Literal["local", "production"] = "production"
    secret_key: str = ""
    secret_key_fallbacks: Annotated[list[str], NoDecode] = Field(default_factory=list)
    jwt_signing_key: str = ""
    jwt_signing_key_fallbacks: Annotated[list[str], NoDecode] = Field(default_factory=list)
    allowed_hosts: Annotated[list[str], NoDecode] = Field(default_factory=list)
    base_url: str = ""
    port: int = 8000
    database_url: str = ""
    database_pool_max: int = 20
    database_answer_seconds: float = Field(default=18.0, gt=0)
    database_prepare: bool = True
    redis_url: str = ""
    channels_redis_urls: Annotated[list[str], NoDecode] = Field(default_factory=list)
    email_url: str = ""
    email_fallback_url: str = ""
    mail_hook_secret: str = Field(default="", pattern=r"^(\w+:\S{16,})?$")
    sms_url: str = ""
    push_url: str = ""
    vapid_private_key: str = ""
    vapid_subject: str = Field(default="", pattern=r"^(mailto:[^\s@]+@[\w-]+(\.[\w-]+)+|https://[\w-]+(\.[\w-]+)+)?$")
    sms_fallback_url: str = ""
    email_from: str = "TrustTrack <hello@trusttrack.local>"
    storage_url: str = ""
    documents_url: str = ""
    erasures_url: str = ""
    document_retention_days: int = Field(default=30, ge=0, le=365)
    scanner_url: str = ""
    register_url: str = ""
    static_root: str = ".local/static"
    sentry_dsn: str = ""
    otel_exporter_otlp_endpoint: str = Field(default="", pattern=r"^(https?://\S+)?$")
    release: str = ""
    alive_file: str = ""
    metrics_token: str = ""
    password_min_length: int = Field(default=10, ge=8, le=64)
    breached_passwords_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    places_database: str = ""
    review_edit_days: int = Field(default=30, ge=0)
    review_invite_hours: int = Field(default=24, ge=0)
    review_window_days: int = Field(default=7, ge=1)
    map_style_url: str = Field(default="", pattern=r"^((https?://|/)\S+)?$")
    map_attribution: str = ""
    geocoder_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    map_origins: Annotated[list[str], NoDecode] = Field(default_factory=list)
    outbound_allowed_hosts: Annotated[list[str], NoDecode] = Field(default_factory=list)
    trusted_proxies: int = 0
    requests_in_flight: int = Field(default=40, ge=0)
    sockets_per_address: int = 5000
    sockets_in_process: int = Field(default=20_000, ge=0)
    ledger_origin: str = ""
    ledger_key_file: str = ".local/sealer/key"
    ledger_state_file: str = ".local/sealer/signed.json"
    ledger_policy_file: str = ""
    ledger_witnesses: str = ""
    ledger_quorum: int = 0
    appeal_days: int = Field(default=183, ge=183)  # half a year is the least that the law asks for
    moderation_sample_percent: float = Field(default=2.0, ge=0, le=100)
    admin_path: str = "admin/"
    operator_name: str = ""
    operator_address: str = ""
    operator_contact: str = Field(default="", pattern=r"^([^\s@]+@[\w-]+(\.[\w-]+)+)?$")
    security_contact: Annotated[list[str], NoDecode] = Field(default_factory=list)
    log_format: Literal["json", "console"] = "json"

    @field_validator(
        "allowed_hosts",
        "channels_redis_urls",
        "secret_key_fallbacks",
        "jwt_signing_key_fallbacks",
        "security_contact",
        "map_origins",
        "outbound_allowed_hosts",
        mode="before",
    )
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("jwt_signing_key", "jwt_signing_key_fallbacks")
    @classmethod
    def _long_enough(cls, value: str | list[str]) -> str | list[str]:
        for key in [value] if isinstance(value, str) else value:
            if key and len(key.encode()) < SIGNING_KEY_BYTES:  # RFC 7518, section 3.2
                raise ValueError(f"a signing key has at least {SIGNING_KEY_BYTES} bytes, better 50 random characters")
        return value

    @field_validator("vapid_private_key")
    @classmethod
    def _is_vapid_key(cls, value: str) -> str:
        if value:
            public_half(value)
        return value

    @model_validator(mode="after")
    def _complete(self) -> "Environment":
        if self.mode == "local":
            return self
        missing = [name.upper() for name in REQUIRED if not getattr(self, name)]
        if missing:
            raise ValueError(f"missing in production: {', '.join(missing)} (see .env.example; MODE=local for a demo)")
        if not ADMIN_PATH.fullmatch(self.admin_path):
            raise ValueError("ADMIN_PATH is letters, digits, - and _ with one slash at its end: office-7f3a/")
        if not ORIGIN.fullmatch(self.ledger_origin):
            raise ValueError("LEDGER_ORIGIN is a URL without scheme, spaces, + or a slash at its end: log.example.org/2026a")
        if faults := [words for is_set, words in self._local_only() if is_set]:
            raise ValueError(f"{faults[0]}; it works only with MODE=local")
        return self

    def _local_only(self) -> list[tuple[bool, str]]:
        """Return what a demo may have set, with why production may not."""
        return [
            (
                any(url.startswith("inbox:") for url in (self.email_url, self.email_fallback_url)),
                "EMAIL_URL=inbox:// shows everybody's mail",
            ),
            (
                any(url.startswith(("inbox:", "console:")) for url in (self.sms_url, self.sms_fallback_url)),
                "SMS_URL=inbox:// and console:// show everybody's codes",
            ),
            (self.push_url.startswith("inbox:"), "PUSH_URL=inbox:// shows everybody's notifications"),
            (self.scanner_url.startswith("local:"), "SCANNER_URL=local:// knows next to nothing"),
            (self.register_url.startswith("local:"), "REGISTER_URL=local:// knows next to nothing"),
            (bool(self.outbound_allowed_hosts), "OUTBOUND_ALLOWED_HOSTS lets customers call what is inside"),
        ]


def read_environment() -> Environment:
    """Return the environment, or end the process with a line for each fault."""
    try:
        env = Environment()
    except ValidationError as error:
        faults = "\n".join(f"  {'.'.join(map(str, e['loc'])).upper() or 'environment'}: {e['msg']}" for e in error.errors())
        sys.exit(f"TrustTrack cannot start; the environment is wrong:\n{faults}")
    if env.mode == "production":
        return env
    local = {
        "secret_key": env.secret_key or LOCAL_SECRET,
        "jwt_signing_key": env.jwt_signing_key or f"{LOCAL_SECRET}-jwt",
        "allowed_hosts": env.allowed_hosts or ["localhost", "127.0.0.1", "[::1]", "testserver"],
        "base_url": env.base_url or f"http://localhost:{env.port}",
        "database_url": env.database_url or "postgresql://localhost/trusttrack",
        "redis_url": env.redis_url or "redis://localhost:6379/0",
        "email_url": env.email_url or "inbox://",
        "sms_url": env.sms_url or "inbox://",
        "push_url": env.push_url or "inbox://",
        "scanner_url": env.scanner_url or "local://",
        "register_url": env.register_url or "local://",
        "ledger_origin": env.ledger_origin or "trusttrack.local/log",
    }
    return env.model_copy(update=local)
