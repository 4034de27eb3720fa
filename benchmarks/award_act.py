"""Makes the award act of the newest round as PDF, in this process: `award_act.py public|full`.

It is in Spanish; neither a name nor an event of it stays in the database.
"""

import sys
from pathlib import Path

import django
from award_watch import Watch, tell

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402

from abasto.award.actions.keep_act import keep_act  # noqa: E402
from abasto.award.models import LotDecision  # noqa: E402
from abasto.ledger.models import ArtifactName  # noqa: E402
from abasto.tender.models import Procedure  # noqa: E402


def main() -> None:
    edition = sys.argv[1]
    newest = Procedure.objects.order_by("-pk").values_list("round__code", flat=True)[0]
    procedure = Procedure.objects.filter(round__code=newest).order_by("pk")[0]
    lots = LotDecision.objects.filter(lot__procedure=procedure).count()
    with transaction.atomic():
        ArtifactName.objects.filter(round_code=newest, name__startswith="award-act/").delete()
        watch = Watch()
        kept = keep_act(procedure, Path(settings.STATE), edition, "es")
        figure = watch.figure(
            edition, lots=lots, bytes=kept.artifact.size_bytes, sha256=kept.artifact.sha256, round=newest
        )
        transaction.set_rollback(True)
    tell([figure])


if __name__ == "__main__":
    main()
