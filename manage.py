"""Django's own commands (migrations, translations), with Abasto's settings."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abasto.settings")
execute_from_command_line(sys.argv)
