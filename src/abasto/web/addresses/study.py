"""The study across lots: scenarios, the rule builder, one scenario and its progress."""

from django.urls import path

from ...award.study.screens.ask import ask
from ...award.study.screens.scenario import forget, progress, run, scenario
from ...award.study.screens.sign import sign
from ...award.study.screens.study import study

STUDY = "rounds/<slug:round_code>/study"

urlpatterns = [
    path(f"{STUDY}/", study, name="study"),
    path(f"{STUDY}/new/", ask, name="study_ask"),
    path(f"{STUDY}/<slug:scenario>/", scenario, name="scenario"),
    path(f"{STUDY}/<slug:scenario>/progress/", progress, name="scenario_progress"),
    path(f"{STUDY}/<slug:scenario>/run/", run, name="scenario_run"),
    path(f"{STUDY}/<slug:scenario>/sign/", sign, name="scenario_sign"),
    path(f"{STUDY}/<slug:scenario>/forget/", forget, name="scenario_forget"),
]
