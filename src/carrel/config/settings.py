"""Django's settings, read from the environment once. What a site decides in the program is in the database, not here.

CARREL_VAR        folder for the database, files and the secret key (default: ./var)
DATABASE_URL      postgresql://user:password@host:port/name (default: SQLite in CARREL_VAR)
CARREL_HOSTS      names this server answers to, comma-separated (default: loopback)
CARREL_TLS        1 when people reach the server by https; cookies are then sent by https only
CARREL_ADDRESS    the address people use, for links in mail and calendars (default: that of the browser that asks)
CARREL_ROSTERS    folder into which the student system puts its rosters (default: rosters in CARREL_VAR)
CARREL_SECRET_KEY else made once and kept in CARREL_VAR
CARREL_SMTP_HOST  mail server, with _PORT, _TLS (starttls, tls, none), _USER, _PASSWORD; without one mail waits
CARREL_MAIL_FROM  the address mail is from, such as: Library <library@school.example>
CARREL_SMS_URL    webhook of a gateway of short messages, signed with CARREL_SMS_SECRET
CARREL_NOTICES    folder of further languages for notices (default: notices in CARREL_VAR)
"""

import os
from pathlib import Path

from carrel.config.environment import address_from, database_from, gateway_from, mail_server_from, secret_key_in

PACKAGE = Path(__file__).resolve().parent.parent
CARREL_VAR = Path(os.environ.get("CARREL_VAR", "var")).resolve()
CARREL_FILES = CARREL_VAR / "files"
CARREL_ROSTERS = Path(os.environ.get("CARREL_ROSTERS") or CARREL_VAR / "rosters")
CARREL_LEAST_ROOM = 64 * 1024 * 1024  # bytes long work leaves free, so that the desk can go on lending
CARREL_NOTICES = Path(os.environ.get("CARREL_NOTICES") or CARREL_VAR / "notices")
CARREL_ADDRESS = address_from(os.environ)
CARREL_MAIL_SERVER = mail_server_from(os.environ)
CARREL_SMS_GATEWAY = gateway_from(os.environ)
CARREL_LARGEST_UPLOAD = 200 * 1024 * 1024

TLS = os.environ.get("CARREL_TLS") == "1"
DEBUG = False
SECRET_KEY = os.environ.get("CARREL_SECRET_KEY") or secret_key_in(CARREL_VAR)
ALLOWED_HOSTS = [name for name in os.environ.get("CARREL_HOSTS", "").split(",") if name] + [
    "localhost",
    "127.0.0.1",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in ALLOWED_HOSTS] if TLS else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "carrel.cellar.kernel",
    "carrel.cellar.parking",
    "carrel.cellar.jobs",
    "carrel.cellar.files",
    "carrel.cellar.papers",
    "carrel.cellar.post",
    "carrel.rooms.schools",
    "carrel.rooms.people",
    "carrel.rooms.catalogue",
    "carrel.rooms.inventory",
    "carrel.rooms.charges",
    "carrel.rooms.rosters",
    "carrel.rooms.intake",
    "carrel.rooms.labels",
    "carrel.rooms.care",
    "carrel.rooms.supplies",
    "carrel.rooms.plans",
    "carrel.rooms.circulation",
    "carrel.rooms.moving",
    "carrel.rooms.registers",
    "carrel.rooms.stocktake",
    "carrel.rooms.recovery",
    "carrel.rooms.weeding",
    "carrel.rooms.media",
    "carrel.rooms.software",
    "carrel.rooms.reports",
    "carrel.doors.web",
    "carrel.cli",
    "carrel.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "carrel.doors.web.middleware.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "carrel.doors.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "carrel.doors.web.account.middleware.ActorMiddleware",
    "carrel.doors.web.self_check.middleware.StationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "carrel.config.urls"
WSGI_APPLICATION = "carrel.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "carrel.doors.web.context.shell",
            ],
        },
    },
]

DATABASES = {"default": database_from(os.environ.get("DATABASE_URL", ""), CARREL_VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["carrel.doors.web.account.backend.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "carrel.doors.web.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "carrel.doors.web.account.adapter.FactorAdapter"
MFA_TOTP_TOLERANCE = 1  # step of 30 s either way: a clock a little off, a code typed as it changes (RFC 6238, 5.2)

SESSION_ENGINE = "carrel.doors.web.account.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("CARREL_BEHIND_PROXY") else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "carrel.doors.web.errors.stale_page"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = CARREL_VAR / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 300
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
