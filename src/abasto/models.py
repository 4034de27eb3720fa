"""The tables of every room, so that Django finds them under its one app."""

from .award.models import Award, BidOutcome, LotDecision, PastDecision, Route
from .award.study.models import Scenario
from .catalogue.models import Item, RoundItem
from .contracts.models import Contract, ContractLine
from .evaluation.models import Saving
from .integrity.models import Flag
from .ledger.models import Artifact, ArtifactName, Checkpoint, Event
from .market.models import PriceSource, Quote, ReferencePrice
from .needs.evidence.models import EvidenceMonth, EvidencePlace, EvidenceUpload
from .needs.models import ConsolidatedNeed, NeedImport, NeedLine
from .people.models import DeliveryPoint, Organisation, OrganisationAlias, User
from .problems.models import ListedProblem
from .rounds.models import Participation, Round, RoundDate
from .runs.models import Run
from .supply.models import LineDelivery, SupplierFill
from .tender.models import Bid, Debarment, Lot, Procedure
from .watch.models import StockLine

__all__ = [
    "Artifact",
    "ArtifactName",
    "Award",
    "Bid",
    "BidOutcome",
    "Checkpoint",
    "ConsolidatedNeed",
    "Contract",
    "ContractLine",
    "Debarment",
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
    "NeedImport",
    "NeedLine",
    "Organisation",
    "OrganisationAlias",
    "Participation",
    "PastDecision",
    "PriceSource",
    "Procedure",
    "Quote",
    "ReferencePrice",
    "Round",
    "RoundDate",
    "RoundItem",
    "Route",
    "Run",
    "Saving",
    "Scenario",
    "StockLine",
    "SupplierFill",
    "User",
]
