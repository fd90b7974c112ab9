"""Django settings, in one file. What differs between machines comes from the environment (config/env.py)."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from celery.schedules import crontab

from common.logs import logging_config
from config.admin_menu import UNFOLD  # noqa: F401 - read by unfold
from config.env import read_environment
from config.error_reports import start_error_reports
from config.policies import page_policy, permissions_policy
from config.services import (
    channel_hosts,
    company_register,
    document_storage,
    email_backend,
    erasure_journal,
    mail_provider,
    map_origins,
    postgres_database,
    push_gateway,
    redis_urls,
    sms_gateway,
    upload_origins,
    upload_storage,
    virus_scanner,
)

# --- Where we are -----------------------------------------------------------------------------------------------------
BASE_DIR = Path(__file__).resolve().parent.parent
ENV = read_environment()
IS_LOCAL = ENV.mode == "local"
DEBUG = False
SECRET_KEY = ENV.secret_key
SECRET_KEY_FALLBACKS = ENV.secret_key_fallbacks
ALLOWED_HOSTS = ENV.allowed_hosts
BASE_URL = ENV.base_url.rstrip("/")
IS_HTTPS = BASE_URL.startswith("https://")
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOG_FORMAT = ENV.log_format
RELEASE = ENV.release  # the version that runs, in error reports, traces and metrics
ALIVE_FILE = ENV.alive_file  # touched by worker, scheduler and sealer (common/aliveness.py); none: nothing
METRICS_TOKEN = ENV.metrics_token
APPEND_SLASH = True
ADMIN_PATH = ENV.admin_path

INSTALLED_APPS = [
    "unfold",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "channels",
    "csp",
    "accounts",  # before allauth, whose mail templates it replaces
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.usersessions",
    "common",
    "events",
    "timers",
    "ledger",
    "live",
    "vendors",
    "discovery",
    "orders",
    "reviews",
    "tracking",
    "notifications",
    "webhooks",
    "following",
    "moderation",
    "legal",
    "privacy",
    "imports",
    "config",
    "operations",
]

MIDDLEWARE = [
    "common.middleware.RequestIdMiddleware",
    "common.hardening.HeadersMiddleware",
    "common.hardening.MethodsMiddleware",
    "common.throttling.RateLimitHeadersMiddleware",
    "common.metrics.MetricsMiddleware",
    "common.tracing.TracingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.policies.PolicyMiddleware",
    "common.hardening.OriginMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.AllauthAnswersMiddleware",
    "accounts.middleware.SessionActivityMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "OPTIONS": {
            # Of third-party pages, only their own inline styles and scripts get the answer's nonce (config/guarded_templates.py).
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "config.guarded_templates.GuardedLoader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- Live ---------------------------------------------------------------------------------------------------------------
SOCKETS_PER_ADDRESS = ENV.sockets_per_address
TRUSTED_PROXIES = ENV.trusted_proxies

# --- The public log -----------------------------------------------------------------------------------------------------
LEDGER_ORIGIN = ENV.ledger_origin  # the log's name, in every checkpoint; a new one is a new log
LEDGER_KEY_FILE = BASE_DIR / ENV.ledger_key_file  # read by the sealer alone; LEDGER_SIGNING_KEY goes before it
LEDGER_STATE_FILE = BASE_DIR / ENV.ledger_state_file
LEDGER_VERIFIER_FILE = BASE_DIR / "frontend" / "dist" / "verifier.html"  # the single-file verifier, whose hash is logged
LEDGER_POLICY_FILE = ENV.ledger_policy_file  # where the sealer leaves the policy for verifiers on this machine; none: nowhere
LEDGER_WITNESSES = ENV.ledger_witnesses
LEDGER_QUORUM = ENV.ledger_quorum

# --- Reviews ----------------------------------------------------------------------------------------------------------
REVIEW_EDIT_DAYS = ENV.review_edit_days  # so long the author can publish new versions
REVIEW_INVITE_HOURS = ENV.review_invite_hours  # after completion the customer is asked once, by mail
REVIEW_WINDOW_DAYS = ENV.review_window_days  # so long neither side sees the other's rating, where vendors rate pick-ups

# --- Database ---------------------------------------------------------------------------------------------------------
# A lock is waited for at most three seconds (the caller gets 503 with Retry-After), a statement for fifteen.
DATABASES: dict[str, dict[str, Any]] = {
    "default": postgres_database(ENV.database_url, pool_max=ENV.database_pool_max, prepare=ENV.database_prepare)
}
DATABASE_ANSWER_SECONDS = ENV.database_answer_seconds

# --- Redis: cache, limits, fan-out, queue. Nothing in a request waits for it --------------------------------------------
REDIS = redis_urls(ENV.redis_url)
CACHES = {
    "default": {
        "BACKEND": "common.cache.FailSoftRedisCache",
        "LOCATION": REDIS.client,
        "OPTIONS": {"socket_timeout": 0.3, "socket_connect_timeout": 0.3, "retry": None},
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": channel_hosts(ENV.channels_redis_urls or [ENV.redis_url])},
    }
}
CELERY_BROKER_URL = REDIS.broker
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 130,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "socket_keepalive": True,
    "max_retries": 1,
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "timers.beat:LeadingScheduler"  # as many as one likes: one leads
CELERY_BEAT_SCHEDULE = {
    "fire-due-timers": {"task": "timers.tasks.fire_due", "schedule": 1.0, "options": {"expires": 2}},
    "deliver-due-events": {"task": "events.tasks.deliver_due", "schedule": 2.0, "options": {"expires": 2}},
    "send-due-messages": {"task": "notifications.tasks.send_due", "schedule": 2.0, "options": {"expires": 2}},
    "worker-heartbeat": {"task": "events.tasks.heartbeat", "schedule": 10.0, "options": {"expires": 10}},
    "audit-the-log": {"task": "ledger.tasks.audit", "schedule": crontab(hour=3, minute=17), "options": {"expires": 3600}},
    "count-moderation": {"task": "moderation.tasks.count", "schedule": 600.0, "options": {"expires": 600}},
    "record-lapsed-badges": {"task": "vendors.tasks.record_lapses", "schedule": 60.0, "options": {"expires": 60}},
    "tend-checks": {"task": "vendors.tasks.tend_checks", "schedule": 60.0, "options": {"expires": 60}},
    "scan-documents": {"task": "vendors.tasks.scan_documents", "schedule": 300.0, "options": {"expires": 300}},
    "erase-documents": {"task": "vendors.tasks.erase_documents", "schedule": 300.0, "options": {"expires": 300}},
    "erase-nameless-files": {"task": "vendors.tasks.erase_nameless_files", "schedule": crontab(minute=23)},
    "count-listed-vendors": {"task": "vendors.tasks.count_listed", "schedule": 300.0, "options": {"expires": 300}},
    "count-search-words": {"task": "vendors.tasks.count_words", "schedule": crontab(hour=2, minute=41)},
    "refresh-stale-search": {"task": "vendors.tasks.refresh_stale_search", "schedule": 5.0, "options": {"expires": 5}},
    "delete-due-accounts": {"task": "privacy.tasks.delete_due", "schedule": 30.0, "options": {"expires": 30}},
    "gather-digests": {"task": "notifications.tasks.gather_digests", "schedule": 60.0, "options": {"expires": 60}},
    "reveal-reviews": {"task": "reviews.tasks.reveal_due", "schedule": 60.0, "options": {"expires": 60}},
    "send-due-webhooks": {"task": "webhooks.tasks.send_due", "schedule": 2.0, "options": {"expires": 2}},
    "prune-idempotency-keys": {"task": "events.tasks.prune", "schedule": 3600.0},
}

# --- Who is asking ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": ENV.password_min_length},
    },
    {"NAME": "accounts.passwords.MaximumLength"},
    {"NAME": "accounts.passwords.NotAboutYou"},
    {"NAME": "accounts.passwords.NotGuessed"},
    {"NAME": "accounts.passwords.NotBreached"},
]
BREACHED_PASSWORDS_URL = ENV.breached_passwords_url  # none: only the list that comes with zxcvbn
LOGIN_URL = "/sign-in"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # without a password one signs in by code or passkey
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password is told by mail
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignUpForm"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # seconds; three wrong codes end it sooner
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_RATE_LIMITS = {  # allauth's own, but a mailbox is not filled: so many codes and links in a quarter of an hour
    "reset_password": "20/m/ip,5/15m/key",
    "request_login_code": "20/m/ip,5/15m/key",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds after which sensitive acts ask again who it is
MFA_ADAPTER = "accounts.mfa.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "TrustTrack"
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds that a phone's clock may be off
MFA_RECOVERY_CODES_SHOW_ONCE = True
SECOND_FACTOR_ROLES = ("owner", "manager")  # in a vendor; the platform's staff needs one too
MFA_TRUST_ENABLED = False  # no browser skips the second factor (docs/adr/0016-sign-in.md)
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": f"{BASE_URL}/verify-email/{{key}}",
    "account_reset_password": f"{BASE_URL}/forgot-password",
    "account_reset_password_from_key": f"{BASE_URL}/reset-password/{{key}}",
    "account_signup": f"{BASE_URL}/sign-up",
}
ROLE_PERMISSIONS = "vendors.permissions.ROLE_PERMISSIONS"  # what a membership allows; accounts shows it in /me/
VENDOR_SCOPES = "vendors.scopes.VENDOR_SCOPES"  # what tokens and keys can be limited to, beside a person's own things
API_KEY_READER = "vendors.authentication.user_of_api_key"  # whom a vendor's key stands for
TABLET_READER = "vendors.tablets.user_of_tablet"  # who works on a vendor's shared tablet, by its cookie
NEW_ORDERS_READER = "orders.arrivals.new_orders_of"  # what a locked one may know: that orders wait, and since when
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxies
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=5),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=14),
    "ALGORITHM": "HS256",
    "SIGNING_KEY": ENV.jwt_signing_key,
    "ISSUER": BASE_URL,
    "AUDIENCE": "trusttrack-api",
    "USER_ID_CLAIM": "sub",
    "UPDATE_LAST_LOGIN": False,
}
JWT_SIGNING_KEY_FALLBACKS = ENV.jwt_signing_key_fallbacks  # verify only; see accounts/signing.py

SESSION_LIMITS = {  # since the last call, and since the sign-in (accounts/sessions.py)
    "everybody": (timedelta(days=14), timedelta(days=30)),
    "staff": (timedelta(hours=1), timedelta(hours=12)),
}
TABLET_COOKIE_NAME = "__Host-tablet" if IS_HTTPS else "tablet"
DEVICE_COOKIE_NAME = "__Host-device" if IS_HTTPS else "device"
PLACES_DATABASE = ENV.places_database  # a MaxMind DB file of cities; none: networks are shown without a place

# --- The map ------------------------------------------------------------------------------------------------------------
MAP_STYLE_URL = ENV.map_style_url  # none: lists without a map
MAP_ATTRIBUTION = ENV.map_attribution
MAP_ORIGINS = map_origins(ENV.map_style_url, ENV.map_origins)

GEOCODER_URL = ENV.geocoder_url  # none: only the cities and postcodes of vendors are places

# --- Moderation ---------------------------------------------------------------------------------------------------------
APPEAL_WITHIN = timedelta(days=ENV.appeal_days)  # of a decision, for the author of a review
MODERATION_SAMPLE_PERCENT = ENV.moderation_sample_percent  # of published reviews that a person looks at unasked

# --- Who runs this (legal) ----------------------------------------------------------------------------------------------
OPERATOR_NAME = ENV.operator_name  # in terms and privacy; `check --deploy` refuses a production without
OPERATOR_ADDRESS = ENV.operator_address
OPERATOR_CONTACT = ENV.operator_contact

# --- Cookies and headers ----------------------------------------------------------------------------------------------
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_HTTPS else "sessionid"
SESSION_COOKIE_AGE = 86_400  # of who has not signed in: a sign-up or code that waits; each sign-in is given its own end
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_HTTPS or not IS_LOCAL
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = False  # the web app sends it back in X-CSRFToken
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "common.problems.csrf_failure"
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"  # a tracking link is a key; it never travels in a Referer
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if IS_LOCAL else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not IS_LOCAL
SECURE_HSTS_PRELOAD = not IS_LOCAL
SECURE_SSL_REDIRECT = not IS_LOCAL
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.trusted_proxies else None
X_FRAME_OPTIONS = "DENY"
REPORTS_PATH = "/reports/csp"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": page_policy(pictures=upload_origins(ENV.storage_url), maps=MAP_ORIGINS, reports=REPORTS_PATH)
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
# What an answer carries unless its view said otherwise. The log's views do: they are for everybody's pages.
ANSWER_HEADERS = {
    "Cache-Control": "private, no-store",
    "Cross-Origin-Opener-Policy": SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": permissions_policy(),
    "Referrer-Policy": SECURE_REFERRER_POLICY,
    "Reporting-Endpoints": f'csp="{BASE_URL}{REPORTS_PATH}"',
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": X_FRAME_OPTIONS,
}
SECURITY_CONTACT = ENV.security_contact

# --- REST -------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "vendors.authentication.ApiKeyAuthentication",
        "accounts.authentication.FamilyJWTAuthentication",
        "vendors.authentication.BrowserAuthentication",
        "vendors.authentication.TabletAuthentication",  # where nobody is signed in by session
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["common.rendering.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["common.parsing.OrjsonParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "common.pagination.KeysetPagination",
    "DEFAULT_THROTTLE_CLASSES": ["common.throttling.ScopedThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        "anonymous": "1200/min",
        "user": "1200/min",
        "write": "300/min",
        "vendor_create": "10/day",
        "token": "20/min",
        "email_change": "10/hour",
        "email_change_code": "30/hour",
        "second_factor": "10/hour",  # wrong codes of an account
        "second_factor_day": "30/day",
        "pin": "30/min",  # tries from one address of the net
        "pin_tablet": "30/hour",  # wrong ones on one tablet, whoever's
        "guest_code": "10/hour",  # wrong codes for an e-mail
        "guest_code_day": "30/day",
        "sms_account": "5/hour",
        "sms_number": "5/hour",
        "order_create": "60/min",
        "review_create": "20/min",
        "report": "20/hour",
        "report_csp": "60/min",
        "upload": "30/min",
        "search": "300/min",
        "suggest": "600/min",
        "invitation_link": "30/min",
        "invite_vendor": "30/day",  # invitations that one vendor sends
        "invite_address": "5/day",  # and that one address gets, from all of them
        "webhook_send": "30/min",  # tests and replays
        "tracking_miss": "30/min",
        "follow": "20/hour",  # codes that are asked for from one address of the net
        "follow_code": "60/hour",
        "follow_address": "10/day",  # codes that one mail address is sent
        "follow_number": "5/day",  # and one number: not those of sign-ins, which a stranger must not use up
        "log_chain": "120/min",
        "proof": "120/min",
        "page_picture": "120/min",  # of documents
        "figures": "60/min",  # of a vendor's days
    },
    "NUM_PROXIES": ENV.trusted_proxies,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "common.problems.problem_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "DATETIME_FORMAT": "%Y-%m-%dT%H:%M:%S.%fZ",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
# Every operation belongs to one of these by its scope (common/throttling.py); tests/security walks them all.
ROUTE_CLASSES = {
    "anonymous read": ("anonymous", "tracking_miss", "invitation_link"),
    "user read": ("user",),
    "write": ("write", "vendor_create", "order_create", "review_create", "report", "report_csp"),
    "sign-in": (
        "token",
        "email_change_code",
        "second_factor",
        "second_factor_day",
        "follow_code",
        "guest_code",
        "guest_code_day",
        "pin",
        "pin_tablet",
    ),
    "mail and SMS": (
        "email_change",
        "sms_account",
        "sms_number",
        "invite_vendor",
        "invite_address",
        "follow",
        "follow_address",
        "follow_number",
    ),
    "expensive": ("search", "suggest", "proof", "log_chain", "webhook_send", "page_picture", "figures"),
    "upload": ("upload",),
}
DRF_STANDARDIZED_ERRORS = {"EXCEPTION_FORMATTER_CLASS": "common.problems.ProblemFormatter"}
SPECTACULAR_SETTINGS = {
    "TITLE": "TrustTrack API",
    "VERSION": "1.0.0",
    "DESCRIPTION": "Local commerce that nobody has to take on trust. Errors are RFC 9457 problems with a stable `code`.",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],  # the same to everybody, limited tokens and keys included
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "common.schema.add_problems",
        "webhooks.schema.add_webhooks",
    ],
    "ENUM_NAME_OVERRIDES": {
        "StatusEnum": "orders.statuses.Status",
        "ActorRoleEnum": "orders.statuses.ActorRole",
        "FulfilmentEnum": "orders.models.Fulfilment",
        "CheckKindEnum": "vendors.models.CheckKind",
        "CheckStatusEnum": "vendors.models.CheckStatus",
        "BadgeMoveEnum": "vendors.models.BadgeMove",
        "DocumentKindEnum": "vendors.models.DocumentKind",
        "ScanStateEnum": "vendors.models.ScanState",
        "OnboardingStepEnum": "vendors.serializers.onboarding.STEPS",
        "CheckMethodEnum": "vendors.models.CheckMethod",
        "CheckReasonEnum": "vendors.models.CheckReason",
        "KeyScopeEnum": "vendors.scopes.KEY_SCOPE_CHOICES",
        "MembershipRoleEnum": "vendors.models.MembershipRole",
        "ReviewRefusalEnum": "reviews.gate.Refusal",
        "ReportReasonEnum": "reviews.models.ReportReason",
        "ModerationDecisionEnum": "reviews.models.ModerationKind",
        "ModerationReasonEnum": "reviews.models.ModerationGround",
        "AppealOutcomeEnum": "moderation.models.Outcome",
        "FoundByEnum": "moderation.models.SourceKind",
        "ReviewStatusEnum": "reviews.models.ReviewStatus",
        "ReviewFixedEnum": "reviews.errors.FixedReason",
        "PickupRefusalEnum": "reviews.errors.PickupRefusal",
        "PickupReasonEnum": "reviews.models.PickupReason",
        "ReviewRouteEnum": "reviews.models.ReviewRoute",
        "ReviewVersionKindEnum": "reviews.models.VersionKind",
        "LanguageEnum": "vendors.languages.LANGUAGE_CHOICES",
        "ReaderLanguageEnum": "notifications.preference_serializers.LANGUAGE_CHOICES",
        "NoticeChannelEnum": "notifications.models.Channel",
        "DigestEnum": "notifications.models.Digest",
        "NoticeGroupEnum": "notifications.notices.Group",
        "WebhookDeliveryStateEnum": "webhooks.models.DeliveryState",
        "WebhookOffReasonEnum": "webhooks.serializers.OFF_REASONS",
        "ExportStateEnum": "privacy.models.ExportState",
    },
}

# --- Words, times, files ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch"), ("ar", "العربية")]  # of what is written to people (common.letters)
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / ENV.static_root
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where it is missing
FRONTEND_DIST = BASE_DIR / "frontend" / "dist"
STATICFILES_DIRS = [FRONTEND_DIST] if FRONTEND_DIST.exists() else []
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / ".local" / "media"
STORAGES = {
    "default": upload_storage(ENV.storage_url, MEDIA_ROOT),
    "documents": document_storage(ENV.documents_url, BASE_DIR / ".local" / "documents"),  # vendors.documents alone opens it
    "staticfiles": {"BACKEND": "config.static.StaticStorage"},
    **erasure_journal(ENV.erasures_url),  # in no backup (privacy.journal)
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# What one process takes on at once (common/overload.py). Never refused: what operators and their machines ask, and files, for
# which no connection is needed. A path that ends in / stands for all below it.
OVERLOAD: dict[str, Any] = {
    "most": ENV.requests_in_flight,
    "never": ("/healthz", "/readyz", "/metrics", STATIC_URL, MEDIA_URL),
}
SOCKETS_IN_PROCESS = ENV.sockets_in_process
# Counted while they come in (common/request_limits.py): bytes of a body, of one with a file, and of all headers together.
REQUEST_LIMITS: dict[str, Any] = {
    "body": DATA_UPLOAD_MAX_MEMORY_SIZE,
    "headers": 32_768,
    "uploads": {"/cover/": 11_534_336, "/reviews/photos/": 11_534_336, "/documents/": 11_534_336},
}
DEFAULT_FROM_EMAIL = ENV.email_from
EMAIL_BACKEND, _email_options = email_backend(ENV.email_url)
globals().update(_email_options)
#: Of providers asked by HTTP: what is left of their settings, and the secret (`name:password`) that their hooks bring.
ANYMAIL = {"REQUESTS_TIMEOUT": (10, 60), "WEBHOOK_SECRET": ENV.mail_hook_secret, **_email_options.get("ANYMAIL", {})}
EMAIL_FALLBACK = mail_provider(ENV.email_fallback_url, "EMAIL_FALLBACK_URL") if ENV.email_fallback_url else None
VIRUS_SCANNER = virus_scanner(ENV.scanner_url)
COMPANY_REGISTER = company_register(ENV.register_url)
DOCUMENT_RETENTION = timedelta(days=ENV.document_retention_days)  # after the decision; then only a salted hash stays
SMS_GATEWAY = sms_gateway(ENV.sms_url)
SMS_FALLBACK = sms_gateway(ENV.sms_fallback_url, "SMS_FALLBACK_URL") if ENV.sms_fallback_url else None
VAPID_PRIVATE_KEY = ENV.vapid_private_key  # by which push services know us; none: no web push
VAPID_SUBJECT = ENV.vapid_subject or f"https://{urlsplit(BASE_URL).hostname}"  # whom they write to about our pushes
PUSH_GATEWAY = push_gateway(ENV.push_url, has_key=bool(ENV.vapid_private_key))
OUTBOUND_ALLOWED_HOSTS = ENV.outbound_allowed_hosts  # that common.public_http calls although they are not public

# --- What operators see -----------------------------------------------------------------------------------------------
LOGGING_CONFIG = None
logging_config(ENV.log_format)
TRACES_ENDPOINT = ENV.otel_exporter_otlp_endpoint  # of a collector that takes OTLP over HTTP; none: no traces
if ENV.sentry_dsn:
    start_error_reports(ENV.sentry_dsn, release=ENV.release)
