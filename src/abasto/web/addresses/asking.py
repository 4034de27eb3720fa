"""Addresses of a round that is being asked for its needs: how far it is, lines, decisions, who takes part."""

from django.urls import path

from ...needs.requests.screens import decisions, lines
from ..screens import announce, asking, members

ROUND = "rounds/<slug:round_code>/"

urlpatterns = [
    path("rounds/announce/", announce.announce, name="announce"),
    path(f"{ROUND}asking/", asking.asking, name="asking"),
    path(f"{ROUND}asking/members/", members.members, name="members"),
    path(f"{ROUND}asking/members/change/", members.change, name="members_change"),
    path(f"{ROUND}lines/", lines.lines, name="request_lines"),
    path(f"{ROUND}lines/decide/", lines.decide, name="request_decide"),
    path(f"{ROUND}decisions/", decisions.decisions, name="request_decisions"),
    path(f"{ROUND}decisions/<slug:command>/", decisions.decision, name="request_decision"),
]
