"""Prices, call, awards, contracts, suppliers, flags."""

from django.urls import path

from ...award.screens.award import award
from ...award.screens.awards import awards
from ...award.screens.history import history_of
from ...award.screens.openings import openings
from ...award.screens.sign import sign
from ...contracts.screens.contract import contract, points
from ...contracts.screens.contracts import contracts
from ...contracts.screens.of_code import contracts_of
from ...integrity.screens.flags import flag_page, flags, flags_of
from ...market.screens.prices import price, prices
from ...supply.queries import delivered_by_contract, delivered_by_line, received_by_month
from ...supply.screens.supplier import supplier
from ...supply.screens.suppliers import suppliers
from ...tender.screens.call import call

ROUND = "rounds/<slug:round_code>"
OF_CONTRACTS = {"delivered_by_contract": delivered_by_contract}
OF_CONTRACT = {"delivered_by_line": delivered_by_line, "received_by_month": received_by_month}

urlpatterns = [
    path(f"{ROUND}/prices/", prices, name="prices"),
    path(f"{ROUND}/prices/<str:clave>/", price, name="price"),
    path(f"{ROUND}/call/", call, name="call"),
    path(f"{ROUND}/awards/", awards, name="awards"),
    path(f"{ROUND}/openings/<str:number>/", openings, name="openings"),
    path(f"{ROUND}/awards/act/", sign, name="award_act"),
    path(f"{ROUND}/awards/<str:clave>/", award, {"slots": (history_of, contracts_of, flags_of)}, name="award"),
    path(f"{ROUND}/contracts/", contracts, OF_CONTRACTS, name="contracts"),
    path(f"{ROUND}/contracts/<path:number>/points/<slug:buyer>/", points, name="contract_points"),
    path(f"{ROUND}/contracts/<path:number>/", contract, OF_CONTRACT, name="contract"),
    path(f"{ROUND}/suppliers/", suppliers, name="suppliers"),
    path(f"{ROUND}/suppliers/<slug:code>/", supplier, name="supplier"),
    path(f"{ROUND}/flags/", flags, name="flags"),
    path("flags/<slug:code>/", flag_page, name="flag_page"),
]
