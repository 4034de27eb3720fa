"""One scenario: what it asks, what it comes to, what each clause costs, its files; and its progress while it runs."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ....base.refusal import Refused
from ....ledger.actions.keep_key import kept_salt
from ....page.figures import money, pieces
from ....page.refusals import sentence_of
from ....page.totals import Totals
from ....page.why import Why
from ....people.roles import Role
from ....people.visibility import Sight
from ....rounds.models import Round
from ....rounds.queries import round_named, sight
from ....rounds.screens.closed import closed
from ..actions.forget_scenario import forget_scenario
from ..actions.save_scenario import WHO_ASKS
from ..actions.start_scenario import ask_scenario, start_process
from ..clauses import clause_from
from ..files import name_of
from ..models import ASKED, DONE, FAILED, SIGNED, Scenario
from ..queries import across_lots, names_of, scenario_coded, work_of
from . import pictures
from .price_rows import of_call, of_clauses, price_columns
from .sentences import Names, sentence
from .table import gap_of, gap_text
from .workbook import workbook


@require_safe
def scenario(request: HttpRequest, round_code: str, scenario: str) -> HttpResponse:
    """The page; `?format=xlsx` hands out its workbook. Closed to all but the buying side."""
    of = round_named(round_code)
    viewer = request.viewer  # type: ignore[attr-defined]
    seen = sight(viewer, of)
    crumbs = [
        (of.code, reverse("web:round", args=[of.code])),
        (_("Study"), reverse("web:study", args=[of.code])),
    ]
    if shut := closed(seen, of, "study"):
        return render(request, "award/scenario.html", {"crumbs": crumbs, "closed": shut}, status=403)
    found = scenario_coded(seen, of, scenario)
    names = names_of(of)
    if request.GET.get("format") == "xlsx" and found.cost_e4 is not None:
        return workbook(found, names)
    told: dict[str, Any] = {
        "crumbs": [*crumbs, (found.name, "")],
        "one": found,
        "law": across_lots(of),
        "may_ask": viewer.role in WHO_ASKS,
        "sentences": [sentence(clause_from(clause), names) for clause in found.clauses],
        "news": news(found),
        "is_running": found.state == ASKED,
        "is_signed": found.state == SIGNED,
        "may_sign": viewer.role is Role.BUYER
        and found.state == DONE
        and found.is_awardable
        and across_lots(of).is_true,
    }
    if found.cost_e4 is not None:
        told |= _answered(found, of, names)
    return render(request, "award/scenario.html", told)


def _answered(found: Scenario, of: Round, names: Names) -> dict[str, Any]:
    summary = found.summary
    clauses, called = of_clauses(found, names), of_call(found)
    named = [
        (str(row["clause"]), int(row["difference"])) for row in (*clauses, *called) if row["difference"] is not None
    ]
    return {
        "gap": gap_of(found),
        "awarded": Totals(summary["awarded"], summary["pieces"], summary["money_centavos"]),
        "lawful": Totals(
            summary["lawful"]["awarded"], summary["lawful"]["pieces"], summary["lawful"]["money_centavos"]
        ),
        "difference": summary["total_centavos"] - summary["lawful"]["total_centavos"],
        "why": _why_cost(found),
        "columns": price_columns(),
        "of_clauses": clauses,
        "of_call": called,
        "picture": pictures.of_prices(named, of),
        "frontier": pictures.of_own_frontier(found, of),
        "firms": _firms(summary, names),
        "files": _files(found, of),
        "verify": name_of("", "", found.is_awardable),
    }


def _why_cost(found: Scenario) -> Why:
    summary = found.summary
    return Why(
        _("money awarded + cost of what is not served + expected non-delivery − rebates + prices of broken clauses"),
        (
            (_("awarded, MXN"), money(summary["money_centavos"])),
            (_("not served, MXN"), money(summary["left_centavos"])),
            (_("non-delivery, MXN"), money(summary["risk_centavos"])),
            (_("proven: nothing costs less than, MXN"), money((found.bound_e4 or 0) // 10_000)),
            (_("lots with needs by quarter split evenly"), pieces(summary["derived_lots"])),
        ),
        _("bids and needs of the call"),
        _("the criterion of the call and the clauses of the scenario"),
        _("study"),
        found.run_key,
        "derived",
    )  # fmt: skip


def _firms(summary: Mapping[str, Any], names: Names) -> list[dict[str, object]]:
    """Money of each of the largest suppliers: in the lawful award, and here."""
    before, after = dict(summary["lawful"]["largest"]), dict(summary["largest"])
    codes = sorted({*before, *after}, key=lambda code: (-after.get(code, 0), -before.get(code, 0), code))
    whole, then = summary["money_centavos"], summary["lawful"]["money_centavos"]
    return [
        {
            "name": names.get(code, code),
            "before": before.get(code, 0),
            "after": after.get(code, 0),
            "whole": whole,
            "then": then,
        }
        for code in codes[:12]
    ]


def _files(found: Scenario, of: Round) -> list[tuple[str, str, str, str]]:
    def address(what: str) -> str:
        return reverse("web:file", args=[of.code, name_of(found.code, what, found.is_awardable)])

    return [
        (_("Workbook"), "?format=xlsx", "xlsx", ""),
        (_("Problem: lots, bids, rules"), address("problem.json"), "JSON", found.problem_sha256[:16]),
        (_("Award: who wins which share"), address("award.json"), "JSON", found.award_sha256[:16]),
        (_("Certificate: proof of the bound"), address("certificate.json"), "JSON", found.certificate_sha256[:16]),
    ]


@require_safe
def progress(request: HttpRequest, round_code: str, scenario: str) -> JsonResponse:
    """How far a scenario is, for the page that watches it."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    if not seen.sees_all("study"):
        raise Refused("not-allowed", "", {"field": "study"})
    return JsonResponse(news(scenario_coded(seen, of, scenario)))


