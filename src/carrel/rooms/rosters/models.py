"""What is stored of an import: the run with its report, and what it would do or did, person by person."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RosterImport(models.Model):
    """One roster that was sent in: read, compared, and applied or not.

    `report` holds counts, faults, remarks and objections as plain values; `fingerprint` names the differences that were
    shown, so that nothing else is applied. The file and the names in the differences are forgotten after a while.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("roster", "Waiting to be read")
        REFUSED = "refused", pgettext_lazy("roster", "Cannot come in")
        COMPARED = "compared", pgettext_lazy("roster", "Compared")
        APPLYING = "applying", pgettext_lazy("roster", "Coming in")
        APPLIED = "applied", pgettext_lazy("roster", "Came in")
        DROPPED = "dropped", pgettext_lazy("roster", "Put aside")

    source_name = models.CharField(_("file"), max_length=200)
    file = models.ForeignKey("files.StoredFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    leavers_in_a_hundred = models.PositiveSmallIntegerField(_("stop when more than this share leaves"), default=10)
    report = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True)
    job_id = models.BigIntegerField(null=True)
    site = models.ForeignKey("schools.Site", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    started_by = models.BigIntegerField(null=True)
    started_by_name = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    compared_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return self.source_name

    @property
    def is_forgotten(self) -> bool:
        return self.file_id is None


class RosterDifference(models.Model):
    """One difference of a run: about a person or a class. `fields` are [name, old, new], shown as they were then."""

    roster_import = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="differences")
    kind = models.CharField(max_length=20)
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200)
    group = models.CharField(max_length=20, blank=True)
    site_name = models.CharField(max_length=120, blank=True)
    detail = models.CharField(max_length=120, blank=True)
    fields = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["roster_import", "kind"], name="roster_difference_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"
