"""The one Django app: every room's tables belong to it, so a table can move without a migration."""

from django.apps import AppConfig


class AbastoConfig(AppConfig):
    """At start the sentences of the rooms' refusals are handed to the doors' one table."""

    name = "abasto"
    label = "abasto"

    def ready(self) -> None:
        from .needs.annexes.refusal_words import REFUSAL_WORDS
        from .page.refusals import add_sentences

        add_sentences(REFUSAL_WORDS)
