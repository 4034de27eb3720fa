"""Addresses of why bids lost, of the award on paper, and of concentration."""

from django.urls import path, re_path

from ...award.screens.act import act_file, extract_file
from ...award.screens.concentration import concentration
from ...award.screens.losses import losses

ROUND = "rounds/<slug:round_code>"

urlpatterns = [
    re_path(
        r"^rounds/(?P<round_code>[-\w]+)/awards/act/(?P<version>public|full)-(?P<language>es|en)\.pdf$",
        act_file,
        name="act_file",
    ),
    path(f"{ROUND}/awards/concentration/", concentration, name="concentration"),
    path(f"{ROUND}/suppliers/<slug:code>/losses/", losses, name="losses"),
    re_path(
        r"^rounds/(?P<round_code>[-\w]+)/suppliers/(?P<code>[-\w]+)/losses/extract-(?P<language>es|en)\.pdf$",
        extract_file,
        name="extract_file",
    ),
]
