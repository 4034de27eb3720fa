"""A procedure with its lots, the bids on them, and who is debarred."""

from django.db import models

from ..base.fields import IntegersField
from ..catalogue.models import Item
from ..people.models import Organisation
from ..rounds.models import Round

SIGNED = "signature"
"""The phase of a procedure whose award act is signed: from there on it binds."""


class Procedure(models.Model):
    """A call: how it is judged and what it asks, as published. `rules` is the call's own text of values.

    position: 1 is the main tender of the round; those after it follow one of those before (`follows`).
    authorised_by, authorised_on, authorisation: who let a direct award open, when, and by which document.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    position = models.PositiveSmallIntegerField(default=1)
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followed_by")
    number = models.CharField(max_length=60, unique=True)
    ocid = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=30)
    character = models.CharField(max_length=30)
    phase = models.CharField(max_length=20)
    evaluation = models.CharField(max_length=20)
    rules = models.JSONField()
    published_on = models.DateField()
    clarifications_on = models.DateField()
    bids_due_at = models.DateTimeField()
    award_on = models.DateField()
    signature_due_on = models.DateField()
    authorised_by = models.CharField(max_length=30, blank=True)
    authorised_on = models.DateField(null=True)
    authorisation = models.CharField(max_length=160, blank=True)
    origin = models.CharField(max_length=10)

    class Meta:
        ordering = ("position", "number")


class Lot(models.Model):
    """One code in one call: its share pattern, and quantities (pieces).

    buyers: codes of the buyers that ask for it, in the round's order; the two series are theirs.
    ceiling_centavos: authorised for this lot alone, per piece; null where the ceiling of the research holds.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="lots")
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    share_pattern = models.CharField(max_length=20)
    minimum_pieces = models.BigIntegerField()
    maximum_pieces = models.BigIntegerField()
    ceiling_centavos = models.BigIntegerField(null=True)
    buyers = models.JSONField(default=list)
    minimum_by_buyer = IntegersField()
    maximum_by_buyer = IntegersField()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["procedure", "item"], name="one_lot_per_item")]


class Debarment(models.Model):
    """A supplier that may not bid between two dates."""

    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    starts = models.DateField()
    ends = models.DateField()
    citation = models.CharField(max_length=120)
    origin = models.CharField(max_length=10)


class Bid(models.Model):
    """One supplier's offer on one lot; price in centavos per piece, capacity in pieces.

    documents: keys delivered; documents_lacking: keys asked and not delivered, null until checked.
    draw_place: the place drawn in public (1 is first), recorded, where a draw was held.
    points: technical points by criterion, as text, empty where not judged by points.
    national_content_percent: of the goods, null where not stated.
    other_costs_centavos, benefit_centavos: per piece, for cost-benefit.
    has_declined: it won and did not sign.
    is_annulled: a resolution rejected the offer; it stays on record and wins nothing.
    """

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="bids")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    key = models.CharField(max_length=80, unique=True)
    price_centavos = models.BigIntegerField()
    capacity_pieces = models.BigIntegerField()
    country = models.CharField(max_length=2)
    documents = models.JSONField(default=list)
    documents_lacking = models.JSONField(null=True)
    draw_place = models.PositiveSmallIntegerField(null=True)
    points = models.JSONField(default=dict)
    national_content_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    other_costs_centavos = models.BigIntegerField(default=0)
    benefit_centavos = models.BigIntegerField(default=0)
    has_declined = models.BooleanField(default=False)
    is_annulled = models.BooleanField(default=False)
    origin = models.CharField(max_length=10)

    class Meta:
        ordering = ("key",)
        constraints = [models.UniqueConstraint(fields=["lot", "supplier"], name="one_bid_per_supplier_and_lot")]
