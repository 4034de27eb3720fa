"""Addresses of why bids lost, of the award on paper, and of concentration."""

from django.urls import path

from ...award.screens.act import act, act_file, extract_file
from ...award.screens.concentration import concentration
from ...award.screens.losses import losses
from ...award.screens.near import near

ROUND = "rounds/<slug:round_code>"

urlpatterns = [
    path(f"{ROUND}/awards/act/<slug:edition>/<slug:language>.pdf", act_file, name="act_file"),
    path(f"{ROUND}/awards/act/<slug:edition>/<slug:language>/", act, name="act"),
    path(f"{ROUND}/awards/concentration/", concentration, name="concentration"),
    path(f"{ROUND}/awards/near/", near, name="near"),
    path(f"{ROUND}/suppliers/<slug:code>/losses/", losses, name="losses"),
    path(f"{ROUND}/suppliers/<slug:code>/extract/<slug:language>.pdf", extract_file, name="extract_file"),
]
