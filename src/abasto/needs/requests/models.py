"""What is asked for while it is still being agreed: a line per round, organisation and item."""

from django.db import models

from ...base.fields import IntegersField
from ...catalogue.models import Item
from ...people.models import DeliveryPoint, Organisation, User
from ...rounds.models import Round
from .states import DRAFT


class RequestLine(models.Model):
    """What a buyer, or a unit below one, asks for of an item: pieces in all and by month, and how far it is agreed.

    version rises with every change of figure or state. author: who last changed a figure; submitted_by: who submitted
    it; neither may approve it. funds: code of the source of funds. reason: code of why it lies outside the interval.
    verdict: "below", "inside", "above" the interval of the suggested need, "" where there is none.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    minimum_pieces = models.BigIntegerField(default=0)
    maximum_pieces = models.BigIntegerField(default=0)
    maximum_by_month = IntegersField()
    state = models.CharField(max_length=12, default=DRAFT, db_index=True)
    version = models.PositiveIntegerField(default=1)
    verdict = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=30, blank=True)
    reason_text = models.TextField(blank=True)
    funds = models.CharField(max_length=30, blank=True)
    decision_note = models.TextField(blank=True)
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    origin = models.CharField(max_length=10)
    method = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "organisation", "item"], name="one_request_line")]


class PointRequest(models.Model):
    """The part of a line that goes to one delivery point: pieces by month (maximum)."""

    line = models.ForeignKey(RequestLine, on_delete=models.CASCADE, related_name="points")
    point = models.ForeignKey(DeliveryPoint, on_delete=models.PROTECT)
    maximum_pieces = models.BigIntegerField()
    maximum_by_month = IntegersField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "point"], name="one_request_per_point")]


class RequestUpload(models.Model):
    """A file as it came, and what became of it; the corrected file is empty where nothing was wrong."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=10)
    cells_changed = models.PositiveIntegerField(default=0)
    lines_changed = models.PositiveIntegerField(default=0)
    cells_refused = models.PositiveIntegerField(default=0)
    problems = models.PositiveIntegerField(default=0)
    outcome = models.JSONField(default=dict)
    corrected_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-pk",)


class RequestBudget(models.Model):
    """What an institution may spend from one source of funds in a round, in centavos."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    funds = models.CharField(max_length=30)
    authorised_centavos = models.BigIntegerField()
    document = models.CharField(max_length=120, blank=True)
    origin = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "organisation", "funds"], name="one_request_budget")]


class PriceEstimate(models.Model):
    """What a piece of an item is expected to cost in a round, in centavos, and where that comes from.

    A later room pushes it here: the average of the winners' prices of the round before, weighted by pieces.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    centavos = models.BigIntegerField()
    source = models.CharField(max_length=250)
    origin = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "item"], name="one_price_estimate")]


class Delegation(models.Model):
    """Between two dates, both included, `delegate` may decide as the approver of the organisation does."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-starts", "-pk")


class RequestDecision(models.Model):
    """A batch decision as it was asked: one act on the lines of a selection, frozen when it was asked.

    command: of the form that asked; asking it again is the same decision. asked: the filter, for people.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    command = models.CharField(max_length=40, unique=True)
    act = models.CharField(max_length=12)
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    asked = models.JSONField(default=dict)
    lines = IntegersField()
    count = models.PositiveIntegerField()
    answer = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("-pk",)


class DecidedLine(models.Model):
    """What became of one line in a batch decision: "done" or the reason why not, and the state before."""

    decision = models.ForeignKey(RequestDecision, on_delete=models.CASCADE, related_name="decided")
    line = models.ForeignKey(RequestLine, on_delete=models.CASCADE)
    outcome = models.CharField(max_length=30)
    before = models.CharField(max_length=12)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["decision", "line"], name="one_outcome_per_line")]
