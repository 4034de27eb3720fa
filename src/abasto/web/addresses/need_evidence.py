"""Addresses of the evidence of need: the matrix with its upload, one file, the check, one code of an institution."""

from django.urls import path

from ...needs.evidence.screens.evidence import check, evidence, upload
from ...needs.evidence.screens.of_code import of_code
from ...needs.suggest.screens.forecast import forecast

EVIDENCE = "rounds/<slug:round_code>/needs/evidence"

urlpatterns = [
    path(f"{EVIDENCE}/", evidence, name="need_evidence"),
    path(f"{EVIDENCE}/check/", check, name="need_evidence_check"),
    path("rounds/<slug:round_code>/needs/forecast/", forecast, name="forecast"),
    path(f"{EVIDENCE}/files/<int:version>/", upload, name="need_evidence_file"),
    path(f"{EVIDENCE}/<slug:buyer>/<str:clave>/", of_code, name="need_evidence_code"),
]
