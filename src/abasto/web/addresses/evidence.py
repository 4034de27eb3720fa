"""What anyone can check: runs, events, law, disclosure; and the page of settings and commands."""

from django.urls import path

from ..screens import evidence, law, manual

urlpatterns = [
    path("rounds/<slug:round_code>/runs/", evidence.runs, name="runs"),
    path("rounds/<slug:round_code>/events/", evidence.events, name="events"),
    path("law/", law.law, name="law"),
    path("law/disclosure/", law.disclosure, name="law_disclosure"),
    path("law/<str:key>/", law.legal_value, name="legal_value"),
    path("settings/", manual.settings_page, name="settings"),
]
