"""Environment only, typed. The order of INSTALLED_APPS is the architecture: a room imports only rooms before it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from handrail.kit import environment as env
from handrail.kit import identity
from handrail.kit.outward import addresses, mailurl

HERE = Path(__file__).parent
DATA_DIR = env.data_dir()
DEBUG = env.flag("HANDRAIL_DEBUG")
PROCESS = env.text("HANDRAIL_PROCESS", "command")

PORT = env.number("HANDRAIL_PORT", 8000, 1, 65535)
URL = env.address("HANDRAIL_URL", f"http://127.0.0.1:{PORT}")
SECURE = URL.startswith("https://")
HOST = env.host_of(URL)

BUILDING = env.flag("HANDRAIL_NO_DATABASE")
SECRET_KEY = "only-for-commands-that-open-no-session" if BUILDING else env.secret_key(DATA_DIR)

SAML = env.importable("xmlsec", "onelogin.saml2.auth")
"""Whether this machine can do SAML: its signatures need a compiled library, which is there as a wheel."""

ROOMS = [
    "handrail.ui",
    "handrail.house.workspaces",
    "handrail.house.ledger",
    "handrail.house.nudges",
    "handrail.house.deadlines",
    "handrail.house.access",
    "handrail.house.people",
    "handrail.house.signing",
    "handrail.house.talk",
    "handrail.house.escalations",
    "handrail.house.imports",
    "handrail.house.search",
    "handrail.record.customers",
    "handrail.record.metrics",
    "handrail.record.notes",
    "handrail.record.tasks",
    "handrail.record.feedback",
    "handrail.record.assumptions",
    "handrail.record.decisions",
    "handrail.record.risks",
    "handrail.record.plans",
    "handrail.record.handoffs",
    "handrail.record.projects",
    "handrail.record.blockers",
    "handrail.record.scope",
    "handrail.record.readiness",
    "handrail.record.drills",
    "handrail.record.rollout",
    "handrail.record.outside",
    "handrail.record.agreed",
    "handrail.watch.health",
    "handrail.watch.insights",
    "handrail.watch.reviews",
    "handrail.watch.playbooks",
    "handrail.watch.summaries",
    "handrail.watch.rules",
    "handrail.doors.desk",
    "handrail.doors.calendar",
    "handrail.doors.outside",
    "handrail.doors.portal",
    "handrail.doors.infohub",
    "handrail.doors.exchange",
    "handrail.doors.api",
    "handrail.doors.operator",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "procrastinate.contrib.django",
    *ROOMS,
    # After our rooms, so that our templates come before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *(["allauth.socialaccount.providers.saml"] if SAML else []),
]

MIDDLEWARE = [
    "handrail.kit.web.request_id.RequestIdMiddleware",
    "handrail.kit.web.measuring.MeasureMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "handrail.house.access.headers.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "handrail.house.access.middleware.SessionLimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "handrail.house.access.middleware.ScopeMiddleware",
]

ROOT_URLCONF = "handrail.urls"
WSGI_APPLICATION = "handrail.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "handrail.ui.context.frame",
            ],
            "builtins": ["handrail.ui.templatetags.ui"],
        },
    }
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.database(
        env.text("DATABASE_URL", "postgresql://handrail@127.0.0.1/handrail"), "DATABASE_URL"
    ),
}
if env.text("DATABASE_OWNER_URL"):
    DATABASES["owner"] = env.database(env.text("DATABASE_OWNER_URL"), "DATABASE_OWNER_URL")
    DATABASES["owner"]["TEST"] = {"MIRROR": "default"}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if PROCESS == "web":
    # One connection per thread of the server, kept: a connection per request costs more than the page.
    # A server that is back within seconds is waited for. While it is away longer, whoever comes tries anew, since
    # trying less and less often would outlast its return.
    pool = {"min_size": 2, "max_size": 16, "timeout": 5, "reconnect_timeout": 3}
    DATABASES["default"]["OPTIONS"]["pool"] = pool
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "workspaces.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"

# The sign-in library. Its own limits need a cache that all processes share; ours are in PostgreSQL (signing/limits.py).
ACCOUNT_ADAPTER = "handrail.house.signing.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * 15
ACCOUNT_LOGIN_TIMEOUT = 60 * 15
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_FORMS = {
    "reauthenticate": "handrail.house.signing.forms.PasswordAgainForm",
    "change_password": "handrail.house.signing.forms.ChangeForm",
    "set_password": "handrail.house.signing.forms.FirstPasswordForm",
    "reset_password_from_key": "handrail.house.signing.forms.ResetForm",
}
MFA_ADAPTER = "handrail.house.signing.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Handrail"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = HOST in ("localhost", "127.0.0.1")  # browsers allow it there only
MFA_FORMS = {
    "authenticate": "handrail.house.signing.forms.CodeForm",
    "reauthenticate": "handrail.house.signing.forms.CodeAgainForm",
    "activate_totp": "handrail.house.signing.forms.FirstCodeForm",
}
SOCIALACCOUNT_ADAPTER = "handrail.house.signing.adapters.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # who is linked by mail is decided in our adapter
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
SOCIALACCOUNT_LOGIN_ON_GET = True  # our own page has asked, by POST
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SIGN_IN_PROVIDERS = (
    () if BUILDING else identity.read(env.path("HANDRAIL_PROVIDERS", DATA_DIR / "providers.yaml"))
)
SOCIALACCOUNT_PROVIDERS = identity.for_library(SIGN_IN_PROVIDERS)

ALLOWED_HOSTS = [HOST, "127.0.0.1", "localhost", "[::1]", *env.names("HANDRAIL_HOSTS")]
CSRF_TRUSTED_ORIGINS = [URL]
SESSION_COOKIE_NAME = "handrail"
SESSION_COOKIE_AGE = env.number("HANDRAIL_SESSION_DAYS", 30, 1, 365) * 60 * 60 * 24
SESSION_IDLE = env.number("HANDRAIL_SESSION_IDLE_HOURS", 7 * 24, 1, 365 * 24) * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "DENY"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [HERE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_HTTPONLY = True

STORAGES = {
    "default": {
        "BACKEND": "handrail.kit.whole_files.WholeFiles",
        "OPTIONS": {"location": str(DATA_DIR / "files"), "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_MOST = env.number("HANDRAIL_FILE_MB", 25, 1, 1_000) << 20
FILES_MOST = env.number("HANDRAIL_FILES_MB", 5_000, 1, 10_000_000) << 20

STATIC_URL = "/static/"
STATIC_ROOT = None  # files are served straight from the packages; the build has hashed their names
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/handrail/assets/.+-[\w-]{8}\.\w+$"
FILE_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 80_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100  # pages that take many say so; each may be open at once while it is read
NEW_WORKSPACES = env.one_of("HANDRAIL_NEW_WORKSPACES", "OWNERS", ("OWNERS", "EVERYBODY", "NOBODY"))

OUTWARD_ALLOW = addresses.allowed(env.names("HANDRAIL_OUTWARD_ALLOW"))
MAIL = mailurl.mail(env.text(mailurl.NAME), DATA_DIR / "mail", env.text("HANDRAIL_MAIL_WEBHOOK"))
vars().update(MAIL.settings)  # EMAIL_BACKEND and what belongs to it
ANYMAIL = MAIL.anymail
MAIL_ARRIVES = MAIL.arrives
"""Whether mail leaves the machine; where it does not, pages do not offer what needs it."""
DEFAULT_FROM_EMAIL = SERVER_EMAIL = mailurl.sender(env.text("HANDRAIL_MAIL_FROM"), HOST)
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"

METRICS_TOKEN = env.secret("HANDRAIL_METRICS_TOKEN")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"text": {"()": "handrail.kit.logs.Line"}, "json": {"()": "handrail.kit.logs.Json"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "stream": sys.stderr,
            "formatter": env.one_of("HANDRAIL_LOG_FORMAT", "TEXT", ("TEXT", "JSON")).lower(),
        }
    },
    "loggers": {"httpcore2": {"level": "WARNING"}},  # below that it tells what is sent where
    "root": {"handlers": ["stderr"], "level": env.one_of("HANDRAIL_LOG_LEVEL", "WARNING", LEVELS)},
}
