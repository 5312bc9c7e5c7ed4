"""What is stored of counted stock, and what can never be false in it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.supplies import phrases, rules


class Supply(models.Model):
    """So many of a thing without barcodes at one site. `on_hand` and `handed_out` are the sums of its movements."""

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="supplies")
    name = models.CharField(_("name"), max_length=rules.NAME_LENGTH)
    unit = models.CharField(_("counted in"), max_length=rules.UNIT_LENGTH, blank=True)
    is_consumable = models.BooleanField(_("is used up"), default=False)
    place = models.ForeignKey(
        "schools.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    reorder_level = models.PositiveIntegerField(_("order when so many are left"), null=True, blank=True)
    vendor = models.ForeignKey(
        "schools.Vendor", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("vendor")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    on_hand = models.PositiveIntegerField(default=0)
    handed_out = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(_("is kept"), default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="supply_once_per_site"),
            models.CheckConstraint(condition=~Q(name=""), name="supply_has_a_name"),
            models.CheckConstraint(condition=Q(on_hand__gte=0, handed_out__gte=0), name="supply_not_below_nothing"),
        ]

    def __str__(self) -> str:
        return self.name


class Movement(models.Model):
    """One change of the count of a supply, appended and never edited; a reversal names what it takes back."""

    supply = models.ForeignKey(Supply, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=11, choices=list(phrases.KIND_WORDS.items()))
    on_hand = models.IntegerField()
    handed_out = models.IntegerField(default=0)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    school_class = models.ForeignKey(
        "people.SchoolClass", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    reason = models.CharField(max_length=rules.REASON_LENGTH, blank=True)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    act_id = models.BigIntegerField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["supply", "-at"], name="movement_of_supply")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=rules.KINDS), name="movement_kind"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(school_class__isnull=True), name="movement_one_holder"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=rules.WITH_HOLDER) | Q(person__isnull=False) | Q(school_class__isnull=False),
                name="movement_has_holder",
            ),
            models.CheckConstraint(
                condition=Q(kind=rules.REVERSED, reverses__isnull=False)
                | (~Q(kind=rules.REVERSED) & Q(reverses__isnull=True)),
                name="movement_reversal_names",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of supply {self.supply_id}"
