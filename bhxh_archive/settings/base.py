"""What do all installations share, and what does the environment decide?"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from bhxh_archive.settings import environment, logs

BASE_DIR = Path(__file__).resolve().parent.parent.parent
ENV = environment.read(os.environ)

VAR_DIR = BASE_DIR / ENV["VAR_DIR"]
SECRET_KEY = ENV["SECRET_KEY"]
DATABASE_URL = ENV["DATABASE_URL"]
DEBUG = False
ALLOWED_HOSTS: list[str] = ENV["ALLOWED_HOSTS"]
CSRF_TRUSTED_ORIGINS: list[str] = ENV["CSRF_TRUSTED_ORIGINS"]
TRUSTED_PROXIES: int = ENV["TRUSTED_PROXIES"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "axes",
    "django_otp.plugins.otp_totp",
    "csp",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "bhxh_archive.apps.KernelConfig",
    "bhxh_archive.ui.apps.UiConfig",
    "intake.apps.IntakeConfig",
    "benefits.apps.BenefitsConfig",
    "archive.apps.ArchiveConfig",
]

# The product's own middleware, in order, after the user is known.
UI_MIDDLEWARE: list[str] = [
    # Deny unless allowed: an address that answers to who is signed out says so itself.
    "bhxh_archive.ui.resend.SignInFirst",
    "bhxh_archive.ui.one_time.OwnPasswordFirst",
    "bhxh_archive.ui.middleware.Refusals",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    *UI_MIDDLEWARE,
    # Last, as its documentation asks: it turns a lock-out into the answer.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "bhxh_archive.urls"
WSGI_APPLICATION = "bhxh_archive.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bhxh_archive.ui.context.desk",
            ],
        },
    },
]

# --- language and time: stored in UTC, shown and counted in Vietnam time ---
LANGUAGE_CODE = "vi"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- sign-in ---
AUTH_USER_MODEL = "bhxh_archive.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 10}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "full_name", "email")}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "login"
CSRF_FAILURE_VIEW = "bhxh_archive.ui.resend.csrf_failure"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL
SEARCH_DAYS = ENV["SEARCH_DAYS"]
LOOKUP_FOLDER, LOOKUP_ADAPTER = ENV["LOOKUP_FOLDER"], ENV["LOOKUP_ADAPTER"]
LOOKUP_SECONDS = ENV["LOOKUP_SECONDS"]
SESSION_COOKIE_AGE = ENV["SESSION_HOURS"] * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# One clerk mistyping must not lock out the office behind the same address, nor a stranger elsewhere the clerk.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = ENV["LOGIN_FAILURE_LIMIT"]
AXES_COOLOFF_TIME = timedelta(minutes=ENV["LOGIN_LOCK_MINUTES"])
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"
AXES_CLIENT_IP_CALLABLE = "bhxh_archive.settings.proxy.client_address"
AXES_ALLOWED_CORS_ORIGINS = ""
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# What is sent along with a wrong password is kept to be looked at later; this of it is not: neither a new password, nor
# what somebody had typed on the page whose session was over.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "old_password", "new_password1", "new_password2", "otp", "kept"]

# --- the second factor: codes of RFC 6238, each taken once, of the step before to the one after the clock's ---
OTP_TOTP_ISSUER = "BHXH Archive"
OTP_TOTP_SYNC = False
SIGN_CODE_MINUTES: int = ENV["SIGN_CODE_MINUTES"]
# Development and tests alone show the codes of the demo's own accounts.
SHOW_DEMO_CODES = False

# --- what a browser may do with our pages: nothing from elsewhere, nothing inline ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# --- files: static, uploaded, kept ---
STATIC_URL = "static/"
STATIC_ROOT: Path | None = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR_DIR / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MAX_UPLOAD_BYTES = ENV["MAX_UPLOAD_MB"] * 1024 * 1024
# Below it lie the folders into which devices scan; nothing outside is looked at.
WATCHED_ROOT: Path | None = BASE_DIR / ENV["WATCHED_ROOT"] if ENV["WATCHED_ROOT"] else None
FILE_UPLOAD_PERMISSIONS = 0o600
# A contribution history of 1,200 rows, ten cells each, and what stands around it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 13_000

WORKING_STORE_URL = ENV["WORKING_STORE_URL"] or (VAR_DIR / "store" / "working").as_uri()
PERMANENT_STORE_URL = ENV["PERMANENT_STORE_URL"] or (VAR_DIR / "store" / "permanent").as_uri()
STORE_ACCESS_KEY = ENV["BHXH_S3_ACCESS_KEY"]
STORE_SECRET_KEY = ENV["BHXH_S3_SECRET_KEY"]

# --- signatures ---
TRUST_DIR = Path(ENV["TRUST_DIR"]) if ENV["TRUST_DIR"] else VAR_DIR / "trust"
KEYS_DIR: Path | None = Path(ENV["KEYS_DIR"]) if ENV["KEYS_DIR"] else None
PKCS11_MODULE: Path | None = Path(ENV["PKCS11_MODULE"]) if ENV["PKCS11_MODULE"] else None
PKCS11_TOKEN: str = ENV["PKCS11_TOKEN"]
PKCS11_PIN_FILE = Path(ENV["PKCS11_PIN_FILE"] or "no-pin")
SIGN_IN_WORKER: bool = ENV["SIGN_IN_WORKER"]
CSC_URL: str = ENV["CSC_URL"]
CSC_TOKEN_FILE = Path(ENV["CSC_TOKEN_FILE"] or "no-token")
TIMESTAMP_URL = ENV["TIMESTAMP_URL"]

# --- what an applicant sees without an account ---
STATUS_URL: str = ENV["STATUS_URL"].rstrip("/")
STATUS_LOOKS: int = ENV["STATUS_LOOKS"]

# --- background work: two lanes, so that one long recognition does not hold up an upload ---
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["quick", "slow", "scan"]}}

LOGGING = logs.configuration(ENV["LOG_LEVEL"])

# A scanner on the server itself is for demonstration and tests. Which of its addresses are listened at for scanners
# that announce themselves; None: all of them.
SCANNERS_ON_THIS_MACHINE = False
SCANNERS_HEARD_AT: list[str] | None = None
