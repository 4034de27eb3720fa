"""Addresses of the pages."""

from django.urls import path

from .screens import accounts

app_name = "web"
urlpatterns = [
    path("sign-in/", accounts.sign_in, name="login"),
    path("sign-out/", accounts.sign_out, name="logout"),
    path("roles/", accounts.roles, name="roles"),
    path("language/<slug:code>/", accounts.language, name="language"),
]
