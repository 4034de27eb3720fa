"""Says from which source of funds lines are paid: those of one category, of one source, or all."""

from django.db import transaction

from .....base.refusal import Refused
from .....ledger.actions.record import record
from ...actions.save_cells import may_write
from ...actions.upload_request import Uploader
from ...files.queries import lines_of
from ...states import EDITABLE
from ..passbook import FUNDS


def assign_funds(by: Uploader, funds: str, category: str = "", only_unsaid: bool = True, clave: str = "") -> int:
    """Lines still in the institution's hands; returns how many. Refuses what `may_write` refuses, `funds-unknown`."""
    may_write(by.of, by.organisation, by.viewer, by.at)
    if funds not in FUNDS:
        raise Refused("funds-unknown", "", {"funds": funds})
    lines = lines_of(by.of, by.organisation).filter(state__in=EDITABLE)
    if category:
        lines = lines.filter(item__category=category)
    if clave:
        lines = lines.filter(item__clave=clave)
    if only_unsaid:
        lines = lines.filter(funds="")
    with transaction.atomic():
        count = lines.update(funds=funds)
        if count:
            body = {"funds": funds, "category": category, "clave": clave, "lines": count}
            record("request-funds-assigned", f"{by.of.code}/{by.organisation.code}", by.actor, by.at, body, by.of.code)
    return count
