"""Makes the award act of the newest round as PDF, in this process: `award_act.py public|full`.

It is in Spanish; neither its name nor its run stays in the database.
"""

import sys
from pathlib import Path

import django
from award_watch import Watch, tell

django.setup()

from django.conf import settings  # noqa: E402

from abasto.award.actions.keep_act import keep_act  # noqa: E402
from abasto.award.models import LotDecision  # noqa: E402
from abasto.award.papers.acts import KIND, Act  # noqa: E402
from abasto.ledger.models import ArtifactName  # noqa: E402
from abasto.runs.models import Run  # noqa: E402
from abasto.tender.models import Procedure  # noqa: E402


def main() -> None:
    edition = sys.argv[1]
    newest = Procedure.objects.order_by("-pk").values_list("round__code", flat=True)[0]
    procedure = Procedure.objects.filter(round__code=newest).order_by("pk")[0]
    lots = LotDecision.objects.filter(lot__procedure=procedure).count()
    forget(newest)
    watch = Watch()
    kept = keep_act(Act(procedure, edition, "es"), Path(settings.STATE))
    tell([watch.figure(edition, lots=lots, bytes=kept.artifact.size_bytes, sha256=kept.artifact.sha256, round=newest)])
    forget(newest)


def forget(round_code: str) -> None:
    ArtifactName.objects.filter(round_code=round_code, name__startswith="award-act/").delete()
    Run.objects.filter(round_code=round_code, kind=KIND).delete()


if __name__ == "__main__":
    main()
