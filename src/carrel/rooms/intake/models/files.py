"""What intake remembers: how each vendor's files are read, what waits for a decision, and what an import put aside."""

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from carrel.rooms.intake import rules


class VendorProfile(models.Model):
    """How the files of one vendor are read, and what happens to records we have; without a vendor: those of no other.

    `subfields` maps the parts of a copy (rules.PARTS) to subfield codes; it is used when `tag` names a field.
    """

    vendor = models.ForeignKey(
        "schools.Vendor", on_delete=models.CASCADE, null=True, blank=True, related_name="import_profiles"
    )
    tag = models.CharField(_("field of a copy"), max_length=3, blank=True)
    subfields = models.JSONField(default=dict)
    price_rule = models.CharField(max_length=10, default=rules.CENTS)
    matching = models.CharField(_("a record we have"), max_length=10, default=rules.ADD_ITEMS)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(Coalesce("vendor", Value(0)), name="one_profile_of_a_vendor")]

    def __str__(self) -> str:
        return str(self.vendor or _("any vendor"))


class VendorWord(models.Model):
    """What a word of a vendor's files means here, decided once: `target` is the row it names, none means the form's.

    `kind` is one of rules.WORD_KINDS; a place is a place of one site.
    """

    profile = models.ForeignKey(VendorProfile, on_delete=models.CASCADE, related_name="words")
    kind = models.CharField(max_length=10)
    site = models.ForeignKey("schools.Site", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    word = models.CharField(max_length=120)
    folded = models.CharField(max_length=120)
    target = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "profile", "kind", Coalesce("site", Value(0)), "folded", name="one_meaning_of_a_vendor_word"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.word}"


class AskedRecord(models.Model):
    """A record of a file that is one of ours, set aside until a person decides. Its MARC is kept whole meanwhile.

    Once it is decided, `items_in` says how many copies came in with it, `without_number` how many of them unlabelled.
    """

    job_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    record = models.ForeignKey("catalogue.Record", on_delete=models.CASCADE, related_name="asked_records")
    title = models.CharField(max_length=500)
    matched_by = models.CharField(max_length=10)
    iso2709 = models.BinaryField()
    choice = models.CharField(max_length=10, blank=True)
    made_record = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    items_in = models.PositiveIntegerField(default=0, db_default=0)
    without_number = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job_id", "number"], name="one_question_a_record")]

    def __str__(self) -> str:
        return self.title


class KeptRecord(models.Model):
    """A record of a file that is not bibliographic (an authority, holdings), kept whole and counted apart."""

    job_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    iso2709 = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job_id", "number"], name="one_kept_record_a_number")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of job {self.job_id}"


class ReplacedRecord(models.Model):
    """What a record of ours was before an import replaced it; `replaced_at` tells whether it was changed since."""

    job_id = models.BigIntegerField()
    record = models.ForeignKey("catalogue.Record", on_delete=models.CASCADE, related_name="replaced_records")
    before = models.BinaryField()
    replaced_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["job_id"], name="replaced_record_job")]

    def __str__(self) -> str:
        return f"record {self.record_id} before job {self.job_id}"
