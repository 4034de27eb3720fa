"""A program that prints, as JSON, the addresses of the pages of the newest round. Run by pages.py."""

import json

import django

django.setup()

from django.urls import NoReverseMatch, reverse  # noqa: E402

from abasto.award.models import Award  # noqa: E402
from abasto.award.study.models import Scenario  # noqa: E402
from abasto.contracts.models import Contract  # noqa: E402
from abasto.tender.models import Procedure  # noqa: E402

newest = Procedure.objects.order_by("-pk").values_list("round__code", flat=True)[0]
award = Award.objects.select_related("lot__item", "bid__supplier").order_by("-maximum_pieces")[0]
contract = Contract.objects.filter(round__code=newest).order_by("-lines_count")[0]
scenario = Scenario.objects.filter(round__code=newest).order_by("pk").first()
OF_ROUND = {"round_code": newest}
OF_CODE = {**OF_ROUND, "clave": award.lot.item.clave}
OF_FIRM = {**OF_ROUND, "code": award.bid.supplier.code}
PAGES = {
    "home": {},
    **dict.fromkeys(
        ("round", "needs", "needs_data", "prices", "call", "awards", "contracts", "suppliers", "watch", "problems"),
        OF_ROUND,
    ),
    **dict.fromkeys(("flags", "evaluation", "runs", "events", "public_round", "downloads"), OF_ROUND),
    **dict.fromkeys(("next_procedures", "near", "concentration", "study"), OF_ROUND),
    **dict.fromkeys(("item", "price", "award"), OF_CODE),
    "contract": {**OF_ROUND, "number": contract.number},
    **dict.fromkeys(("supplier", "losses"), OF_FIRM),
    "scenario": {**OF_ROUND, "scenario": scenario.code if scenario else ""},
    "law": {},
    "search": {},
    "public": {},
}


def addresses() -> list[str]:
    """The addresses that exist."""
    found = []
    for name, values in PAGES.items():
        try:
            found.append(reverse(f"web:{name}", kwargs=values) + ("?q=paracetamol" if name == "search" else ""))
        except NoReverseMatch:
            continue
    return found


print(json.dumps(addresses()))
