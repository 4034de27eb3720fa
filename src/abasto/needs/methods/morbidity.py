"""Other programmes without a history: by the cases to be treated, or by the services to be given (MSH, 2012)."""

from .worked import Worked, check_inputs, up, with_loss, worked


def morbidity_need(
    population: int,
    months: int,
    cases_a_year_per_million: int,
    attended_per_mille: int,
    on_this_regimen_per_mille: int,
    pieces_a_case: int,
    lost_per_mille: int,
) -> Worked:
    """Pieces = population x cases x share attended x share on the regimen x pieces a case / share not lost."""
    check_inputs(
        {"months": months, "pieces_a_case": pieces_a_case},
        {"population": population, "cases_a_year_per_million": cases_a_year_per_million},
        {"lost_per_mille": lost_per_mille},
    )
    if not (0 <= attended_per_mille <= 1000 and 0 <= on_this_regimen_per_mille <= 1000):
        raise ValueError("out of range: attended_per_mille, on_this_regimen_per_mille")
    given = dict(locals())
    cases = up(population * cases_a_year_per_million * months, 12 * 10**6)
    treated = up(cases * attended_per_mille * on_this_regimen_per_mille, 10**6)
    pieces = with_loss(treated * pieces_a_case, lost_per_mille)
    return worked("morbidity", given, {"cases": cases, "cases_treated": treated, "pieces": pieces})


def service_need(
    services_a_month: int,
    months: int,
    growth_per_mille: int,
    services_using_it_per_mille: int,
    pieces_a_hundred_services: int,
    lost_per_mille: int,
) -> Worked:
    """Pieces = services x growth x share that use it x pieces a hundred services / share not lost.

    growth_per_mille: of the services over the last year, may be negative; at -1000 the service ends.
    """
    check_inputs(
        {"months": months},
        {"services_a_month": services_a_month, "pieces_a_hundred_services": pieces_a_hundred_services},
        {"lost_per_mille": lost_per_mille},
    )
    if growth_per_mille < -1000 or not 0 <= services_using_it_per_mille <= 1000:
        raise ValueError("out of range: growth_per_mille, services_using_it_per_mille")
    given = dict(locals())
    services = up(services_a_month * months * (1000 + growth_per_mille), 1000)
    using = up(services * services_using_it_per_mille, 1000)
    pieces = with_loss(up(using * pieces_a_hundred_services, 100), lost_per_mille)
    return worked("service", given, {"services": services, "services_using_it": using, "pieces": pieces})
