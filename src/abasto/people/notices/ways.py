"""How somebody is told: what the person chose, else what the institution chose, else once a day."""

from dataclasses import dataclass

IMMEDIATE, DAILY, NONE = "immediate", "daily", "none"
HOWS = (IMMEDIATE, DAILY, NONE)
LANGUAGES = ("es", "en")
TOPICS = ("announcements", "calls", "awards")


@dataclass(frozen=True)
class Way:
    """How, to which address ("" is nowhere), in which language."""

    how: str = DAILY
    email: str = ""
    language: str = LANGUAGES[0]

    @property
    def reaches(self) -> bool:
        """Whether an e-mail is sent at all."""
        return bool(self.email) and self.how != NONE


def way_of(own: Way | None, home: Way | None, account_email: str) -> Way:
    """The way of a person. own: as the person chose; home: as the institution did for its people.

    An address that the person gave is the person's; the account's own comes next, that of the institution last.
    """
    chosen = own or home or Way()
    addresses = (own.email if own else "", account_email, home.email if home else "")
    return Way(chosen.how, next((one for one in addresses if one), ""), chosen.language)
