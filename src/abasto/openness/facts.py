"""What is told to the public about a procedure, as plain data. Pieces are integers, money is integer centavos.

Every text is as published; every id is a business key; every date is ISO 8601 with its zone, from the round's clock.
"""

from dataclasses import dataclass
from typing import Literal

Origin = Literal["published", "derived", "synthetic"]
Phase = Literal["planning", "tender", "award", "contract", "implementation"]
PHASES: tuple[Phase, ...] = ("planning", "tender", "award", "contract", "implementation")


@dataclass(frozen=True)
class OrganisationFacts:
    """An organisation that takes part; `scheme` and `identifier` only where a register gives them (MX-RFC)."""

    id: str
    name: str
    country: str = "MX"
    scheme: str = ""
    identifier: str = ""


@dataclass(frozen=True)
class DocumentFacts:
    """A public document; `kind` is a code of the OCDS list documentType, `format` a media type."""

    id: str
    kind: str
    title: str
    url: str
    published_at: str
    format: str = "application/pdf"
    language: str = "es"


@dataclass(frozen=True)
class ItemFacts:
    """A code of the compendium; the last three only for medicines, "" where the description does not tell them."""

    clave: str
    description: str
    unit: str = ""
    active_ingredient: str = ""
    dosage_form: str = ""
    container: str = ""
    origin: Origin = "published"


@dataclass(frozen=True)
class LotFacts:
    """One code in one procedure; `estimated_centavos` (of the maximum) is None until it may be told."""

    id: str
    item: ItemFacts
    minimum_pieces: int
    maximum_pieces: int
    estimated_centavos: int | None = None
    outcome: Literal["", "awarded", "unsuccessful", "cancelled"] = ""
    reason: str = ""


@dataclass(frozen=True)
class BidFacts:
    """An offer on a lot; `is_solvent` after evaluation. Price (per piece) and capacity are None where closed."""

    id: str
    lot_id: str
    tenderer_id: str
    is_solvent: bool
    price_centavos: int | None = None
    capacity_pieces: int | None = None


@dataclass(frozen=True)
class AwardFacts:
    """One winner of one lot, with its own price and pieces."""

    id: str
    lot_id: str
    bid_id: str
    supplier_id: str
    price_centavos: int
    minimum_pieces: int
    maximum_pieces: int


@dataclass(frozen=True)
class ContractLineFacts:
    """What one buyer may order of one award, and what was due and accepted so far."""

    award_id: str
    lot_id: str
    buyer_id: str
    minimum_pieces: int
    maximum_pieces: int
    price_centavos: int
    due_pieces: int = 0
    received_pieces: int = 0


@dataclass(frozen=True)
class ContractFacts:
    """A contract of one legal entity with one supplier; period as ISO dates; signed_at "" until it is signed."""

    id: str
    legal_entity_id: str
    supplier_id: str
    signed_at: str
    starts: str
    ends: str
    minimum_centavos: int
    maximum_centavos: int
    lines: tuple[ContractLineFacts, ...]


@dataclass(frozen=True)
class PhaseDates:
    """When each phase was made public, from the round's clock; "" for a phase not reached."""

    planning: str
    tender: str = ""
    award: str = ""
    contract: str = ""
    implementation: str = ""


@dataclass(frozen=True)
class ProcedureFacts:
    """One procedure: who buys, what is asked, what was offered, decided, signed and delivered.

    method: open, selective, limited or direct (OCDS list method). buyer_ids: the legal entities and units that buy.
    last_phase: how far this procedure is; follows_ocid: of the procedure whose left pieces it asks for, "" if none.
    """

    ocid: str
    number: str
    title: str
    method: Literal["open", "selective", "limited", "direct"]
    method_details: str
    rationale: str
    award_criteria_details: str
    procuring_entity_id: str
    buyer_ids: tuple[str, ...]
    organisations: tuple[OrganisationFacts, ...]
    dates: PhaseDates
    tender_starts: str
    tender_ends: str
    delivery_starts: str
    delivery_ends: str
    lots: tuple[LotFacts, ...]
    award_criteria: str = "priceOnly"
    budget_centavos: int | None = None
    documents: tuple[DocumentFacts, ...] = ()
    bids: tuple[BidFacts, ...] = ()
    awards: tuple[AwardFacts, ...] = ()
    contracts: tuple[ContractFacts, ...] = ()
    last_phase: Phase = "implementation"
    follows_ocid: str = ""
    origin: Origin = "synthetic"


@dataclass(frozen=True)
class PackageFacts:
    """Who publishes, where and when; `uri` ends where the file will be found."""

    uri: str
    published_at: str
    publisher_name: str
    extension_uri: str
    licence_uri: str = ""
    policy_uri: str = ""
