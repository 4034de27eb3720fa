"""Laboratory and radiology: by test and by the platform on which it runs."""

from .worked import Worked, check_inputs, up, with_loss, worked


def reagent_need(
    tests_a_month: int,
    months: int,
    platforms: int,
    control_tests_a_month_and_platform: int,
    repeated_per_mille: int,
    lost_per_mille: int,
    tests_a_kit: int,
) -> Worked:
    """Kits = (tests + repeats + controls of each platform) / share not lost / tests of a kit, rounded up.

    Whole kits open on every platform: at least one kit a platform, since an open kit is not shared.
    """
    check_inputs(
        {"months": months, "platforms": platforms, "tests_a_kit": tests_a_kit},
        {"tests_a_month": tests_a_month, "control_tests_a_month_and_platform": control_tests_a_month_and_platform},
        {"repeated_per_mille": repeated_per_mille, "lost_per_mille": lost_per_mille},
    )
    given = dict(locals())
    tests = tests_a_month * months
    repeats = up(tests * repeated_per_mille, 1000)
    controls = control_tests_a_month_and_platform * platforms * months
    all_tests = with_loss(tests + repeats + controls, lost_per_mille)
    kits = max(platforms, up(all_tests, tests_a_kit)) if tests else 0
    steps = {"tests": tests, "repeats": repeats, "controls": controls, "tests_to_cover": all_tests, "kits": kits}
    return worked("laboratory", given, steps)


def contrast_need(
    studies_a_month: int,
    months: int,
    with_contrast_per_mille: int,
    millilitres_a_study: int,
    millilitres_a_vial: int,
    is_vial_shared: int,
    lost_per_mille: int,
) -> Worked:
    """Vials = studies with contrast x vials a study / share not lost; a vial that is not shared is rounded up per
    study."""
    check_inputs(
        {"months": months, "millilitres_a_study": millilitres_a_study, "millilitres_a_vial": millilitres_a_vial},
        {"studies_a_month": studies_a_month, "is_vial_shared": is_vial_shared},
        {"lost_per_mille": lost_per_mille},
    )
    if not 0 <= with_contrast_per_mille <= 1000:
        raise ValueError("out of range: with_contrast_per_mille")
    given = dict(locals())
    studies = up(studies_a_month * months * with_contrast_per_mille, 1000)
    each = up(millilitres_a_study, millilitres_a_vial)
    vials = up(studies * millilitres_a_study, millilitres_a_vial) if is_vial_shared else studies * each
    bought = with_loss(vials, lost_per_mille)
    return worked("contrast", given, {"studies_with_contrast": studies, "vials_used": vials, "vials": bought})
