"""The tables of every room, so that Django finds them under its one app."""

from .award.models import Award, BidOutcome, LotDecision, PastDecision, Route
from .award.study.models import Scenario
from .catalogue.models import Item, RoundItem
from .contracts.models import Contract, ContractLine
from .evaluation.models import Saving
from .integrity.models import Flag
from .ledger.models import Artifact, ArtifactName, Checkpoint, Event
from .market.models import PriceSource, Quote, ReferencePrice
from .needs.comments.models import Comment, CommentMention
from .needs.consolidated.models import MergeAnswer, MergeProposal, NeedVersion
from .needs.evidence.models import EvidenceMonth, EvidencePlace, EvidenceUpload
from .needs.models import ConsolidatedNeed, NeedImport, NeedLine
from .needs.opinions.models import Opinion, ReviewerSeat
from .needs.requests.models import (
    DecidedLine,
    Delegation,
    PointRequest,
    PriceEstimate,
    RequestBudget,
    RequestDecision,
    RequestLine,
    RequestUpload,
)
from .needs.suggest.models import SuggestedNeed
from .people.models import DeliveryPoint, Organisation, OrganisationAlias, User
from .people.notices.models import Notice, NoticePreference, Subscriber
from .problems.models import ListedProblem
from .rounds.agreements.models import Agreement, Position
from .rounds.models import Participation, Round, RoundDate
from .runs.models import Run
from .supply.models import LineDelivery, SupplierFill
from .tender.models import Bid, Debarment, Lot, Procedure
from .watch.models import StockLine

__all__ = [
    "Agreement",
    "Artifact",
    "ArtifactName",
    "Award",
    "Bid",
    "BidOutcome",
    "Checkpoint",
    "Comment",
    "CommentMention",
    "ConsolidatedNeed",
    "Contract",
    "ContractLine",
    "Debarment",
    "DecidedLine",
    "Delegation",
    "DeliveryPoint",
    "Event",
    "EvidenceMonth",
    "EvidencePlace",
    "EvidenceUpload",
    "Flag",
    "Item",
    "LineDelivery",
    "ListedProblem",
    "Lot",
    "LotDecision",
    "MergeAnswer",
    "MergeProposal",
    "NeedImport",
    "NeedLine",
    "NeedVersion",
    "Notice",
    "NoticePreference",
    "Opinion",
    "Organisation",
    "OrganisationAlias",
    "Participation",
    "PastDecision",
    "PointRequest",
    "Position",
    "PriceEstimate",
    "PriceSource",
    "Procedure",
    "Quote",
    "ReferencePrice",
    "RequestBudget",
    "RequestDecision",
    "RequestLine",
    "RequestUpload",
    "ReviewerSeat",
    "Round",
    "RoundDate",
    "RoundItem",
    "Route",
    "Run",
    "Saving",
    "Scenario",
    "StockLine",
    "Subscriber",
    "SuggestedNeed",
    "SupplierFill",
    "User",
]
