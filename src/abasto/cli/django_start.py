"""Opens Django for a verb that needs it."""

import os

LANGUAGE = "en"


def start_django() -> None:
    """Read the settings and load the tables; called by each verb, so that --help needs neither."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abasto.settings")
    import django
    from django.utils.translation import activate

    django.setup()
    activate(LANGUAGE)
