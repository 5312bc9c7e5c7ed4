"""What is stored of labels: settings, own sheets, label printers, runs with their lines, numbers printed beforehand."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.labels import phrases, rules

SYMBOLOGY_CHOICES = list(rules.SYMBOLOGY_NAMES.items())
_LARGEST = 40
"""Inches: no sheet or roll of a school is larger."""


class LabelSetting(models.Model):
    """How a site's labels are made; a site without a row has the defaults."""

    class Letters(models.IntegerChoices):
        ALL = 0, _("as the call number has them")
        ONE = 1, _("one letter: S")
        THREE = 3, _("three letters: SAC")

    site = models.OneToOneField("schools.Site", on_delete=models.CASCADE, related_name="label_setting")
    item_symbology = models.CharField(_("code on items"), max_length=20, choices=SYMBOLOGY_CHOICES, default="code128")
    card_symbology = models.CharField(_("code on cards"), max_length=20, choices=SYMBOLOGY_CHOICES, default="code128")
    asset_symbology = models.CharField(_("code on asset tags"), max_length=20, choices=SYMBOLOGY_CHOICES, default="qr")
    top_line = models.CharField(_("top line"), max_length=60, blank=True)
    letters = models.PositiveSmallIntegerField(
        _("letters of the author on the spine"), choices=Letters.choices, default=Letters.ALL
    )
    spine_size = models.PositiveSmallIntegerField(
        _("size of spine letters, in points"), default=14, validators=[MinValueValidator(8), MaxValueValidator(24)]
    )

    def __str__(self) -> str:
        return str(_("Labels"))


def _inches(label: object, **options: object) -> "models.DecimalField[Decimal, Decimal]":
    validators = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(_LARGEST))]
    return models.DecimalField(label, max_digits=7, decimal_places=4, validators=validators, **options)  # type: ignore[arg-type]  # a lazy text


class LabelSheet(models.Model):
    """A site's own sheet or roll, in inches whatever unit it was typed in; `unit` is how it is shown."""

    class Unit(models.TextChoices):
        INCH = "in", _("inches")
        MILLIMETRE = "mm", _("millimetres")

    site = models.ForeignKey("schools.Site", on_delete=models.CASCADE, related_name="label_sheets")
    name = models.CharField(_("name"), max_length=60)
    unit = models.CharField(_("measured in"), max_length=2, choices=Unit.choices, default=Unit.INCH)
    is_roll = models.BooleanField(_("a roll: each label is a page"), default=False)
    page_width = _inches(_("width of the page"), default=Decimal("8.5"))
    page_height = _inches(_("height of the page"), default=Decimal(11))
    columns = models.PositiveSmallIntegerField(_("labels across"), default=1)
    rows = models.PositiveSmallIntegerField(_("labels down"), default=1)
    width = _inches(_("width of a label"))
    height = _inches(_("height of a label"))
    left = _inches(_("from the left edge to the first label"), default=Decimal(0))
    top = _inches(_("from the top edge to the first label"), default=Decimal(0))
    pitch_x = _inches(_("step to the next label on the right"), default=Decimal(0))
    pitch_y = _inches(_("step to the next label below"), default=Decimal(0))

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(columns__gte=1, rows__gte=1), name="label_sheet_has_labels"),
        ]

    def __str__(self) -> str:
        return self.name


class LabelPrinter(models.Model):
    """A printer that labels come out of, with what makes its print fit: offset, scale, the narrowest bar.

    `next_cells` says for each sheet (by code) with which label the next run begins; 0 is a fresh sheet. `queue` is the
    printer of `papers` that takes runs without a dialog.
    """

    class Dots(models.IntegerChoices):
        ROLL = 203, _("203, most roll printers")
        OFFICE = 300, "300"
        FINE = 600, _("600, most laser printers")

    LEAST_BARS = [
        (54, _("0.54 point (7.5 mil): fine laser printers")),
        (75, _("0.75 point (10 mil): most printers")),
        (100, _("1 point (14 mil): worn or roll printers")),
    ]

    site = models.ForeignKey("schools.Site", on_delete=models.CASCADE, related_name="label_printers")
    name = models.CharField(_("name"), max_length=60)
    sheet = models.CharField(_("what lies in it"), max_length=20, default="5160")
    offset_right = models.SmallIntegerField(
        _("move to the right, in hundredths of an inch"), default=0,
        validators=[MinValueValidator(-100), MaxValueValidator(100)],
    )  # fmt: skip
    offset_down = models.SmallIntegerField(
        _("move down, in hundredths of an inch"), default=0,
        validators=[MinValueValidator(-100), MaxValueValidator(100)],
    )  # fmt: skip
    scale = models.DecimalField(
        _("scale in percent"), max_digits=5, decimal_places=2, default=Decimal(100),
        validators=[MinValueValidator(Decimal(90)), MaxValueValidator(Decimal(110))],
    )  # fmt: skip
    dots = models.PositiveSmallIntegerField(_("dots to the inch"), choices=Dots.choices, default=Dots.OFFICE)
    least_bar = models.PositiveSmallIntegerField(_("narrowest bar"), choices=LEAST_BARS, default=75)
    queue = models.ForeignKey(
        "papers.Printer", on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("queue that prints it at once"),
    )  # fmt: skip
    next_cells = models.JSONField(default=dict, editable=False)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class LabelRun(models.Model):
    """The labels of one printing: open while lines are put in, printed, or taken back.

    `start` is the first cell on the first page, `left_at` what the printer's sheet stood at before, for taking back.
    `content` holds what a carton label says. `fault` is why a queue did not take it.
    """

    site = models.ForeignKey("schools.Site", on_delete=models.CASCADE, related_name="label_runs")
    kind = models.CharField(max_length=10, choices=phrases.KIND_WORDS.items())
    printer = models.ForeignKey(LabelPrinter, on_delete=models.SET_NULL, null=True, related_name="runs")
    sheet = models.CharField(max_length=20)
    start = models.PositiveSmallIntegerField(default=0)
    left_at = models.PositiveSmallIntegerField(default=0)
    order = models.CharField(max_length=10, choices=phrases.ORDER_WORDS.items(), default=rules.AS_SCANNED)
    outlines = models.BooleanField(default=False)
    content = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    started_by = models.BigIntegerField(null=True)
    printed_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    fault = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["site", "-started_at"], name="label_run_of_site")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def state(self) -> str:
        return rules.state_of(is_printed=self.printed_at is not None, is_taken_back=self.taken_back_at is not None)


class RunLine(models.Model):
    """One line of a run of labels: an item, or a bare number."""

    run = models.ForeignKey(LabelRun, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(
        "inventory.Item", on_delete=models.CASCADE, null=True, blank=True, related_name="label_lines"
    )
    number = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "item"], condition=Q(item__isnull=False), name="label_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.pk}"


class CardLine(models.Model):
    """One line of a run of cards; a table of its own, so that none names a reader and a thing together."""

    run = models.ForeignKey(LabelRun, on_delete=models.CASCADE, related_name="cards")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "person"], name="label_person_once")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.pk}"


class PrintedNumber(models.Model):
    """A number on a label that lies ready for a thing to come; none of them is given twice."""

    site = models.ForeignKey("schools.Site", on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey(LabelRun, on_delete=models.CASCADE, related_name="numbers")
    number = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.number
