"""The one Django app: every room's tables belong to it, so a table can move without a migration."""

from django.apps import AppConfig


class AbastoConfig(AppConfig):
    """At start the rooms hand their words and the sentences of their refusals to the doors' one table."""

    name = "abasto"
    label = "abasto"

    def ready(self) -> None:
        from .award.study.screens import refusal_words as study
        from .needs.annexes import refusal_words as annexes
        from .needs.annexes.words import PROBLEM_WORDS
        from .needs.consolidated.screens import consolidated_words as consolidated
        from .needs.evidence import refusal_words as evidence
        from .needs.requests.budget.screens import words as budget
        from .needs.requests.files.screens import words as files
        from .needs.requests.screens import entry_words as entry
        from .needs.requests.screens import words as requests
        from .needs.requests.sheet.words import REQUEST_PROBLEM_WORDS
        from .needs.suggest.screens import refusal_words as suggest
        from .page.refusals import add_sentences
        from .page.words import add_looks, add_words
        from .web.screens import agreement_words as agreement

        for refusals in (study, annexes, consolidated, evidence, suggest):
            add_sentences(refusals.REFUSAL_WORDS)
        for asked in (requests, entry, files, agreement):
            add_sentences(asked.SENTENCES)
        for told in (
            PROBLEM_WORDS, REQUEST_PROBLEM_WORDS, requests.WORDS, entry.WORDS, files.WORDS, budget.FUNDS_WORDS,
            agreement.WORDS, consolidated.WORDS, evidence.PROBLEM_WORDS, evidence.EVENT_WORDS, suggest.EVENT_WORDS,
        ):  # fmt: skip
            add_words(told)
        for drawn in (requests, files, budget, agreement):
            add_looks(drawn.LOOKS)
