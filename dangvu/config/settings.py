"""Settings, read from the environment only: DANGVU_HOME, DATABASE_URL, DANGVU_SECRET_KEY, DANGVU_DEBUG, DANGVU_HOSTS."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from dangvu.config.database import database_settings, secret_key

BASE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("DANGVU_HOME") or BASE.parent / "instance").absolute()

DEBUG = os.environ.get("DANGVU_DEBUG") == "1"
SECRET_KEY = secret_key(HOME, os.environ)
ALLOWED_HOSTS = os.environ.get("DANGVU_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "dangvu.ledger",
    "dangvu.web",
    "dangvu.accounts",
    "dangvu.rulebook",
    "dangvu.organisation",
    "dangvu.people",
    "dangvu.access",
    "dangvu.members",
    "dangvu.meetings",
    "dangvu.exchange",
    "dangvu.pages",
    "dangvu.config.apps.ConfigConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "dangvu.web.middleware.RefuseNul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dangvu.accounts.middleware.SessionLimits",
    "dangvu.access.middleware.Rights",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "dangvu.accounts.middleware.SecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

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
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "dangvu.web.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
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
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "dangvu.web.logs.Discreet"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},  # what is less than a fault is logged with its number by dangvu.web.views
        "django.security": {"level": "ERROR"},
    },
}
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
