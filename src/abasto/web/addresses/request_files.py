"""Addresses of the files of needs, and of the budget passbook."""

from django.urls import path

from ...needs.requests.budget.screens import passbook
from ...needs.requests.files.screens import files, upload

REQUESTS = "rounds/<slug:round_code>/requests"

urlpatterns = [
    path(f"{REQUESTS}/files/", files.files, name="request_files"),
    path(f"{REQUESTS}/files/template/", files.template, name="request_template"),
    path(f"{REQUESTS}/uploads/<int:upload>/", upload.upload_page, name="request_upload"),
    path(f"{REQUESTS}/uploads/<int:upload>/apply/", upload.apply, name="request_upload_apply"),
    path(f"{REQUESTS}/uploads/<int:upload>/decide/", upload.decide, name="request_upload_decide"),
    path(f"{REQUESTS}/uploads/<int:upload>/original/", upload.original, name="request_original"),
    path(f"{REQUESTS}/uploads/<int:upload>/corrected/", upload.corrected, name="request_corrected"),
    path(f"{REQUESTS}/budget/", passbook.passbook, name="request_budget"),
]
