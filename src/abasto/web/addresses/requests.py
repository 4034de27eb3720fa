"""Addresses of what an institution asks for in an announced round: the grid, one code, delivery points, units."""

from django.urls import path

from ...needs.requests.screens import (
    method,
    request,
    request_code,
    request_data,
    request_fill,
    request_points,
    request_units,
)

REQUEST = "rounds/<slug:round_code>/request"
CODE = f"{REQUEST}/codes/<str:clave>"

urlpatterns = [
    path(f"{REQUEST}/", request.request_page, name="request"),
    path(f"{REQUEST}/data.json", request_data.request_rows, name="request_rows"),
    path(f"{REQUEST}/changes.json", request_data.request_changes, name="request_changes"),
    path(f"{REQUEST}/save/", request_data.request_save, name="request_save"),
    path(f"{REQUEST}/fill/", request_fill.request_fill, name="request_fill"),
    path(f"{REQUEST}/fill/<int:event>/undo/", request_fill.request_unfill, name="request_unfill"),
    path(f"{CODE}/", request_code.request_code, name="request_code"),
    path(f"{CODE}/explain/", request_code.request_explain, name="request_explain"),
    path(f"{CODE}/method/", method.request_method, name="request_method"),
    path(f"{CODE}/points/", request_points.request_points, name="request_points"),
    path(f"{REQUEST}/units/", request_units.request_units, name="request_units"),
    path(f"{REQUEST}/units/new/", request_units.request_unit_new, name="request_unit_new"),
    path(f"{REQUEST}/units/collect/", request_units.request_collect, name="request_collect"),
]