def news(found: Scenario) -> dict[str, object]:
    """State, questions answered of all, and cost, bound and gap of the question at hand, as text to show."""
    work = work_of(found)
    history: Sequence[tuple[str, str, int]] = found.progress.get("history", [])
    told: dict[str, object] = {
        "state": "stopped" if found.state == ASKED and work.is_stopped else found.state,
        "done": work.done_units,
        "total": work.total_units,
        "gaps": [gap / 1_000_000 for _cost, _bound, gap in history],
        "told": "",
    }
    if history:
        cost, bound, gap = history[-1]
        told["told"] = _("cost %(cost)s MXN, proven bound %(bound)s MXN, gap %(gap)s") % {
            "cost": money(int(cost) // 10_000), "bound": money(int(bound) // 10_000), "gap": gap_text(gap),
        }  # fmt: skip
    if found.state == FAILED and "refused" in found.progress:
        told["told"] = sentence_of(Refused(found.progress["refused"], "", found.progress["values"]))
    return told


@require_POST
def run(request: HttpRequest, round_code: str, scenario: str) -> HttpResponse:
    """Start it, or let it go on where it stopped."""
    of = round_named(round_code)
    viewer = request.viewer  # type: ignore[attr-defined]
    found = scenario_coded(_may(request, of), of, scenario)
    ask_scenario(found, viewer)
    start_process(found)
    return redirect("web:scenario", of.code, found.code)


@require_POST
def forget(request: HttpRequest, round_code: str, scenario: str) -> HttpResponse:
    """Take it away."""
    of = round_named(round_code)
    found = scenario_coded(_may(request, of), of, scenario)
    forget_scenario(found, request.viewer, kept_salt(settings.STATE / "keys"))  # type: ignore[attr-defined]
    messages.success(request, _("The scenario “%(name)s” was taken away.") % {"name": found.name})
    return redirect("web:study", of.code)


def _may(request: HttpRequest, of: Round) -> Sight:
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    if not seen.sees_all("study"):
        raise Refused("not-allowed", "", {"field": "study"})
    return seen
