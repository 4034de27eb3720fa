"""Django's settings, made from the program's configuration."""

import os

from django.utils.translation import gettext_lazy as _

from .configuration import ROOT, read_configuration

CONFIGURATION = read_configuration(os.environ)
PACKAGE = ROOT / "src" / "abasto"

SECRET_KEY = CONFIGURATION.secret_key
DEBUG = CONFIGURATION.debug
DEMO = CONFIGURATION.demo
ALLOWED_HOSTS = [*CONFIGURATION.hosts, "testserver"]
STATE = CONFIGURATION.state
SAMPLES = CONFIGURATION.samples

INSTALLED_APPS = [
    "abasto",
    "django_cotton.apps.SimpleAppConfig",
    "ninja",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "abasto.web.viewer.ViewerMiddleware",
    "abasto.web.refusals.RefusalMiddleware",
    "abasto.web.security.ContentSecurityPolicyMiddleware",
]

ROOT_URLCONF = "abasto.urls"
WSGI_APPLICATION = "abasto.wsgi.application"
AUTH_USER_MODEL = "abasto.User"
LOGIN_URL = "web:login"
LOGIN_REDIRECT_URL = "web:home"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(PACKAGE.glob("*/templates")),
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.filesystem.Loader"],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "abasto.page.templatetags.abasto",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "abasto.web.context.page",
            ],
        },
    }
]
COTTON_DIR = "cotton"

DATABASES = {"default": CONFIGURATION.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]

LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Mexico_City"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "abasto.formats"

STATIC_URL = "/static/"
STATICFILES_DIRS = sorted(PACKAGE.glob("*/static"))
WHITENOISE_USE_FINDERS = True

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
NINJA_PAGINATION_CLASS = "ninja.pagination.LimitOffsetPagination"

globals().update(CONFIGURATION.mail)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = CONFIGURATION.mail_from
SITE_URL = CONFIGURATION.site_url

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
