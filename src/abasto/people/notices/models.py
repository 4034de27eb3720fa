"""What people were told, how they want to be told, and who asked from outside to be told."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..models import Organisation, User


class Notice(models.Model):
    """One thing told to one person. values: what the words of the kind need; href: where it leads, in this site.

    key: the same key is told to a person once ("" is told every time). at: the moment of what is told, by the clock of
    its round; made_at, read_at and sent_at (when an e-mail took it) by the clock of the world.
    """

    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    href = models.CharField(max_length=300)
    round_code = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes = [models.Index(fields=["recipient", "read_at"], name="notice_of_reader")]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], condition=~Q(key=""), name="one_notice_per_key")
        ]


class NoticePreference(models.Model):
    """How a person, or by default everyone of an organisation, is told; exactly one of the two is set."""

    user = models.OneToOneField(User, null=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.OneToOneField(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=10)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2)


class Subscriber(models.Model):
    """An address from outside. It is told nothing before it is confirmed, and nothing after it ended.

    told_event: the last event of the log that it was told of.
    """

    email = models.EmailField(unique=True)
    language = models.CharField(max_length=2)
    topics = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    told_event = models.BigIntegerField(default=0)
