"""What was said about a line, and who was mentioned."""

from django.db import models

from ...people.models import Organisation, User
from ..requests.models import RequestLine


class Comment(models.Model):
    """A plain text about a line; withdrawn_at: its author took it back, and only that he did is shown."""

    line = models.ForeignKey(RequestLine, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "pk")


class CommentMention(models.Model):
    """An organisation that a comment lets in: mentioned itself, or by one of its accounts."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "organisation"], name="one_mention")]
