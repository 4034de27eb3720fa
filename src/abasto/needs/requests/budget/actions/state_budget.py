"""States what an institution may spend from one source of funds; a later statement takes the place of the earlier."""

from django.db import transaction

from .....base.refusal import Refused
from .....ledger.actions.record import record
from ...actions.save_cells import may_write
from ...actions.upload_request import Uploader
from ...models import RequestBudget
from ..passbook import FUNDS

MOST_CENTAVOS = 10**16
DOCUMENT_CHARACTERS = 120


def state_budget(by: Uploader, funds: str, centavos: int, document: str) -> RequestBudget:
    """document: the letter or line of the budget that authorises it.

    Refuses what `may_write` refuses, `funds-unknown`, `budget-unfit`, `document-too-long`.
    """
    may_write(by.of, by.organisation, by.viewer, by.at)
    if funds not in FUNDS:
        raise Refused("funds-unknown", "", {"funds": funds})
    if not 0 <= centavos <= MOST_CENTAVOS:
        raise Refused("budget-unfit", "", {"value": centavos})
    document = document.strip()
    if len(document) > DOCUMENT_CHARACTERS:
        raise Refused("document-too-long", "", {"most": DOCUMENT_CHARACTERS})
    origin = "synthetic" if by.of.is_synthetic else "stated"
    with transaction.atomic():
        stated, _is_new = RequestBudget.objects.update_or_create(
            round=by.of, organisation=by.organisation, funds=funds,
            defaults={"authorised_centavos": centavos, "document": document, "origin": origin},
        )  # fmt: skip
        body = {"funds": funds, "centavos": centavos, "document": document}
        record("request-budget-stated", f"{by.of.code}/{by.organisation.code}", by.actor, by.at, body, by.of.code)
    return stated
