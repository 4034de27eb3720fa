"""Takes a rehearsed round away, so that it can be played again with another seed, sample or program."""

from django.db import transaction
from django.db.models import Model

from ...award.models import Award, BidOutcome, LotDecision, PastDecision, Route
from ...award.study.models import Scenario
from ...catalogue.models import RoundItem
from ...contracts.models import Contract, ContractLine
from ...evaluation.models import Saving
from ...integrity.models import Flag
from ...ledger.actions.record import record
from ...ledger.models import ArtifactName
from ...market.models import PriceSource, Quote, ReferencePrice
from ...needs.comments.models import Comment, CommentMention
from ...needs.evidence.models import EvidenceMonth, EvidencePlace, EvidenceUpload
from ...needs.models import ConsolidatedNeed, NeedImport, NeedLine
from ...needs.opinions.models import Opinion
from ...needs.requests.models import (
    DecidedLine,
    PointRequest,
    PriceEstimate,
    RequestBudget,
    RequestDecision,
    RequestLine,
    RequestUpload,
)
from ...people.notices.models import Notice
from ...problems.models import ListedProblem
from ...rounds.agreements.models import Agreement, Position
from ...rounds.models import Participation, Round, RoundDate
from ...runs.models import Run
from ...supply.models import LineDelivery, SupplierFill
from ...tender.models import Bid, Debarment, Lot, Procedure
from ...watch.models import StockLine

# From what depends on others to what others depend on, each with its path to the round.
TABLES: tuple[tuple[type[Model], str], ...] = (
    (Scenario, "round"),
    (StockLine, "round"),
    (Flag, "procedure__round"),
    (Saving, "award__lot__procedure__round"),
    (LineDelivery, "line__contract__round"),
    (SupplierFill, "round"),
    (ContractLine, "contract__round"),
    (Contract, "round"),
    (Award, "lot__procedure__round"),
    (BidOutcome, "bid__lot__procedure__round"),
    (LotDecision, "lot__procedure__round"),
    (PastDecision, "lot__procedure__round"),
    (Route, "lot__procedure__round"),
    (Bid, "lot__procedure__round"),
    (Lot, "procedure__round"),
    (Procedure, "round"),
    (ReferencePrice, "round"),
    (Quote, "source__round"),
    (PriceSource, "round"),
    (CommentMention, "comment__line__round"),
    (Comment, "line__round"),
    (Opinion, "line__round"),
    (Position, "agreement__round"),
    (Agreement, "round"),
    (DecidedLine, "decision__round"),
    (RequestDecision, "round"),
    (PointRequest, "line__round"),
    (RequestLine, "round"),
    (RequestUpload, "round"),
    (RequestBudget, "round"),
    (PriceEstimate, "round"),
    (EvidenceMonth, "round"),
    (EvidenceUpload, "round"),
    (EvidencePlace, "round"),
    (ConsolidatedNeed, "round"),
    (NeedLine, "round"),
    (NeedImport, "round"),
    (RoundItem, "round"),
    (RoundDate, "round"),
)


def forget_round(code: str) -> bool:
    """Delete the rows of a round of that code; events, artifacts, organisations and items stay. False if none is."""
    with transaction.atomic():
        for found in Round.objects.filter(code=code):
            for table, path in TABLES:
                rows = table._default_manager.filter(**{path: found})
                rows._raw_delete(rows.db)
            Debarment.objects.filter(supplier__code__endswith=f"-{found.first_year}").delete()
            Participation.objects.filter(round=found).update(parent=None)
            Participation.objects.filter(round=found).delete()
            ListedProblem.objects.filter(round_code=code).delete()
            Notice.objects.filter(round_code=code).delete()
            ArtifactName.objects.filter(round_code=code).delete()
            Run.objects.filter(round_code=code).delete()
            record("round-forgotten", code, "rehearsal", found.clock, {"seed": found.seed}, code)
            found.delete()
            return True
    return False
