"""Addresses of results and of the files anyone may take."""

from django.urls import path

from ...evaluation.screens import savings
from ...openness.screens import files

urlpatterns = [
    path("rounds/<slug:round_code>/savings/", savings.savings, name="evaluation"),
    path("public/<slug:round_code>/downloads/", files.downloads, name="downloads"),
    path("public/<slug:round_code>/files/<path:name>", files.file, name="file"),
]
