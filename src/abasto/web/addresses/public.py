"""The public portal and the search."""

from django.urls import path

from ..screens import public, search

urlpatterns = [
    path("search/", search.search_page, name="search"),
    path("public/", public.public, name="public"),
    path("public/<slug:round_code>/", public.public_round, name="public_round"),
]
