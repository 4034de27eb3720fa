"""Home, and the round at a glance."""

from django.urls import path

from ..screens import home, round

urlpatterns = [
    path("", home.home, name="home"),
    path("rounds/<slug:round_code>/", round.round_page, name="round"),
]
