"""Organisations, their other spellings, their delivery points, and the people who act for them."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from .roles import Role


class Organisation(models.Model):
    """An institution, a group of them, one of its units, a supplier, or an authority."""

    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=250)
    short_name = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=20)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    is_legal_entity = models.BooleanField(default=False)
    state = models.CharField(max_length=2, blank=True)
    size = models.CharField(max_length=10, blank=True)
    country = models.CharField(max_length=2, default="MX")
    origin = models.CharField(max_length=10)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.short_name or self.name


class OrganisationAlias(models.Model):
    """Another spelling of an organisation, as some file wrote it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="aliases")
    text = models.CharField(max_length=250, unique=True)

    class Meta:
        ordering = ("text",)


class DeliveryPoint(models.Model):
    """A place where pieces are delivered; the institution is null where the public name does not say it."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=250)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=2, db_index=True)
    municipality = models.CharField(max_length=120, blank=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    size_class = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=10)

    class Meta:
        ordering = ("code",)


class User(AbstractUser):
    """A person: acts in one role for one organisation (a second role is a second account)."""

    role = models.CharField(max_length=24, choices=[(role.value, role.value) for role in Role])
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
