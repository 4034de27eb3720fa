"""How the pieces of a buyer are spread over its hospitals, where only the buyer's total is known: a derived estimate.

Weights are the middle of each class of staff in INEGI's directory of economic units (DENUE), the only measure of size
that is public for every hospital; the open class counts at its lower limit.
"""

STAFF_OF_CLASS = {
    "0 a 5 personas": 3,
    "6 a 10 personas": 8,
    "11 a 30 personas": 20,
    "31 a 50 personas": 40,
    "51 a 100 personas": 75,
    "101 a 250 personas": 175,
    "251 y más personas": 251,
}


def weight_of(size_class: str) -> int:
    """People who work at a point of that class; an unknown class counts as the smallest, so that no point is lost."""
    return STAFF_OF_CLASS.get(size_class, min(STAFF_OF_CLASS.values()))
