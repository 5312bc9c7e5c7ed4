"""What is stored of printing: the printers, and the slips on their way to them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

_IS_WAITING = Q(printed_at=None, dropped_at=None)


class Printer(models.Model):
    """A printer of a site, or of one desk there, by the desk's name. Bare site numbers: the cellar knows no room.

    `address` is the name of a CUPS queue, or host:port of a receipt printer. `code_page` is what the latter can write.
    """

    class Kind(models.TextChoices):
        CUPS = "cups", _("A printer of this server (CUPS queue)")
        RAW = "raw", _("A receipt printer on the network (raw)")

    class CodePage(models.TextChoices):
        CP1252 = "cp1252", _("Western European (1252)")
        CP858 = "cp858", _("Western European (858)")
        CP850 = "cp850", _("Western European (850)")
        CP437 = "cp437", _("United States (437)")
        ASCII = "ascii", _("Plain letters only")

    site_id = models.BigIntegerField()
    name = models.CharField(_("name"), max_length=60)
    desk = models.CharField(_("desk"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices, default=Kind.RAW)
    address = models.CharField(_("address"), max_length=120)
    paper_mm = models.PositiveSmallIntegerField(
        _("width of the paper in mm"), default=80, validators=[MinValueValidator(50), MaxValueValidator(220)]
    )
    code_page = models.CharField(_("signs it can write"), max_length=6, choices=CodePage.choices, default="cp1252")
    for_slips = models.BooleanField(_("prints slips"), default=True)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["site_id"], name="printer_of_site")]

    def __str__(self) -> str:
        return self.name


class PrintJob(models.Model):
    """One slip, from the moment it was asked for. `content` is blank once it is printed or a day old.

    `fault` is the last one's code and facts; `next_try_at` says when it is tried again. Without a printer it waits in
    the list. `about` names a row of the room that asked (hold, transit), so that the room can make the slip again.
    """

    site_id = models.BigIntegerField()
    printer = models.ForeignKey(Printer, null=True, on_delete=models.SET_NULL, related_name="print_jobs")
    kind = models.CharField(max_length=40)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True)
    content = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.JSONField(default=dict)
    printed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["site_id", "made_at"], condition=_IS_WAITING, name="print_job_waiting"),
            models.Index(fields=["made_at"], name="print_job_made"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(printed_at=None) | Q(content={}), name="print_job_printed_is_blank"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def state(self) -> str:
        if self.printed_at:
            return "printed"
        return "dropped" if self.dropped_at else "waiting"
