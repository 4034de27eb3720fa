"""The web application as granian serves it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abasto.settings")
application = get_wsgi_application()

from abasto.web.warm import warm_up  # noqa: E402 (needs the tables, which the line above loads)

warm_up()
