"""What is stored of an import: the run with its report, and what it would do or did, person by person."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RosterImport(models.Model):
    """One roster that was sent in: read, compared, and applied or not.

    `reading` says how a plain list of people is read (empty for OneRoster): `columns` (ours → the file's), `heads`,
    `whole` (who is not in it has left), `said` (by a person, not guessed), `preset`. `report` holds counts, faults,
    remarks and objections as plain values; `fingerprint` names the differences that were shown, so that nothing else is
    applied. The file and the names in the differences are forgotten after a while.
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
    reading = models.JSONField(default=dict)
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


class RosterPhoto(models.Model):
    """The checksum of the picture that a list of people brought for somebody, so that it comes in once."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"photo of {self.person_id}"


class RosterSchedule(models.Model):
    """Whether rosters are fetched from a folder, and what was fetched last. There is one row, or none.

    `digest` is of the last file taken; `trouble` says why the last one could not be taken: a code and its facts.
    """

    is_on = models.BooleanField(_("look into the folder"), default=False)
    lets_in = models.BooleanField(_("let in what nothing stands against"), default=False)
    hour = models.PositiveSmallIntegerField(_("from this hour on"), default=4)
    leavers_in_a_hundred = models.PositiveSmallIntegerField(_("stop when more than this share leaves"), default=10)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    fetched_at = models.DateTimeField(null=True, editable=False)
    looked_at = models.DateTimeField(null=True, editable=False)
    trouble = models.JSONField(default=dict, editable=False)

    def __str__(self) -> str:
        return "on" if self.is_on else "off"


class RollOver(models.Model):
    """One moving up of grades: when, by whom, of which site (blank for all). Its rows say who moved."""

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"roll-over of {self.at:%Y-%m-%d}"


class RolledOver(models.Model):
    """One person who moved up: what they were before and after."""

    roll_over = models.ForeignKey(RollOver, on_delete=models.CASCADE, related_name="persons")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    grade = models.CharField(max_length=10, blank=True)
    next_grade = models.CharField(max_length=10, blank=True)
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, null=True, related_name="+")
    next_site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, null=True, related_name="+")
    homeroom = models.ForeignKey("people.SchoolClass", on_delete=models.SET_NULL, null=True, related_name="+")
    left_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roll_over", "person"], name="one_move_a_roll_over")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.grade} to {self.next_grade}"
