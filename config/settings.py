"""Django settings, in one file. What differs between machines comes from the environment (config/env.py)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import sentry_sdk
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF

from common.logs import logging_config
from config.admin_menu import UNFOLD  # noqa: F401 - read by unfold
from config.env import read_environment
from config.services import email_backend, postgres_database, redis_urls, upload_origins, upload_storage

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
METRICS_TOKEN = ENV.metrics_token
APPEND_SLASH = True

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
    "common",
    "events",
    "ledger",
    "vendors",
    "orders",
    "reviews",
    "tracking",
    "notifications",
    "imports",
    "config",
]

MIDDLEWARE = [
    "common.middleware.RequestIdMiddleware",
    "common.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.AllauthAnswersMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
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

# --- Database ---------------------------------------------------------------------------------------------------------
# A lock is waited for at most three seconds (the caller gets 503 with Retry-After), a statement for fifteen.
DATABASES: dict[str, dict[str, Any]] = {
    "default": postgres_database(ENV.database_url, pool_max=ENV.database_pool_max, prepare=ENV.database_prepare)
}

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
        "CONFIG": {"hosts": [{"address": REDIS.client, "socket_connect_timeout": 1, "socket_timeout": 5}]},
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
CELERY_BEAT_SCHEDULE = {
    "deliver-due-events": {"task": "events.tasks.deliver_due", "schedule": 2.0, "options": {"expires": 2}},
    "worker-heartbeat": {"task": "events.tasks.heartbeat", "schedule": 10.0, "options": {"expires": 10}},
    "audit-the-log": {"task": "ledger.tasks.audit", "schedule": crontab(hour=3, minute=17), "options": {"expires": 3600}},
    "record-lapsed-badges": {"task": "vendors.tasks.record_lapses", "schedule": 60.0, "options": {"expires": 60}},
    "prune-idempotency-keys": {"task": "events.tasks.prune", "schedule": 3600.0},
}

# --- Who is asking ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password is told by mail
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignUpForm"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds after which sensitive acts ask again who it is
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": f"{BASE_URL}/verify-email/{{key}}",
    "account_reset_password": f"{BASE_URL}/forgot-password",
    "account_reset_password_from_key": f"{BASE_URL}/reset-password/{{key}}",
    "account_signup": f"{BASE_URL}/sign-up",
}
ROLE_PERMISSIONS = "vendors.permissions.ROLE_PERMISSIONS"  # what a membership allows; accounts shows it in /me/
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

# --- Cookies and headers ----------------------------------------------------------------------------------------------
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_HTTPS else "sessionid"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_HTTPS or not IS_LOCAL
CSRF_COOKIE_NAME = "csrftoken"
CSRF_COOKIE_HTTPONLY = False  # the web app sends it back in X-CSRFToken
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "common.problems.csrf_failure"
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
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/", "/api/docs/"],
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "style-src-attr": ["'unsafe-inline'"],  # positions that MUI sets on elements; styles sheets need the nonce
        "img-src": [SELF, "data:", "blob:", *upload_origins(ENV.storage_url)],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# --- REST -------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.FamilyJWTAuthentication",
        "rest_framework.authentication.SessionAuthentication",
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
        "token": "20/min",
        "order_create": "60/min",
        "review_create": "20/min",
        "report": "20/hour",
        "upload": "30/min",
        "search": "300/min",
        "tracking_miss": "30/min",
        "log_chain": "120/min",
        "proof": "120/min",
    },
    "NUM_PROXIES": ENV.trusted_proxies,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "common.problems.problem_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "DATETIME_FORMAT": "%Y-%m-%dT%H:%M:%S.%fZ",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
DRF_STANDARDIZED_ERRORS = {"EXCEPTION_FORMATTER_CLASS": "common.problems.ProblemFormatter"}
SPECTACULAR_SETTINGS = {
    "TITLE": "TrustTrack API",
    "VERSION": "1.0.0",
    "DESCRIPTION": "Local commerce that nobody has to take on trust. Errors are RFC 9457 problems with a stable `code`.",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "common.schema.add_problems"],
    "ENUM_NAME_OVERRIDES": {
        "StatusEnum": "orders.statuses.Status",
        "ActorRoleEnum": "orders.statuses.ActorRole",
        "FulfilmentEnum": "orders.models.Fulfilment",
        "CheckKindEnum": "vendors.models.CheckKind",
        "CheckStatusEnum": "vendors.models.CheckStatus",
        "MembershipRoleEnum": "vendors.models.MembershipRole",
        "ReviewRefusalEnum": "reviews.gate.Refusal",
        "ReportReasonEnum": "reviews.models.ReportReason",
    },
}

# --- Words, times, files ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
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
    "staticfiles": {"BACKEND": "config.static.StaticStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DEFAULT_FROM_EMAIL = ENV.email_from
EMAIL_BACKEND, _email_options = email_backend(ENV.email_url)
globals().update(_email_options)

# --- What operators see -----------------------------------------------------------------------------------------------
LOGGING_CONFIG = None
logging_config(ENV.log_format)
if ENV.sentry_dsn:
    sentry_sdk.init(dsn=ENV.sentry_dsn, send_default_pii=False, traces_sample_rate=0.0)
