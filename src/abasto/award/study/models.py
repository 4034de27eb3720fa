"""One table: the scenario, a question across lots with its answer."""

from django.db import models

from ...rounds.models import Round

DRAFT = "draft"
ASKED = "waiting"
DONE = "done"
FAILED = "failed"
SIGNED = "signature"


class Scenario(models.Model):
    """Clauses over the lots of a round's call, and what they cost.

    clauses, terms: the question, as plain data. is_awardable: whether the rule set admitted an award across lots when
    it was run; while false the answer is a study, and cannot be signed. progress: of the running question, for people.
    cost_e4, bound_e4: 10^-4 centavo, null before it was run. summary, prices: what pages show, as plain data.
    The hashes name the files: problem, award, certificate.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="scenarios")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    made_by = models.CharField(max_length=150)
    clauses = models.JSONField(default=list)
    terms = models.JSONField(default=dict)
    seed = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, default=DRAFT)
    is_awardable = models.BooleanField(default=False)
    run_key = models.CharField(max_length=64, blank=True)
    progress = models.JSONField(default=dict)
    cost_e4 = models.BigIntegerField(null=True)
    bound_e4 = models.BigIntegerField(null=True)
    summary = models.JSONField(default=dict)
    prices = models.JSONField(default=list)
    problem_sha256 = models.CharField(max_length=64, blank=True)
    award_sha256 = models.CharField(max_length=64, blank=True)
    certificate_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["round", "code"], name="one_scenario_per_name")]
