"""The journal of money at the desk: numbered receipts, and the cash days they belong to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.charges import phrases, rules


class CashDay(models.Model):
    """One drawer from its float to its count. At most one is open at a desk."""

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    desk = models.CharField(max_length=80, blank=True)
    day = models.DateField()
    float_minor = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=rules.NAME_LENGTH)
    counted_minor = models.PositiveIntegerField(null=True)
    cash_minor = models.IntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=rules.NAME_LENGTH, blank=True)
    note = models.CharField(max_length=rules.TEXT_LENGTH, blank=True)
    act_id = models.BigIntegerField()

    class Meta:
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["site", "-day"], name="cash_day_of_site")]
        constraints = [
            models.UniqueConstraint(fields=["site", "desk"], condition=Q(closed_at=None), name="cash_day_one_open"),
            models.CheckConstraint(
                condition=Q(closed_at=None, counted_minor=None, cash_minor=None)
                | Q(closed_at__isnull=False, counted_minor__isnull=False, cash_minor__isnull=False),
                name="cash_day_closed_is_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.desk}".strip()


class ReceiptNumbers(models.Model):
    """The last number given at a site in a school year. Held while the next one is taken, so that none is missing."""

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=rules.SERIES_LENGTH)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "series"], name="receipt_numbers_one_series")]

    def __str__(self) -> str:
        return f"{self.series} {self.last}"


class Receipt(models.Model):
    """One movement over the counter, appended and never edited: below nothing when it went out.

    `person` is empty for a sale to whoever came; `items` are the words and amounts of a sale. Its lines on charges and
    credits come to the amount.
    """

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=rules.SERIES_LENGTH)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=list(phrases.RECEIPT_WORDS.items()))
    means = models.CharField(max_length=6, choices=list(phrases.MEANS_WORDS.items()))
    amount_minor = models.IntegerField()
    tendered_minor = models.PositiveIntegerField(null=True)
    reference = models.CharField(max_length=rules.REFERENCE_LENGTH, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="receipts")
    items = models.JSONField(default=list)
    reason = models.CharField(max_length=rules.TEXT_LENGTH, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    taken_by = models.CharField(max_length=rules.NAME_LENGTH)
    cash_day = models.ForeignKey(CashDay, on_delete=models.PROTECT, null=True, related_name="receipts")
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    act_id = models.BigIntegerField()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["site", "-on", "-id"], name="receipt_of_site"),
            models.Index(fields=["person", "-id"], condition=Q(person__isnull=False), name="receipt_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["site", "series", "number"], name="receipt_number_once"),
            models.CheckConstraint(condition=Q(kind__in=rules.RECEIPT_KINDS), name="receipt_kind"),
            models.CheckConstraint(condition=Q(means__in=rules.MEANS), name="receipt_means"),
            models.CheckConstraint(condition=~Q(amount_minor=0), name="receipt_amount"),
            models.CheckConstraint(
                condition=~Q(kind=rules.REVERSAL) | Q(reverses__isnull=False), name="receipt_reversal_names"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The number as it stands on paper: school year and number."""
        return f"{self.series}/{self.number:05d}"


class MoneySetting(models.Model):
    """What one site lays down about money; a site without a row goes by the defaults of the fields."""

    site = models.OneToOneField("schools.Site", on_delete=models.PROTECT, related_name="money_setting")
    waiver_limit_minor = models.PositiveIntegerField(_("waived without a librarian up to"), default=500)
    processing_minor = models.PositiveIntegerField(_("processing fee of a lost thing"), default=0)
    work_rate_minor = models.PositiveIntegerField(_("an hour of work in lieu counts"), default=1600)
    float_minor = models.PositiveIntegerField(_("float in the drawer"), default=0)
    refund_days = models.PositiveSmallIntegerField(
        _("days within which money for a found thing goes back"), null=True, blank=True
    )
    policy_text = models.CharField(_("policies an invoice refers to"), max_length=rules.TEXT_LENGTH, blank=True)

    def __str__(self) -> str:
        return str(self.site)


class FundTerm(models.Model):
    """Until when money that went into a fund is given back: so many days, or a day; whichever comes first."""

    fund = models.OneToOneField(
        "schools.Fund", on_delete=models.CASCADE, related_name="refund_term", verbose_name=_("fund")
    )
    refund_days = models.PositiveSmallIntegerField(_("days after the charge"), null=True, blank=True)
    refund_until = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        ordering = ["fund__name"]

    def __str__(self) -> str:
        return str(self.fund)
