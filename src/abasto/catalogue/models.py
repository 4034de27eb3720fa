"""Items of the national compendium, and each as a round lists it."""

from django.db import models

from ..rounds.models import Round


class Item(models.Model):
    """A clave, with what could be read from its description (blank or null where it could not)."""

    clave = models.CharField(max_length=16, unique=True)
    category = models.CharField(max_length=12, db_index=True)
    description = models.TextField()
    generic_name = models.CharField(max_length=250, blank=True)
    dosage_form = models.CharField(max_length=120, blank=True)
    strength = models.TextField(blank=True)
    presentation = models.TextField(blank=True)
    container = models.CharField(max_length=60, blank=True)
    pack_size = models.PositiveIntegerField(null=True)
    origin = models.CharField(max_length=10)

    class Meta:
        ordering = ("clave",)


class RoundItem(models.Model):
    """An item in a round: its lot number, unit and description as published there."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    position = models.PositiveIntegerField()
    lot_number = models.CharField(max_length=20, blank=True)
    description = models.TextField()
    unit = models.CharField(max_length=40, blank=True)
    cucop = models.CharField(max_length=20, blank=True)
    origin = models.CharField(max_length=10)
    rule = models.CharField(max_length=60, blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["round", "item"], name="one_item_per_round")]
