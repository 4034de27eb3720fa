"""What each award saved against the stated baseline."""

from django.db import models

from ..award.models import Award


class Saving(models.Model):
    """Saving of one award, in centavos: per piece, on the awarded and on the delivered pieces."""

    award = models.OneToOneField(Award, on_delete=models.CASCADE, related_name="saving")
    baseline_centavos = models.BigIntegerField()
    per_piece_centavos = models.BigIntegerField()
    awarded_centavos = models.BigIntegerField()
    delivered_pieces = models.BigIntegerField()
    delivered_centavos = models.BigIntegerField()
