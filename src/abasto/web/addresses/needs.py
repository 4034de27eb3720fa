"""Addresses of the needs, of a code's life, of the watch over stock, and of the problem list."""

from django.urls import path

from ...watch.screens import watch
from ..screens import item, needs, problems

ROUND = "rounds/<slug:round_code>/"

urlpatterns = [
    path(f"{ROUND}needs/", needs.needs, name="needs"),
    path(f"{ROUND}needs/data.json", needs.needs_data, name="needs_data"),
    path(f"{ROUND}needs/cell/", needs.needs_cell, name="needs_cell"),
    path(f"{ROUND}items/<str:clave>/", item.item, name="item"),
    path(f"{ROUND}watch/", watch.watch, name="watch"),
    path(f"{ROUND}problems/", problems.problems, name="problems"),
    path(f"{ROUND}problems/settle/", problems.settle, name="problems_settle"),
    path(f"{ROUND}problems/undo/<int:event>/", problems.undo, name="problems_undo"),
]
