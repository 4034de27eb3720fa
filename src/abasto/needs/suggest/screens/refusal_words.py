"""Sentences of the refusals of suggested needs, and the word of their event; the doors add them at start."""

from django.utils.translation import gettext_noop as _

REFUSAL_WORDS: dict[str, str] = {
    "need-reason-missing": _("The request lies outside what was used. Choose the reason from the list."),
    "need-reason-unfit": _("“%(reason)s” cannot explain this request. Choose one of: %(known)s."),
    "need-text-short": _("Explain the reason in %(least)s characters or more; there are %(count)s."),
    "need-text-long": _("The explanation has %(count)s characters; %(most)s at most. Attach the rest as a file."),
    "forecast-without-history": _("No use is known for %(round)s. Load consumption first."),
    "forecast-other-period": _("The round %(round)s has %(months)s months, not %(asked)s."),
}

EVENT_WORDS: dict[str, str] = {"round-forecast": _("Use forecast and needs suggested")}
