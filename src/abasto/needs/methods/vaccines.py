"""Vaccines: by cohort, schedule, doses per vial and wastage (WHO, vaccine forecasting by target population)."""

from .worked import Worked, check_inputs, up, with_loss, worked


def vaccine_need(
    cohort_a_year: int,
    months: int,
    coverage_per_mille: int,
    doses_of_schedule: int,
    wasted_per_mille: int,
    doses_a_vial: int,
    reserve_per_mille: int,
    stock_doses: int,
) -> Worked:
    """Vials = (persons x coverage x doses / share not wasted + reserve - stock) / doses of a vial, rounded up.

    wasted_per_mille: of the doses opened, the open vial's losses included (larger vials waste more);
    coverage_per_mille: of the cohort, 1000 is everybody; reserve_per_mille: of the doses of the period.
    """
    check_inputs(
        {"months": months, "doses_of_schedule": doses_of_schedule, "doses_a_vial": doses_a_vial},
        {"cohort_a_year": cohort_a_year, "stock_doses": stock_doses, "reserve_per_mille": reserve_per_mille},
        {"wasted_per_mille": wasted_per_mille},
    )
    if not 0 <= coverage_per_mille <= 1000:
        raise ValueError("out of range: coverage_per_mille")
    given = dict(locals())
    persons = up(cohort_a_year * months * coverage_per_mille, 12 * 1000)
    given_doses = persons * doses_of_schedule
    opened = with_loss(given_doses, wasted_per_mille)
    reserve = up(opened * reserve_per_mille, 1000)
    doses = max(0, opened + reserve - stock_doses)
    vials = up(doses, doses_a_vial)
    steps = {"persons": persons, "doses_given": given_doses, "doses_opened": opened, "reserve_doses": reserve}
    return worked("vaccine", given, steps | {"doses": doses, "vials": vials})
