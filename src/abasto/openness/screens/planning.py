"""The consolidated need as an OCDS planning release, to take away."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ...rounds.queries import round_named, sight
from ..ocds.need_planning import planning_package
from ..plan.queries import need_plan
from ..queries import package_facts


@require_safe
def planning_file(request: HttpRequest, round_code: str) -> HttpResponse:
    """The release package; refuses `not-allowed` while the sums are closed to the viewer."""
    of = round_named(round_code)
    plan = need_plan(sight(request.viewer, of), of)  # type: ignore[attr-defined]
    content = planning_package(package_facts(of, "planning.json"), plan)
    mark = "-synthetic" if plan.origin == "synthetic" else ""
    headers = {"Content-Disposition": f'attachment; filename="{of.code}-planning{mark}.json"'}
    return HttpResponse(content, content_type="application/json", headers=headers)
