"""All settings, in one file.

Every variable read from the environment is described in docs/operating/settings.md.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from shufang.config import env, home

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent.parent

SHUFANG_HOME = env.folder("SHUFANG_HOME", CHECKOUT / "var")
home.lay_out(SHUFANG_HOME)

SECRET_KEY = env.text("SECRET_KEY") or home.secret_key(SHUFANG_HOME)
DEBUG = env.flag("DEBUG", default=False)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
HTTPS = env.flag(
    "HTTPS", default=False
)  # the site is reached over https: cookies are then sent over nothing else

NETWORK_NAME = env.text("NETWORK_NAME", "禾城书房")
NETWORK_NAME_EN = env.text("NETWORK_NAME_EN", "Hecheng Reading Rooms")
SATISFIED_WITH_FAIR = env.flag("SATISFIED_WITH_FAIR", default=False)  # 一般 counts as satisfied
CONTRACT_YEAR_STARTS = env.day_of_year("CONTRACT_YEAR_STARTS", "07-12")  # month and day

# Where readers reach the site: links in messages, calendars and posters begin with it.
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
# Messages: a channel whose address is empty is not set up. docs/operating/messages.md tells how.
ONLY_HERE = set(ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"}
# On a staff page, instead of sending; families' codes and links are among them, so never in public.
SHOW_MESSAGES = not HTTPS and env.flag("SHOW_MESSAGES", default=ONLY_HERE)
SMS_URL, SMS_KEY = env.text("SMS_URL"), env.text("SMS_KEY")
SMS_IDEMPOTENT = env.flag("SMS_IDEMPOTENT", default=False)  # the gateway drops an id it knows
WECHAT_APP_ID, WECHAT_SECRET = env.text("WECHAT_APP_ID"), env.text("WECHAT_SECRET")
WECHAT_TEMPLATE_ID = env.text("WECHAT_TEMPLATE_ID")
WECHAT_URL = env.text("WECHAT_URL", "https://api.weixin.qq.com")
EMAIL_HOST, EMAIL_PORT = env.text("EMAIL_HOST"), env.number("EMAIL_PORT", 465)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL", default=True)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "shufang@localhost")

INSTALLED_APPS = [
    "shufang.shared",
    "shufang.lake",
    "shufang.outbox",
    "shufang.intake",
    "shufang.places",
    "shufang.people",
    "shufang.circulation",
    "shufang.activities",
    "shufang.surveys",
    "shufang.insight",
    "shufang.reports",
    "shufang.portal",
    "shufang.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "shufang.shared.language.ChineseFirst",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shufang.people.web.family_session.FamilyMiddleware",
    "shufang.shared.audience.AudienceMiddleware",
    "shufang.people.web.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "shufang.config.urls"
WSGI_APPLICATION = "shufang.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shufang.shared.ui.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "shufang.shared.templatetags.ui"],
        },
    }
]

DATABASE_URL = env.text("DATABASE_URL")
DATABASES = {
    "default": env.postgresql(DATABASE_URL)
    if DATABASE_URL
    else {
        "ENGINE": "shufang.shared.sqlite",
        "NAME": SHUFANG_HOME / "shufang.sqlite3",
        "CONN_MAX_AGE": 600,  # seconds; to open the file anew costs more than most pages ask of it
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            ),
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "shufang.people.passwords.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {
        "NAME": "shufang.people.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page says how long, and it stays true
AXES_LOCKOUT_CALLABLE = "shufang.people.web.sign_in.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # who signed in from which address is nobody's business
AXES_VERBOSE = False
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "insight:dashboard"
LOGOUT_REDIRECT_URL = "portal:home"

LANGUAGE_CODE = "zh-hans"  # message ids are Chinese: the first language can never be missing
LANGUAGES = [("zh-hans", _("中文")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = env.folder("STATIC_ROOT", SHUFANG_HOME / "static")
HELP = CHECKOUT / "docs"  # the help pages read user/ there, and show its pictures
STATICFILES_DIRS = [("help", HELP / "pictures")] if (HELP / "pictures").is_dir() else []
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "shufang.shared.npm.NpmFinder",
]
NODE_MODULES = env.folder("NODE_MODULES", CHECKOUT / "node_modules")
WHITENOISE_ALLOW_ALL_ORIGINS = False  # other sites have no business with our files
# Static name -> file in node_modules; only what pages use is served, none of it is committed.
NPM_FILES = {
    "vendor/tabler.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/tabler.js": "@tabler/core/dist/js/tabler.min.js",
    "vendor/htmx.js": "htmx.org/dist/htmx.min.js",
    "vendor/jsqr.js": "jsqr/dist/jsQR.js",
    "vendor/fullcalendar.js": "fullcalendar/all/global.js",
    "vendor/fullcalendar-theme.js": "fullcalendar/themes/classic/global.js",
    "vendor/fullcalendar-zh.js": "fullcalendar/locales/zh-cn/global.js",
    "vendor/fullcalendar-skeleton.css": "fullcalendar/skeleton.css",
    "vendor/fullcalendar-theme.css": "fullcalendar/themes/classic/theme.css",
    "vendor/fullcalendar-palette.css": "fullcalendar/themes/classic/palette.css",
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "shufang.shared.npm.HashedStaticFiles"},
}
MEDIA_ROOT = SHUFANG_HOME / "media"
MEDIA_URL = "media/"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 30  # the import centre takes 20 at once, and says so
FILE_UPLOAD_TEMP_DIR = SHUFANG_HOME / "uploads"
FILE_UPLOAD_HANDLERS = [
    "shufang.intake.web.uploading.SizeLimit",  # before a file fills memory or disk
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Roles whose holders must set up a second step of signing in before anything else opens.
SECOND_STEP_FOR = frozenset(env.words("SECOND_STEP_FOR"))

# A family's one-time code stands on the page, marked as a demo: never once messages are sent or the
# site is public over https, and of itself only where nobody but this machine is served.
SHOW_CODES = not SMS_URL and not HTTPS and env.flag("SHOW_CODES", default=ONLY_HERE)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SESSION_COOKIE_AGE = 12 * 3600  # seconds without a click; people.web.middleware moves the end on
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "shufang.shared.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY", default=False) else None
)
KEEP_PUBLIC_PAGES = env.number("KEEP_PUBLIC_PAGES", 2)  # seconds; 0: made anew for everybody
PROXY_HOPS = env.number("PROXY_HOPS", 0)  # proxies of ours in front that add the sender's address
X_FRAME_OPTIONS = "DENY"
# Whether other names of the domain speak https, and what browsers ship, is not ours to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "worker-src": ["'self'"],  # a room's tablet keeps its page
        "manifest-src": ["'self'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},  # a page that isn't there is no news
}
