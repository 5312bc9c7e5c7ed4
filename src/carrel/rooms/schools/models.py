"""The district and its schools: sites, places, years, terms, calendar, bells."""

import secrets

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carrel.rooms.schools.rules import SCHOOL_WEEK

_week = RegexValidator(
    r"^(?=.*1)[01]{7}$", _("Seven signs, Monday first: 1 is open, 0 is closed. One day is open at least.")
)


def new_token() -> str:
    """A value no calendar had before, so that a cached one can never be taken for a newer one."""
    return secrets.token_hex(8)


class District(models.Model):
    """The owner of the installation: a district, or one school that stands alone. One row."""

    name = models.CharField(_("name"), max_length=120)
    timezone = models.CharField(_("time zone"), max_length=60, default="America/Los_Angeles")
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    law_profile = models.CharField(_("law profile"), max_length=20, default="us-ca")
    language = models.CharField(_("language"), max_length=10, default="en")

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """A school, or another house of the district with a library of its own."""

    class Kind(models.TextChoices):
        ELEMENTARY = "elementary", _("Elementary school")
        MIDDLE = "middle", _("Middle school")
        HIGH = "high", _("High school")
        COMBINED = "combined", _("School of all grades")
        OFFICE = "office", _("District office or store")

    class OutAgain(models.TextChoices):
        ASK = "ask", _("Ask: returned, or renew?")
        RETURN = "return", _("Take it as returned")
        RENEW = "renew", _("Renew it")

    class BarcodeCheck(models.TextChoices):
        NONE = "", _("no check sign")
        MOD10 = "mod10", _("check digit (mod 10)")
        MOD43 = "mod43", _("check sign (Code 39 mod 43)")

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="sites")
    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.COMBINED)
    roster_id = models.CharField(_("number in the roster"), max_length=100, null=True, blank=True, unique=True)
    timezone = models.CharField(_("time zone"), max_length=60, default="America/Los_Angeles")
    law_profile = models.CharField(_("law profile, blank for the district's"), max_length=20, blank=True)
    open_weekdays = models.CharField(_("open weekdays"), max_length=7, default=SCHOOL_WEEK, validators=[_week])
    opens_at = models.TimeField(_("opens at"), null=True, blank=True)
    closes_at = models.TimeField(_("closes at"), null=True, blank=True)
    public_catalogue = models.BooleanField(_("anyone may search the catalogue without signing in"), default=True)
    out_again = models.CharField(
        _("a book scanned that the open patron already has"),
        max_length=10,
        choices=OutAgain.choices,
        default=OutAgain.ASK,
    )
    still_same_after_seconds = models.PositiveIntegerField(
        _("seconds after which the desk asks whether the patron is still the same"),
        default=60,
        validators=[MinValueValidator(10), MaxValueValidator(3600)],
    )
    barcode_prefix = models.CharField(_("first signs of this site's barcodes"), max_length=14, blank=True)
    barcode_length = models.PositiveSmallIntegerField(_("signs in a whole barcode, 0 for any"), default=0)
    barcode_check = models.CharField(
        _("last sign of a barcode"), max_length=5, blank=True, choices=BarcodeCheck.choices, default=BarcodeCheck.NONE
    )
    hold_slips = models.BooleanField(_("print a slip when a book somebody waits for comes in"), default=True)
    transit_slips = models.BooleanField(_("print a slip when a book goes to another school"), default=True)
    transit_days = models.PositiveSmallIntegerField(
        _("days after which a book on its way should have arrived"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    calendar_token = models.CharField(max_length=32, default=new_token, editable=False)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


class Place(models.Model):
    """A room, area, bay or shelf: where a thing stands. Places form a tree within their site."""

    class Kind(models.TextChoices):
        ROOM = "room", _("Room")
        AREA = "area", _("Area")
        SHELF = "shelf", _("Shelf")
        CART = "cart", _("Cart")
        STORE = "store", _("Store")
        DESK = "desk", _("Desk")
        DISPLAY = "display", _("Display")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="places")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.AREA)
    code = models.CharField(_("code"), max_length=30)
    sort = models.IntegerField(_("order"), default=0)

    class Meta:
        ordering = ["site", "sort", "name"]
        constraints = [models.UniqueConstraint(fields=["site", "code"], name="one_place_of_a_code_at_a_site")]

    def __str__(self) -> str:
        return self.name


