"""Signing in and out, roles of the demo, language."""

from django.urls import path

from ..screens import accounts

urlpatterns = [
    path("sign-in/", accounts.sign_in, name="login"),
    path("sign-out/", accounts.sign_out, name="logout"),
    path("roles/", accounts.roles, name="roles"),
    path("language/<slug:code>/", accounts.language, name="language"),
]
