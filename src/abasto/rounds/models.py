"""The purchase round, its calendar, and the tree of those who take part in it."""

from django.db import models

from ..people.models import Organisation


class Round(models.Model):
    """One consolidated purchase. `clock` is the round's own date: what the rehearsal calls today.

    is_announced: its needs are asked for here, line by line, and not read from a file.
    """

    code = models.SlugField(max_length=40, unique=True)
    name_es = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    rule_set = models.CharField(max_length=20)
    first_year = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField()
    starts = models.DateField()
    phase = models.CharField(max_length=20)
    clock = models.DateTimeField()
    seed = models.BigIntegerField()
    source = models.TextField(blank=True)
    is_synthetic = models.BooleanField(default=True)
    is_derived_split = models.BooleanField(default=False)
    is_announced = models.BooleanField(default=False)

    class Meta:
        ordering = ("-first_year", "-code")


class RoundDate(models.Model):
    """A step of the round's calendar."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="dates")
    position = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=20)
    starts = models.DateField()
    ends = models.DateField()
    citation = models.CharField(max_length=250, blank=True)
    origin = models.CharField(max_length=10)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["round", "position"], name="one_date_per_position")]


class Participation(models.Model):
    """An organisation in a round: where it hangs in that round's tree, and its column as published.

    joined_on, left_on: where it came after the announcement, or left before the need was locked.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    legal_entity = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    is_buyer = models.BooleanField()
    column_as_published = models.CharField(max_length=250, blank=True)
    joined_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["round", "organisation"], name="one_participation")]
