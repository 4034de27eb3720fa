"""Addresses: the pages of `web/`, the API, and the living page of components."""

from django.urls import include, path

from .api.main import api

urlpatterns = [path("api/v1/", api.urls), path("", include("abasto.web.urls"))]
