"""A small procedure with every section, and one of national size, both synthetic."""

import pytest

from abasto.openness.facts import (
    AwardFacts,
    BidFacts,
    ContractFacts,
    ContractLineFacts,
    DocumentFacts,
    ItemFacts,
    LotFacts,
    OrganisationFacts,
    PackageFacts,
    PhaseDates,
    ProcedureFacts,
)


@pytest.fixture
def package() -> PackageFacts:
    return PackageFacts(
        uri="https://abasto.example/data/releases.json",
        published_at="2026-12-01T12:00:00-06:00",
        publisher_name="Abasto (synthetic rehearsal)",
        extension_uri="https://abasto.example/ocds/extension.json",
        licence_uri="https://creativecommons.org/publicdomain/zero/1.0/",
    )


@pytest.fixture
def small() -> ProcedureFacts:
    return procedure(lots=3, bids_per_lot=2, suppliers=3, entities=2, units=2)


@pytest.fixture(scope="session")
def national() -> ProcedureFacts:
    return procedure(lots=3831, bids_per_lot=3, suppliers=400, entities=25, units=3)


def procedure(lots: int, bids_per_lot: int, suppliers: int, entities: int, units: int) -> ProcedureFacts:
    """Every lot but each fourth is awarded to its first bidder; each legal entity has `units` buyers."""
    keys = [f"L{number:05d}" for number in range(lots)]
    awards = tuple(
        AwardFacts(f"{key}-A", key, f"{key}-B0", f"prov-{i % suppliers:03d}", 1050 + i, 400, 1000 * entities * units)
        for i, key in enumerate(keys)
        if i % 4 != 3
    )
    names = [f"prov-{i:03d}" for i in range(suppliers)] + [f"ent-{i:02d}" for i in range(entities)]
    return ProcedureFacts(
        ocid="ocds-abasto-LA-1",
        number="LA-1",
        title="Compra consolidada (sintética)",
        method="open",
        method_details="Licitación pública bajo tratados",
        rationale="Necesidad del sector salud",
        award_criteria_details="Binario",
        procuring_entity_id="consolidadora",
        buyer_ids=tuple(f"ent-{i:02d}" for i in range(entities)),
        organisations=tuple(OrganisationFacts(name, f"Organización {name}") for name in ["consolidadora", *names]),
        dates=PhaseDates(*(f"2026-{month:02d}-01T09:00:00-06:00" for month in (2, 4, 6, 7, 12))),
        tender_starts="2026-04-01T09:00:00-06:00",
        tender_ends="2026-05-15T10:00:00-06:00",
        delivery_starts="2027-01-01T00:00:00-06:00",
        delivery_ends="2028-12-31T23:59:59-06:00",
        lots=tuple(_lot(i, key, entities * units) for i, key in enumerate(keys)),
        budget_centavos=123_456_789_01,
        documents=(
            DocumentFacts(
                "D1", "tenderNotice", "Convocatoria", "https://abasto.example/c.pdf", "2026-04-01T09:00:00-06:00"
            ),
        ),
        bids=tuple(
            BidFacts(f"{key}-B{j}", key, f"prov-{(i + j) % suppliers:03d}", j < 2, 1050 + i + j * 7, 100_000)
            for i, key in enumerate(keys)
            for j in range(bids_per_lot)
        ),
        awards=awards,
        contracts=tuple(_contracts(awards, entities, units)),
    )


def _lot(i: int, key: str, buyers: int) -> LotFacts:
    item = ItemFacts(f"010.000.{i:04d}.00", f"Paracetamol tableta {i}", "envase", "paracetamolum", "TAB", "box")
    outcome, reason = ("unsuccessful", "no-bid") if i % 4 == 3 else ("awarded", "")
    return LotFacts(key, item, 400, 1000 * buyers, 1_200_50, outcome, reason)


def _contracts(awards: tuple[AwardFacts, ...], entities: int, units: int) -> list[ContractFacts]:
    by_supplier: dict[str, list[AwardFacts]] = {}
    for award in awards:
        by_supplier.setdefault(award.supplier_id, []).append(award)
    return [
        _contract(entity, supplier, won, units) for entity in range(entities) for supplier, won in by_supplier.items()
    ]


def _contract(entity: int, supplier: str, won: list[AwardFacts], units: int) -> ContractFacts:
    lines = tuple(
        ContractLineFacts(award.id, award.lot_id, f"ent-{entity:02d}-{unit}", 160, 1000, award.price_centavos, 50, 30)
        for award in won
        for unit in range(units)
    )
    return ContractFacts(
        id=f"LA-1-ent-{entity:02d}-{supplier}",
        legal_entity_id=f"ent-{entity:02d}",
        supplier_id=supplier,
        signed_at="2026-07-01T09:00:00-06:00",
        starts="2027-01-01T00:00:00-06:00",
        ends="2028-12-31T23:59:59-06:00",
        minimum_centavos=sum(line.minimum_pieces * line.price_centavos for line in lines),
        maximum_centavos=sum(line.maximum_pieces * line.price_centavos for line in lines),
        lines=lines,
    )
