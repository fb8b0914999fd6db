"""Environment only, typed. The order of INSTALLED_APPS is the architecture: a room imports only rooms before it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from handrail.kit import environment as env

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

ROOMS = [
    "handrail.ui",
    "handrail.house.workspaces",
    "handrail.house.ledger",
    "handrail.house.access",
    "handrail.house.talk",
    "handrail.house.imports",
    "handrail.house.search",
    "handrail.record.customers",
    "handrail.record.metrics",
    "handrail.record.tasks",
    "handrail.record.decisions",
    "handrail.record.risks",
    "handrail.record.plans",
    "handrail.watch.health",
    "handrail.doors.desk",
    "handrail.doors.infohub",
    "handrail.doors.exchange",
    "handrail.doors.api",
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
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "handrail.house.access.headers.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
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
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 2, "max_size": 16, "timeout": 10}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "workspaces.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"

ALLOWED_HOSTS = [HOST, "127.0.0.1", "localhost", "[::1]", *env.names("HANDRAIL_HOSTS")]
CSRF_TRUSTED_ORIGINS = [URL]
SESSION_COOKIE_NAME = "handrail"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
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

STATIC_URL = "/static/"
STATIC_ROOT = None  # files are served straight from the packages; the build has hashed their names
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/handrail/assets/.+-[\w-]{8}\.\w+$"
FILE_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 80_000_000
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.one_of("HANDRAIL_LOG_LEVEL", "WARNING", LEVELS)},
}
