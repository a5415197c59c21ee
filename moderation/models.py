"""What every kind of content that can be reported has in common."""

from django.db import models


class Reportable(models.Model):
    """Inherit this and the content can be reported and hidden, whatever app it lives in."""

    class Meta:
        abstract = True
