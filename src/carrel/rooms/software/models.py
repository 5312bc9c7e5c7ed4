"""What is stored of licences of software and of who holds their seats; and what can never be false in it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.software import phrases, rules


class Licence(models.Model):
    """The right to use a product: how many seats, from when until when, from whom, and where its media are.

    Of one site, or of the whole district. The columns of the term (`seats` to `purchase_order`) are those of the latest
    LicenceTerm, kept here because lists sort and limits stand by them. `seats_open` counts the seats that are held.
    """

    record = models.ForeignKey("catalogue.Record", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    product = models.CharField(_("product"), max_length=rules.NAME_LENGTH)
    publisher = models.CharField(_("publisher"), max_length=rules.NAME_LENGTH, blank=True)
    version = models.CharField(_("version"), max_length=rules.NUMBER_LENGTH, blank=True)
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=list(phrases.KIND_WORDS.items()), default=rules.SEATS)
    licence_key = models.CharField(_("licence number"), max_length=rules.KEY_LENGTH, blank=True)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    starts_on = models.DateField(_("from"))
    expires_on = models.DateField(_("until"), null=True, blank=True)
    cost_minor = models.PositiveIntegerField(null=True, blank=True)
    vendor = models.ForeignKey("schools.Vendor", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fund = models.ForeignKey("schools.Fund", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    purchase_order = models.CharField(_("purchase order"), max_length=rules.NUMBER_LENGTH, blank=True)
    place = models.ForeignKey("schools.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey("inventory.Item", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(_("note"), blank=True)
    seats_open = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["product", "pk"]
        indexes = [models.Index(fields=["expires_on"], condition=Q(ended_at=None), name="licence_expires")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=rules.KINDS), name="licence_kind"),
            models.CheckConstraint(
                condition=Q(seats=None) | Q(seats_open__lte=F("seats")), name="licence_no_more_open_seats_than_it_has"
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("starts_on")), name="licence_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.product


class LicenceTerm(models.Model):
    """One term a licence was bought for: appended by a renewal, and changed by nothing but the latest one's own."""

    licence = models.ForeignKey(Licence, on_delete=models.CASCADE, related_name="terms")
    seats = models.PositiveIntegerField(null=True)
    starts_on = models.DateField()
    expires_on = models.DateField(null=True)
    cost_minor = models.PositiveIntegerField(null=True)
    vendor = models.ForeignKey("schools.Vendor", on_delete=models.PROTECT, null=True, related_name="+")
    fund = models.ForeignKey("schools.Fund", on_delete=models.PROTECT, null=True, related_name="+")
    purchase_order = models.CharField(max_length=rules.NUMBER_LENGTH, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.starts_on} of {self.licence_id}"


class SeatCode(models.Model):
    """A code that is a seat by itself, as sellers of e-textbooks send them by the hundred."""

    licence = models.ForeignKey(Licence, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=rules.KEY_LENGTH)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["licence", "code"], name="licence_code_once")]

    def __str__(self) -> str:
        return f"code {self.pk}"


class Seat(models.Model):
    """That a person, a place or a device holds a seat of a licence. Exactly one of them; a person may be forgotten."""

    licence = models.ForeignKey(Licence, on_delete=models.CASCADE, related_name="held")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey("schools.Place", on_delete=models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey("inventory.Item", on_delete=models.PROTECT, null=True, related_name="+")
    code = models.ForeignKey(SeatCode, on_delete=models.PROTECT, null=True, related_name="held")
    from_on = models.DateField()
    given_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, place=None, item=None)
                | Q(person=None, place__isnull=False, item=None)
                | Q(person=None, place=None, item__isnull=False)
                | Q(person=None, place=None, item=None, taken_back_at__isnull=False),
                name="seat_of_one_holder",
            ),
            models.UniqueConstraint(
                fields=["licence", "person"], condition=Q(taken_back_at=None), name="seat_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["licence", "place"], condition=Q(taken_back_at=None), name="seat_once_a_place"
            ),
            models.UniqueConstraint(
                fields=["licence", "item"], condition=Q(taken_back_at=None), name="seat_once_a_device"
            ),
            models.UniqueConstraint(fields=["code"], condition=Q(taken_back_at=None), name="seat_code_once"),
        ]

    def __str__(self) -> str:
        return f"seat of {self.licence_id}"
