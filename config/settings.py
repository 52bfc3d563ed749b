"""Settings: everything a deployment decides comes from the environment (ENTENTE_*, DATABASE_URL).

docs/deployment.md lists each variable. A value that cannot be used is refused at start with a sentence that says
how to mend it.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import environment
from config.environment import RefusedSetting
from config.state import secret_key, state_directory

BASE_DIR = Path(__file__).resolve().parent.parent

# What the environment says

DEBUG = environment.boolean("ENTENTE_DEBUG", default=False)
STATE_DIR = state_directory(environment.text("ENTENTE_STATE_DIR", default="") or BASE_DIR / ".entente")
SECRET_KEY = environment.secret("ENTENTE_SECRET_KEY") or secret_key(STATE_DIR / "secret-key")
ALLOWED_HOSTS = environment.hosts("ENTENTE_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
HTTPS = environment.boolean("ENTENTE_HTTPS", default=False)
PROXIES = environment.number("ENTENTE_PROXIES", default=0, least=0, most=10)
CORS_ORIGINS = environment.origins("ENTENTE_CORS_ORIGINS", default=["*"])
THROTTLE = environment.rate("ENTENTE_API_THROTTLE")
SESSION_HOURS = environment.number("ENTENTE_SESSION_HOURS", default=12, least=1, most=720)
IDLE_HOURS = environment.number("ENTENTE_IDLE_HOURS", default=4, least=1, most=720)
TIME_ZONE = environment.time_zone("ENTENTE_TIME_ZONE", default="UTC")
LOG_LEVEL = environment.choice(
    "ENTENTE_LOG_LEVEL", default="INFO", choices=["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
)
DATABASE_URL = environment.text("DATABASE_URL", default="")
environment.refuse_misspelt()

# Applications

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, which asks it for the languages of every model
    "config.apps.EntenteAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "corsheaders",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "citations",
    "glossary",
    "seeds",
    "axes",
    "config.apps.ConfigConfig",
    "config.accounts.apps.AccountsConfig",  # last: its groups are made of the rights of all the others
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",  # before WhiteNoise: static files carry the policy too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "config.middleware.ApiWithoutCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.accounts.middleware.SignedIn",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Storage: embedded SQLite by default, PostgreSQL by DATABASE_URL


def _database() -> dict[str, Any]:
    if not DATABASE_URL:
        return _sqlite(STATE_DIR / "entente.sqlite3")
    if DATABASE_URL.partition("://")[0] not in ("postgresql", "postgres", "sqlite"):
        raise RefusedSetting(_database_hint("only SQLite and PostgreSQL are supported"))
    try:
        found: dict[str, Any] = dict(environ.Env.db_url_config(DATABASE_URL))
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        raise RefusedSetting(_database_hint("it cannot be read")) from error
    if found["ENGINE"] == "django.db.backends.sqlite3":
        return _sqlite(found["NAME"])
    return found | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def _database_hint(what: str) -> str:
    return (
        f"DATABASE_URL: {what}; write it like postgresql://user:password@host:5432/name, "
        "or sqlite:////path/to/file.sqlite3, or leave it out for the embedded database."
    )


def _sqlite(name: object) -> dict[str, Any]:
    # IMMEDIATE: a transaction that reads first and writes later would fail at once, whatever the timeout.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # 64 MB of pages in memory and 256 MB read as they lie in the file: a search looks up hundreds of keys.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                " PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;"
            ),
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Languages: of the interface and of the content (citations/languages.py maps the two)

LANGUAGE_CODE = "en"
LANGUAGES = [("ru", _("Russian")), ("zh-hans", _("Chinese")), ("en", _("English"))]
MODELTRANSLATION_LANGUAGES = ("ru", "zh-hans", "en")
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_ENABLE_FALLBACKS = False
MODELTRANSLATION_FALLBACK_LANGUAGES: tuple[str, ...] = ()
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
USE_I18N = True
USE_TZ = True

# Accounts and sessions

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [{"NAME": "config.accounts.passwords.AnotherThanGiven"}]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_AGE = 60 * 60 * SESSION_HOURS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.errors.forged"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Guessed passwords: so many failures of one name from one address, and it is closed to that address for a while

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "config.accounts.signin.client_address"
AXES_LOCKOUT_CALLABLE = "config.accounts.signin.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page says when to try again, and that stays true
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken"]

# Security

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and PROXIES else None
CSRF_TRUSTED_ORIGINS = [
    f"https://{origin}"
    for host in ALLOWED_HOSTS
    if HTTPS and host != "*"
    for origin in ([host[1:], f"*{host}"] if host.startswith(".") else [host])
]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Formats of exchange, in the order in which they are offered

EXCHANGE_FORMATS = [
    "citations.exchange.jsonl.JsonLines",
    "citations.exchange.csv_table.Csv",
    "citations.exchange.xlsx.Xlsx",
    "citations.exchange.csl_json.CslJson",
    "citations.exchange.bibtex.BibLatex",
    "citations.exchange.bibtex.BibTex",
    "citations.exchange.ris.Ris",
    "glossary.exchange.tbx.Tbx",
    "glossary.exchange.skos.formats.Turtle",
    "glossary.exchange.skos.formats.JsonLd",
]

# Static files: WhiteNoise serves them from where they lie, nothing is collected

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0 if DEBUG else 60 * 60

# The API

CORS_URLS_REGEX = r"^/api/.*$"
CORS_ALLOW_ALL_ORIGINS = CORS_ORIGINS == ["*"]
CORS_ALLOWED_ORIGINS = [] if CORS_ALLOW_ALL_ORIGINS else CORS_ORIGINS
CORS_ALLOW_METHODS = ("GET", "HEAD", "OPTIONS", "POST")
CORS_ALLOW_CREDENTIALS = False
CORS_EXPOSE_HEADERS = ("ETag", "Link", "Retry-After")

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["citations.api.rendering.JSON"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "citations.api.rendering.Negotiation",
    "DEFAULT_SCHEMA_CLASS": "citations.api.schema.PublicSchema",
    "EXCEPTION_HANDLER": "citations.api.problems.handle_exception",
    # A rate of None is no limit.
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": THROTTLE},
    "NUM_PROXIES": PROXIES,
}

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Entente",
    "DESCRIPTION": (
        "A glossary, treaty register and citation database for writing on Russia and China: Russian and Chinese side "
        "by side, English as the pivot. Read only, without registration."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "LICENSE": {"name": "CC BY 4.0 (the data)", "identifier": "CC-BY-4.0"},
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVERS": [{"url": "/", "description": "This host"}],
    # Words stand where they are used: many of our fields are called kind, and no two mean the same.
    "POSTPROCESSING_HOOKS": [],
}

# Logging

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"axes": {"level": "WARNING"}},  # a failure, not every step of every sign-in
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
