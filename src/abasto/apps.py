"""The one Django app: every room's tables belong to it, so a table can move without a migration."""

from django.apps import AppConfig


class AbastoConfig(AppConfig):
    name = "abasto"
    label = "abasto"
