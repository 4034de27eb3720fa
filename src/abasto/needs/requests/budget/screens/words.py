"""Words of the sources of funds."""


def gettext_noop(message: str) -> str:
    """Marks a message for translation; the page translates it."""
    return message


FUNDS_WORDS = {
    "funds-": gettext_noop("No source said yet"),
    "funds-ramo-12": gettext_noop("Branch 12, Health"),
    "funds-fassa": gettext_noop("Branch 33, FASSA (health services of the states)"),
    "funds-fonsabi": gettext_noop("FONSABI, Health Fund for Well-being"),
    "funds-ramo-47": gettext_noop("Branch 47, non-sectorised entities (IMSS-Bienestar)"),
    "funds-ramo-50": gettext_noop("Branch 50, IMSS"),
    "funds-ramo-51": gettext_noop("Branch 51, ISSSTE"),
    "funds-own-resources": gettext_noop("Own resources"),
    "funds-state": gettext_noop("Resources of the state"),
    "funds-other": gettext_noop("Other source"),
    "overdrawn": gettext_noop("Overdrawn"),
    "request-funds-assigned": gettext_noop("Source of funds of needs said"),
    "price-estimates-kept": gettext_noop("Prices expected in the round kept"),
}

LOOKS = {"overdrawn": ("exclamation-triangle-fill", "bad")}
