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
        from .needs.consolidated.screens.consolidated_words import REFUSAL_WORDS as CONSOLIDATED_REFUSALS
        from .needs.consolidated.screens.consolidated_words import WORDS as CONSOLIDATED_WORDS
        from .needs.evidence.refusal_words import EVENT_WORDS
        from .needs.evidence.refusal_words import PROBLEM_WORDS as EVIDENCE_PROBLEMS
        from .needs.evidence.refusal_words import REFUSAL_WORDS as EVIDENCE_WORDS
        from .needs.requests.budget.screens import words as _budget  # noqa: F401
        from .needs.requests.files.screens import words as _files  # noqa: F401
        from .needs.requests.screens import words as _requests  # noqa: F401
        from .needs.suggest.screens.refusal_words import EVENT_WORDS as SUGGEST_EVENTS
        from .needs.suggest.screens.refusal_words import REFUSAL_WORDS as SUGGEST_WORDS
        from .page.refusals import add_sentences
        from .page.words import add_looks, add_words
        from .web.screens.agreement_words import LOOKS as AGREEMENT_LOOKS
        from .web.screens.agreement_words import SENTENCES as AGREEMENT_SENTENCES
        from .web.screens.agreement_words import WORDS as AGREEMENT_WORDS

        for sentences in (
            REFUSAL_WORDS, STUDY_WORDS, AGREEMENT_SENTENCES, CONSOLIDATED_REFUSALS, EVIDENCE_WORDS, SUGGEST_WORDS,
        ):  # fmt: skip
            add_sentences(sentences)
        for words in (
            PROBLEM_WORDS, AGREEMENT_WORDS, CONSOLIDATED_WORDS, EVIDENCE_PROBLEMS, EVENT_WORDS, SUGGEST_EVENTS,
        ):  # fmt: skip
            add_words(words)
        add_looks(AGREEMENT_LOOKS)
