"""The one Django app: every room's tables belong to it, so a table can move without a migration."""

from django.apps import AppConfig


class AbastoConfig(AppConfig):
    """At start the rooms hand their words and the sentences of their refusals to the doors' one table."""

    name = "abasto"
    label = "abasto"

    def ready(self) -> None:
        from .award.study.screens.refusal_words import REFUSAL_WORDS as STUDY_WORDS
        from .needs.annexes.refusal_words import REFUSAL_WORDS
        from .needs.annexes.words import PROBLEM_WORDS
        from .needs.requests.budget.screens import words as _budget  # noqa: F401
        from .needs.requests.files.screens import words as _files  # noqa: F401
        from .needs.consolidated.screens.consolidated_words import REFUSAL_WORDS as CONSOLIDATED_REFUSALS
        from .needs.consolidated.screens.consolidated_words import WORDS as CONSOLIDATED_WORDS
        from .needs.evidence.refusal_words import EVENT_WORDS
        from .needs.evidence.refusal_words import PROBLEM_WORDS as EVIDENCE_PROBLEMS
        from .needs.evidence.refusal_words import REFUSAL_WORDS as EVIDENCE_WORDS
        from .page.refusals import add_sentences
        from .page.words import add_words

        add_sentences(REFUSAL_WORDS)
        add_sentences(STUDY_WORDS)
        from .page.words import add_looks
        from .web.screens.agreement_words import LOOKS as AGREEMENT_LOOKS
        from .web.screens.agreement_words import SENTENCES as AGREEMENT_SENTENCES
        from .web.screens.agreement_words import WORDS as AGREEMENT_WORDS

        add_words(PROBLEM_WORDS)
        add_words(AGREEMENT_WORDS)
        add_looks(AGREEMENT_LOOKS)
        add_sentences(AGREEMENT_SENTENCES)
        add_sentences(CONSOLIDATED_REFUSALS)
        add_words(PROBLEM_WORDS)
        add_words(CONSOLIDATED_WORDS)
        add_sentences(EVIDENCE_WORDS)
        add_words(PROBLEM_WORDS)
        add_words({**EVIDENCE_PROBLEMS, **EVENT_WORDS})
