"""The living page of the components (debug mode only)."""

from django.urls import path

from ...page.screens.components import components

urlpatterns = [path("dev/components", components, name="components")]
