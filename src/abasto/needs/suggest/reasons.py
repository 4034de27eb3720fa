"""Why a request may differ from what was used: a closed list of codes; their words are in `screens/words.py`."""

EPIDEMIC = "epidemic"
NEW_THERAPY = "new-therapy"
PAST_SHORTAGE = "past-shortage"
POPULATION = "population"
SUBSTITUTION = "substitution"
NEW_SERVICE = "new-service"
GUIDELINE = "guideline"
STOCK_ON_HAND = "stock-on-hand"
OTHER_SOURCE = "other-source"
WITHDRAWN = "withdrawn"
PROGRAMME = "programme"
BUDGET = "budget"
FIRST_TIME = "first-time"
DATA_ERROR = "data-error"
OTHER = "other"

MORE = (EPIDEMIC, NEW_THERAPY, PAST_SHORTAGE, POPULATION, SUBSTITUTION, NEW_SERVICE, GUIDELINE, PROGRAMME)
LESS = (STOCK_ON_HAND, OTHER_SOURCE, WITHDRAWN, SUBSTITUTION, POPULATION, GUIDELINE, BUDGET, PROGRAMME)
UNKNOWN = (FIRST_TIME, NEW_THERAPY, NEW_SERVICE, SUBSTITUTION, GUIDELINE, PROGRAMME)
ALWAYS = (DATA_ERROR, OTHER)
