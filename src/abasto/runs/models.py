"""One table: the run."""

from django.db import models

WAITING = "waiting"
RUNNING = "running"
DONE = "done"
FAILED = "failed"


class Run(models.Model):
    """A long work: what it was asked (inputs, parameters: canonical JSON), how far it is, what came of it.

    cursor: where the work goes on, written with the effects of the chunk that reached it.
    holder, lease_until, fencing_token: who works on it; the token rises each time someone takes it.
    seconds, peak_mb: what it took, for people; no result depends on them.
    """

    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=80)
    round_code = models.CharField(max_length=40, blank=True, db_index=True)
    inputs = models.TextField()
    parameters = models.TextField()
    seed = models.BigIntegerField()
    code_version = models.CharField(max_length=64)

    state = models.CharField(max_length=10, default=WAITING)
    done_units = models.BigIntegerField(default=0)
    total_units = models.BigIntegerField(default=0)
    cursor = models.TextField(blank=True)
    error = models.TextField(blank=True)

    holder = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True)
    fencing_token = models.BigIntegerField(default=0)

    result = models.TextField(blank=True)
    result_sha256 = models.CharField(max_length=64, blank=True)
    seconds = models.FloatField(default=0)
    peak_mb = models.FloatField(default=0)

    class Meta:
        ordering = ("id",)