class SchoolYear(models.Model):
    """A school year of the district."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="school_years")
    name = models.CharField(_("name"), max_length=40)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    roster_id = models.CharField(max_length=100, null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["district", "name"], name="one_school_year_of_a_name"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="school_year_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """A part of a school year, for the district or for one site."""

    school_year = models.ForeignKey(
        SchoolYear, on_delete=models.PROTECT, related_name="terms", verbose_name=_("school year")
    )
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="terms", verbose_name=_("site")
    )
    name = models.CharField(_("name"), max_length=40)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    roster_id = models.CharField(max_length=100, null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["starts_on", "name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="term_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.name


class BellSchedule(models.Model):
    """When the bell rings at a site on certain weekdays, or on half days."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="bell_schedules")
    name = models.CharField(_("name"), max_length=60)
    weekdays = models.CharField(_("weekdays"), max_length=7, default=SCHOOL_WEEK, validators=[_week])
    is_half_day = models.BooleanField(_("for half days"), default=False)

    class Meta:
        ordering = ["is_half_day", "name"]
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="one_bell_schedule_of_a_name")]

    def __str__(self) -> str:
        return self.name


class BellPeriod(models.Model):
    """One period of a bell schedule, in the site's time of day."""

    bell_schedule = models.ForeignKey(BellSchedule, on_delete=models.CASCADE, related_name="bell_periods")
    name = models.CharField(_("name"), max_length=40)
    starts = models.TimeField(_("starts"))
    ends = models.TimeField(_("ends"))
    sort = models.IntegerField(_("order"), default=0)

    class Meta:
        ordering = ["starts", "sort"]
        constraints = [
            models.UniqueConstraint(fields=["bell_schedule", "name"], name="one_period_of_a_name"),
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="period_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarDay(models.Model):
    """A day that differs from its weekday: closed, half, or open although the weekday is not."""

    class Kind(models.TextChoices):
        CLOSED = "closed", _("Closed")
        HALF = "half", _("Half day")
        OPEN = "open", _("Open")

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="calendar_days")
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices)
    note = models.CharField(_("why"), max_length=80, blank=True)
    bell_schedule = models.ForeignKey(BellSchedule, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["site", "day"], name="one_calendar_day_at_a_site")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class CalendarFile(models.Model):
    """A calendar file that was sent in for some sites: its days by name, what each is taken for, what came of it.

    `named` holds the days as `rules.NamedDays`, plain; `kinds` what they are taken for, by their key. `before` and
    `after` are [site, day, kind, note] of every day it changed, so that it can be taken back as long as they stand.
    """

    class State(models.TextChoices):
        SENT = "sent", _("Looked into")
        TAKEN_IN = "taken_in", _("Taken in")
        TAKEN_BACK = "taken_back", _("Taken back")
        DROPPED = "dropped", _("Put aside")

    name = models.CharField(_("file"), max_length=200)
    sites = models.ManyToManyField(Site, related_name="calendar_files")
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    named = models.JSONField(default=list)
    kinds = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    outside = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField()
    sent_by_name = models.CharField(max_length=200, blank=True)
    taken_in_at = models.DateTimeField(null=True)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)

    class Meta:
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class CalendarFeed(models.Model):
    """The secret address under which whoever has it may subscribe to the open days of a site. It names no person."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="calendar_feed")
    secret = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of {self.site_id}"


class Vendor(models.Model):
    """Who sends us things and files: a book vendor, a subscription agent, the library system we had."""

    class Kind(models.TextChoices):
        BOOKS = "books", _("Books and media")
        DEVICES = "devices", _("Devices and equipment")
        SYSTEM = "system", _("A library system we had, or another library")
        OTHER = "other", pgettext_lazy("vendor", "Something else")

    name = models.CharField(_("name"), max_length=80)
    folded = models.CharField(max_length=80, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.BOOKS)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Fund(models.Model):
    """Money things are bought from, as orders and items name it."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
