"""Ladders, the runs that climb them, the notices that came of them, and the calls that were made."""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from carrel.rooms.recovery import phrases
from carrel.rooms.recovery.rules import clearing, ladder

_STANDS = Q(undone_at=None)


class LadderSetting(models.Model):
    """How a school asks for what is missing; the row without a site is the district's, for schools without one.

    `shows` is what parents may learn at all (R-15 of the privacy reference): nothing, numbers, what is late, all loans.

    `steps` are rules.ladder.Step as JSON. `weekdays` are the days (0 is Monday) on which the night's run takes what is
    due; `ran_on` is the last day it did.
    """

    class Shows(models.TextChoices):
        NOTHING = "none", _("nothing: what would go to them is a folded slip for the student")
        COUNTS = "counts", _("numbers only: how many things, how much money")
        TITLES = "titles", _("titles of what is late, inside the fold or the envelope")
        LOANS = "loans", _("everything that is out, in letters and mails: what is late, and below it the rest")

    site = models.OneToOneField(
        "schools.Site", on_delete=models.CASCADE, null=True, blank=True, related_name="ladder_setting"
    )
    steps = models.JSONField(default=list)
    shows = models.CharField(_("families are told"), max_length=6, choices=Shows.choices, default=Shows.TITLES)
    per_family = models.BooleanField(_("one letter for brothers and sisters together"), default=True)
    office_email = models.EmailField(_("e-mail of the office"), blank=True)
    weekdays = models.CharField(_("days on which what is due is made by itself"), max_length=7, blank=True)
    ran_on = models.DateField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(Coalesce("site", Value(0)), name="ladder_once_a_site"),
            models.CheckConstraint(condition=Q(shows__in=["none", "counts", "titles", "loans"]), name="ladder_shows"),
        ]

    def __str__(self) -> str:
        return f"ladder of {self.site_id or 'the district'}"


class Run(models.Model):
    """One making of notices: for a site, or for the whole district when families are written to across schools."""

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, null=True, related_name="+")
    steps = models.JSONField(default=list)
    homeroom = models.ForeignKey("people.SchoolClass", on_delete=models.SET_NULL, null=True, related_name="+")
    per_family = models.BooleanField(default=False)
    shows = models.CharField(max_length=6, default=LadderSetting.Shows.TITLES)
    counts = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200, blank=True)
    is_scheduled = models.BooleanField(default=False)
    given_out_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    act_id = models.BigIntegerField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["site", "-made_at"], name="run_of_site")]

    def __str__(self) -> str:
        return f"run {self.pk}"


class Notice(models.Model):
    """That a student was asked: which step, when, how many things, how much. What the things were is not kept.

    Notices of one `sheet` of a run are on one paper: a family. `sequence` is its place in the order of homerooms.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="notices")
    sheet = models.PositiveIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="notices")
    step = models.CharField(max_length=ladder.CODE_LENGTH)
    kind = models.CharField(max_length=8, choices=list(phrases.KIND_WORDS.items()))
    way = models.CharField(max_length=5, choices=list(phrases.WAY_WORDS.items()))
    language = models.CharField(max_length=10, default="en")
    items = models.PositiveIntegerField(default=0)
    owed_minor = models.PositiveIntegerField(default=0)
    made_on = models.DateField()
    given_out_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["sheet", "pk"]
        indexes = [
            models.Index(fields=["person", "-made_on"], name="notice_of_person"),
            models.Index(fields=["way", "made_on"], condition=Q(settled_at=None, undone_at=None), name="notice_open"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "person", "step"], name="notice_once_a_run"),
            models.CheckConstraint(condition=Q(kind__in=ladder.KINDS), name="notice_kind"),
            models.CheckConstraint(condition=Q(way__in=ladder.WAYS), name="notice_way"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.pk}"


class StepTaken(models.Model):
    """That a step was taken for one open loan, as it was due then. Never twice; never who.

    It goes soon after its loan was returned: by then nobody asks, and nothing may tell who had what.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="taken")
    step = models.CharField(max_length=ladder.CODE_LENGTH)
    loan = models.ForeignKey("circulation.Loan", on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField()
    taken_on = models.DateField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["loan", "due_on", "step"], condition=_STANDS, name="step_once_a_loan"),
        ]

    def __str__(self) -> str:
        return f"{self.step} of run {self.run_id}"


class Call(models.Model):
    """One call to a family and what came of it; appended, and taken back by a date, never removed."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="calls")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=list(phrases.OUTCOME_WORDS.items()))
    note = models.CharField(max_length=clearing.NOTE_LENGTH, blank=True)
    promised_on = models.DateField(null=True, blank=True)
    called_by = models.CharField(max_length=200, blank=True)
    act_id = models.BigIntegerField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(outcome__in=clearing.OUTCOMES), name="call_outcome")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.pk}"
