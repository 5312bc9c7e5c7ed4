"""What is stored of the things a school owns, and what can never be false in it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.inventory import phrases, rules

SCHEME_CHOICES = [
    (rules.DEWEY, _("Dewey, with the library's own sections")),
    (rules.LC, _("Library of Congress")),
    (rules.NLM, _("National Library of Medicine")),
    (rules.LOCAL, _("Sections and names (FIC, E, B)")),
    (rules.OTHER, _("As written, sign by sign")),
]


class ItemType(models.Model):
    """A kind of thing as lending rules see it: a book, a reference book, a Chromebook, a charger."""

    class Family(models.TextChoices):
        BOOK = "book", _("Books")
        TEXTBOOK = "textbook", _("Textbooks")
        DEVICE = "device", _("Devices")
        MEDIA = "media", _("Recordings and films")
        PERIODICAL = "periodical", _("Magazines")
        KIT = "kit", _("Kits and games")
        EQUIPMENT = "equipment", _("Equipment")
        SOFTWARE = "software", _("Software")

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    family = models.CharField(_("family"), max_length=12, choices=Family.choices, default=Family.BOOK)
    default_price_minor = models.PositiveIntegerField(_("usual price"), null=True, blank=True)
    sort = models.IntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort", "name"]

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """One physical thing. `barcode` is the number it goes by; every number it ever had stands in ItemNumber.

    `shelving_key` is made from the call number by rules.shelving_key and sorts byte by byte on every database. What
    lists sort and filter by (`loan_count`, `last_loaned_at`, `last_seen_at`) is kept by circulation. `version`
    grows with each change by hand, so that a stale page overwrites nothing.
    """

    class Condition(models.TextChoices):
        NEW = "new", phrases.CONDITION_WORDS["new"]
        GOOD = "good", phrases.CONDITION_WORDS["good"]
        WORN = "worn", phrases.CONDITION_WORDS["worn"]
        DAMAGED = "damaged", phrases.CONDITION_WORDS["damaged"]

    record = models.ForeignKey("catalogue.Record", on_delete=models.PROTECT, related_name="items")
    # item_site_state and item_narrowed begin with these two, and are their indexes as well.
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="items", db_index=False)
    place = models.ForeignKey("schools.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    item_type = models.ForeignKey(ItemType, on_delete=models.PROTECT, related_name="items", db_index=False)
    barcode = models.CharField(max_length=rules.NUMBER_LENGTH, blank=True)
    call_number = models.CharField(max_length=rules.CALL_NUMBER_LENGTH, blank=True)
    call_number_scheme = models.CharField(max_length=10, choices=SCHEME_CHOICES, default=rules.DEWEY)
    shelving_key = models.CharField(max_length=rules.KEY_LENGTH, blank=True, db_collation="BINARY")
    copy_number = models.PositiveIntegerField(null=True, blank=True)
    volume = models.CharField(max_length=rules.VOLUME_LENGTH, blank=True)
    price_minor = models.PositiveIntegerField(null=True, blank=True)
    fund = models.CharField(max_length=rules.FUND_LENGTH, blank=True)
    condition = models.CharField(max_length=10, choices=Condition.choices, default=Condition.GOOD)
    state = models.CharField(
        max_length=12, choices=[(code, phrases.STATE_WORDS[code]) for code in rules.STATES], default=rules.AVAILABLE
    )
    state_since_at = models.DateTimeField()
    note = models.TextField(blank=True)
    loan_count = models.PositiveIntegerField(default=0)
    last_loaned_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    acquired_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    imported_by_job = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["site", "shelving_key"], name="item_shelf"),
            models.Index(fields=["site", "state"], name="item_site_state"),
            # What lists are sorted by.
            models.Index(fields=["shelving_key", "id"], name="item_key"),
            models.Index(fields=["barcode", "id"], name="item_barcode"),
            models.Index(fields=["copy_number", "id"], name="item_copy"),
            models.Index(fields=["volume", "id"], name="item_volume"),
            models.Index(fields=["price_minor", "id"], name="item_price"),
            models.Index(fields=["fund", "id"], name="item_fund"),
            models.Index(fields=["acquired_on", "id"], name="item_acquired"),
            models.Index(fields=["loan_count", "id"], name="item_loans"),
            models.Index(fields=["last_loaned_at", "id"], name="item_last_lent"),
            models.Index(fields=["last_seen_at", "id"], name="item_last_seen"),
            # Matching items are counted by reading this index alone.
            models.Index(
                fields=["item_type", "condition", "fund", "acquired_on", "place", "site"], name="item_narrowed"
            ),
            models.Index(fields=["imported_by_job"], name="item_import", condition=Q(imported_by_job__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.STATES), name="item_state_known"),
        ]

    def __str__(self) -> str:
        return self.barcode or f"item {self.pk}"

    @property
    def is_in(self) -> bool:
        return self.state == rules.AVAILABLE


class ItemNumber(models.Model):
    """A number by which an item is found: its barcode, an asset tag, a serial number, a label of former days.

    `number` is normalised by rules.normalise_number; no two items share one.
    """

    class Kind(models.TextChoices):
        BARCODE = "barcode", _("Barcode")
        ASSET_TAG = "asset_tag", _("Asset tag")
        SERIAL = "serial", _("Serial number")
        OLD = "old", _("Former number")

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="numbers")
    number = models.CharField(max_length=rules.NUMBER_LENGTH, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.BARCODE)

    class Meta:
        indexes = [models.Index(fields=["kind", "number", "item"], name="item_number_of_kind")]
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="item_number_not_blank"),
        ]

    def __str__(self) -> str:
        return self.number
