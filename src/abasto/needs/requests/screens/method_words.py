"""Words of the methods for needs without history: titles, inputs and steps."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Word = str | Promise

TITLES: dict[str, Word] = {
    "laboratory": _("Laboratory: by test and platform"),
    "contrast": _("Radiology: contrast by study"),
    "vaccine": _("Vaccine: by cohort and schedule"),
    "morbidity": _("Programme: by morbidity"),
    "service": _("Service: by use in each"),
}

INPUTS: dict[str, Word] = {
    "tests_a_month": _("Tests a month"),
    "platforms": _("Platforms (analysers)"),
    "control_tests_a_month_and_platform": _("Control tests a month on each platform"),
    "repeated_per_mille": _("Tests repeated, of a thousand"),
    "lost_per_mille": _("Lost or expired, of a thousand"),
    "tests_a_kit": _("Tests in a kit"),
    "studies_a_month": _("Studies a month"),
    "with_contrast_per_mille": _("Studies with contrast, of a thousand"),
    "millilitres_a_study": _("Millilitres a study"),
    "millilitres_a_vial": _("Millilitres in a vial"),
    "is_vial_shared": _("Vials shared between patients (1 yes, 0 no)"),
    "cohort_a_year": _("Persons of the cohort a year"),
    "coverage_per_mille": _("Coverage, of a thousand"),
    "doses_of_schedule": _("Doses of the schedule"),
    "wasted_per_mille": _("Doses wasted, of a thousand opened"),
    "doses_a_vial": _("Doses in a vial"),
    "reserve_per_mille": _("Reserve, of a thousand doses"),
    "stock_doses": _("Doses in stock"),
    "population": _("Population served"),
    "cases_a_year_per_million": _("Cases a year in a million persons"),
    "attended_per_mille": _("Cases attended, of a thousand"),
    "on_this_regimen_per_mille": _("Treated with this regimen, of a thousand"),
    "pieces_a_case": _("Pieces a case"),
    "services_a_month": _("Services a month"),
    "growth_per_mille": _("Growth of the services, per thousand (may be negative)"),
    "services_using_it_per_mille": _("Services that use it, of a thousand"),
    "pieces_a_hundred_services": _("Pieces in a hundred services"),
}

STEPS: dict[str, Word] = {
    "tests": _("Tests"),
    "repeats": _("Repeats"),
    "controls": _("Controls"),
    "tests_to_cover": _("Tests to cover, losses included"),
    "kits": _("Kits"),
    "studies_with_contrast": _("Studies with contrast"),
    "vials_used": _("Vials used"),
    "persons": _("Persons to vaccinate"),
    "doses_given": _("Doses given"),
    "doses_opened": _("Doses opened"),
    "reserve_doses": _("Doses in reserve"),
    "doses": _("Doses to buy"),
    "vials": _("Vials"),
    "cases": _("Cases"),
    "cases_treated": _("Cases treated"),
    "services": _("Services"),
    "services_using_it": _("Services that use it"),
    "pieces": _("Pieces"),
}
