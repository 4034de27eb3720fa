"""The names of a scenario's files. A study says what it is in the name of every file."""

STUDY = "study-not-awardable"
AWARD = "award-across-lots"


def folder_of(code: str) -> str:
    """Where the files of a scenario are, in the round's list of files."""
    return f"study/{code}/"


def name_of(code: str, what: str, is_awardable: bool) -> str:
    """ "study/<code>/study-not-awardable-<code>-<what>"."""
    return f"{folder_of(code)}{AWARD if is_awardable else STUDY}-{code}-{what}"
