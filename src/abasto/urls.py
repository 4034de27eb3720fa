"""Addresses: the pages of `web/`, the API, and the living page of components."""

from django.urls import include, path

urlpatterns = [path("", include("abasto.web.urls"))]
