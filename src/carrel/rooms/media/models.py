"""What is stored of recordings off air, of rights, and of copies made; and what can never be false in it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.media import phrases, rules


class Recording(models.Model):
    """One broadcast programme recorded at the request of one teacher. The item's record is the programme.

    Neither clock is stored: both are counted from `recorded_on` on the site's calendar of the day they are asked for.
    `copies` counts copies without a barcode of their own. `state_before` is the item's state until it was erased.
    The teacher is forgotten some years after the erasure (rules.USUAL_LOG_YEARS).
    """

    item = models.OneToOneField("inventory.Item", on_delete=models.PROTECT, related_name="off_air_recording")
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    teacher = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    requested_on = models.DateField()
    channel = models.CharField(max_length=rules.CHANNEL_LENGTH)
    broadcast_at = models.DateTimeField()
    recorded_on = models.DateField()
    is_free = models.BooleanField()
    has_notice = models.BooleanField()
    is_whole = models.BooleanField()
    copies = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=rules.TEXT_LENGTH, blank=True)
    entered_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    erased_by_name = models.CharField(max_length=rules.NAME_LENGTH, blank=True)
    state_before = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["site", "recorded_on"], condition=Q(erased_at=None), name="recording_kept"),
            models.Index(fields=["site", "erased_at"], name="recording_erased"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(requested_on__lte=F("recorded_on")), name="recording_never_in_anticipation"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None, erased_by_name="") | (Q(erased_at__isnull=False) & ~Q(erased_by_name="")),
                name="recording_erased_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"recording {self.pk}"


class RecordingCopy(models.Model):
    """A further copy of a recording with a barcode of its own, under the same limits."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="further_copies")
    item = models.OneToOneField("inventory.Item", on_delete=models.PROTECT, related_name="off_air_copy")
    state_before = models.CharField(max_length=12, blank=True)

    def __str__(self) -> str:
        return f"copy of {self.recording_id}"


class Showing(models.Model):
    """That a teacher showed a recording to a class, repeated it, or looked at it alone to judge it."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="showings")
    teacher = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=list(phrases.SHOWING_WORDS.items()))
    audience = models.CharField(max_length=rules.NAME_LENGTH, blank=True)
    reason = models.CharField(max_length=rules.TEXT_LENGTH, blank=True)
    entered_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=rules.SHOWING_KINDS), name="showing_kind")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.recording_id}"


class Right(models.Model):
    """What an owner allows with a title, from a day to a day (`until_on` open: without end).

    Of one `site`, or of the whole district. It is not edited: other terms are another right, so that what was agreed
    stays on record. A right that `ended_at` a moment was ended by hand.
    """

    record = models.ForeignKey("catalogue.Record", on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("what it allows"), max_length=11, choices=list(phrases.RIGHT_WORDS.items()))
    holder = models.CharField(max_length=rules.NAME_LENGTH)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    terms = models.TextField(blank=True)
    most_copies = models.PositiveSmallIntegerField(null=True, blank=True)
    audience = models.CharField(max_length=rules.NAME_LENGTH, blank=True)
    warn_days = models.PositiveSmallIntegerField(default=rules.USUAL_WARN_DAYS)
    proof = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["until_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=rules.RIGHT_KINDS), name="right_kind"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="right_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.holder}"


class CopyMade(models.Model):
    """Copies made on request: of what, for whom, how many, on what ground, by whom.

    Whom it was for is forgotten after the years the site's setting says; the entry itself stays for the counts.
    """

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey("catalogue.Record", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=rules.TEXT_LENGTH)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_on = models.DateField()
    copies = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=13, choices=list(phrases.BASIS_WORDS.items()))
    reason = models.CharField(max_length=rules.TEXT_LENGTH, blank=True)
    made_by_name = models.CharField(max_length=rules.NAME_LENGTH)
    entered_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_on", "-pk"]
        indexes = [models.Index(fields=["site", "-made_on"], name="copy_made_at_site")]
        constraints = [
            models.CheckConstraint(condition=Q(basis__in=rules.BASES), name="copy_basis"),
            models.CheckConstraint(condition=Q(copies__gt=0), name="copy_of_something"),
        ]

    def __str__(self) -> str:
        return self.title


class MediaSetting(models.Model):
    """How long a site's logs keep the names of those who asked."""

    site = models.OneToOneField("schools.Site", on_delete=models.CASCADE, related_name="+")
    log_years = models.PositiveSmallIntegerField(_("years the logs keep names"), default=rules.USUAL_LOG_YEARS)

    def __str__(self) -> str:
        return f"media at {self.site_id}"
