"""The consolidated need: its views, versions, lock, mergers and files."""

from django.urls import path

from ...needs.consolidated.screens.consolidated import consolidated
from ...needs.consolidated.screens.exports import export_file, exports
from ...needs.consolidated.screens.lock import lock
from ...needs.consolidated.screens.merger import merger
from ...needs.consolidated.screens.mergers import mergers, new_merger
from ...needs.consolidated.screens.reopen import reopen
from ...needs.consolidated.screens.version import version_page
from ...needs.consolidated.screens.versions import versions
from ...needs.suggest.queries import need_intervals
from ...openness.screens.planning import planning_file
from ..need_figures import figures_kept

NEED = "rounds/<slug:round_code>/consolidated"


urlpatterns = [
    path(f"{NEED}/", consolidated, {"figures": figures_kept, "intervals": need_intervals}, name="consolidated"),
    path(f"{NEED}/files/", exports, name="need_exports"),
    path(f"{NEED}/files/<slug:kind>/", export_file, name="need_export"),
    path(f"{NEED}/planning.json", planning_file, name="need_planning"),
    path(f"{NEED}/versions/", versions, name="need_versions"),
    path(f"{NEED}/versions/<int:version>/", version_page, name="need_version"),
    path(f"{NEED}/versions/<int:version>/lock/", lock, name="need_lock"),
    path(f"{NEED}/versions/<int:version>/reopen/", reopen, name="need_reopen"),
    path(f"{NEED}/mergers/", mergers, name="need_mergers"),
    path(f"{NEED}/mergers/new/", new_merger, name="need_merger_new"),
    path(f"{NEED}/mergers/<int:event>/", merger, name="need_merger"),
]
