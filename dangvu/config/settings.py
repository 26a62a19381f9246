"""Settings, read from the environment only: DATABASE_URL and the DANGVU_ variables that docs/howto/start.md and production.md explain."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Any

from dangvu.config.database import WEB_ADDRESS, database_settings, secret_key, web_settings

BASE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("DANGVU_HOME") or BASE.parent / "instance").absolute()

DEBUG = os.environ.get("DANGVU_DEBUG") == "1"
SECRET_KEY = secret_key(HOME, os.environ)
PUBLIC_HOSTS = [name.strip() for name in os.environ.get("DANGVU_HOSTS", "").split(",") if name.strip()]
ALLOWED_HOSTS = [*PUBLIC_HOSTS, "127.0.0.1", "localhost", "[::1]"]
TRUSTED_PROXY = os.environ.get("DANGVU_TRUSTED_PROXY", "")
IS_BEHIND_TLS = bool(TRUSTED_PROXY)
"""The proxy named there speaks https for the application; `serve` believes what it alone says of the scheme and of the client."""
METRICS_TOKEN = os.environ.get("DANGVU_METRICS_TOKEN", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "dangvu.ledger",
    "dangvu.web",
    "dangvu.accounts",
    "dangvu.rulebook",
    "dangvu.organisation",
    "dangvu.people",
    "dangvu.access.apps.AccessConfig",
    "dangvu.readings",
    "dangvu.documents",
    "dangvu.members",
    "dangvu.badges",
    "dangvu.dues",
    "dangvu.exits",
    "dangvu.meetings",
    "dangvu.transfers",
    "dangvu.proposals",
    "dangvu.reorganisation",
    "dangvu.exchange",
    "dangvu.pages",
    "dangvu.config.apps.ConfigConfig",
]

MIDDLEWARE = [
    "dangvu.web.middleware.Watch",
    "dangvu.web.middleware.Headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # what is above speaks about files too
    "dangvu.web.middleware.Language",
    "dangvu.web.limits.DatabaseLimits",
    "dangvu.web.middleware.RefuseNul",
    "dangvu.web.space.Room",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dangvu.access.middleware.Rights",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dangvu.accounts.middleware.SessionLimits",
    "dangvu.access.middleware.LastMandate",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "dangvu.accounts.middleware.SecondFactor",
    "dangvu.web.limits.Turns",
]
HEAVY_PAGES = {
    "overview", "unit", "members", "figures", "figure", "return", "return_workbook", "search", "report_check", "report_draft",
    "export_members", "badges", "export_badges", "plan", "api_members", "api_figures", "api_records",
}  # fmt: skip
"""Pages that ask much of the database, by name: one account has two of them made at a time."""
API_ROOT = "/api/"
"""Addresses of programs begin so: tokens count there, and what went wrong is told as JSON."""

PROCRASTINATE_IMPORT_PATHS = ["dangvu.pages.jobs"]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""

ROOT_URLCONF = "dangvu.config.urls"
WSGI_APPLICATION = "dangvu.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ],
        },
    },
]

DATABASES = {"default": database_settings(HOME, os.environ)}
WEB_DATABASE = partial(web_settings, HOME, os.environ)
"""Asked by whoever serves: it makes a password where there is none yet."""
IS_WEB_DATABASE_GIVEN = bool(os.environ.get(WEB_ADDRESS))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE.parent / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # numbers are formatted by the tags of dangvu.web, dates too

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

AUTH_USER_MODEL = "accounts.Account"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "overview"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["dangvu.accounts.hashers.ComposedArgon2"]
ARGON2 = {"time": 3, "memory_kib": 64 * 1024, "lanes": 4}  # RFC 9106, the second recommended choice; measured in docs/areas/accounts.md
AUTH_PASSWORD_VALIDATORS = [{"NAME": "dangvu.accounts.validators.LongEnough"}, {"NAME": "dangvu.accounts.validators.HardToGuess"}]
ACCOUNTS_INVENTED = "dangvu.demo.known.is_invented"  # whether the register holds invented people alone
ACCOUNTS_KEPT_BY = "dangvu.access.gate.keeps_accounts"  # whether a reader may invite and recover others

ACCOUNT_ADAPTER = "dangvu.accounts.adapters.SignIn"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # the cookie goes with the browser
ACCOUNT_RATE_LIMITS = False  # dangvu.accounts.throttle says why
ACCOUNT_FORMS = {"login": "dangvu.accounts.forms.SignInForm"}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # nothing is sent by mail
MFA_ADAPTER = "dangvu.accounts.adapters.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # the clock of a phone may be half a minute off
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "authenticate": "dangvu.accounts.forms.CodeForm",
    "activate_totp": "dangvu.accounts.forms.EnrolForm",
    "add_webauthn": "dangvu.accounts.forms.PasskeyForm",
}

SESSION_ENGINE = "dangvu.accounts.sessions"
SESSION_COOKIE_NAME = "__Host-session" if IS_BEHIND_TLS else "sessionid"
SESSION_COOKIE_SECURE = IS_BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if IS_BEHIND_TLS else "csrftoken"
CSRF_COOKIE_SECURE = IS_BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "dangvu.web.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_BEHIND_TLS
SECURE_REDIRECT_EXEMPT = [r"^suc-khoe/"]  # probes of the same machine speak http
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_BEHIND_TLS else 0
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # csrf_failure has its own page and the middleware is there under Django's own name
    "security.W005",  # other hosts below the same domain belong to others
    "security.W021",  # likewise: a domain enters the browsers' list by its owner's decision
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}
LOG_IS_JSON = os.environ.get("DANGVU_LOG") == "json"
"""One JSON object a line, and a line for every answer."""
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "dangvu.web.logs.DiscreetLines" if LOG_IS_JSON else "dangvu.web.logs.Discreet"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},  # what is less than a fault is logged with its number by dangvu.web.views
        "django.security": {"level": "ERROR"},
        "dangvu.requests": {"level": "INFO" if LOG_IS_JSON else "WARNING"},
    },
}
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
