"""What is stored of a file; its bytes lie outside the database, under the name of their own checksum."""

from django.db import models


class StoredFile(models.Model):
    """A file as it was given to us. Several rows may share the same bytes: they are stored once.

    Plain numbers instead of foreign keys: the cellar knows no room.
    """

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()
    stored_by = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.name
