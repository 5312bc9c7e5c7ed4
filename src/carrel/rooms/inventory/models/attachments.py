"""What hangs on an item or a record as a file: photos, manuals, invoices."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.inventory import rules
from carrel.rooms.inventory.models.items import Item


class Attachment(models.Model):
    """A stored file on an item or on a record. Its bytes lie outside the database and outside what the web serves.

    One that was taken off keeps its row for rules.KEPT_DAYS, so that it can be put back. One whose item or record is
    gone hangs on nothing, and the night lets it go.
    """

    class Kind(models.TextChoices):
        PHOTO = rules.PHOTO, _("Photo")
        MANUAL = rules.MANUAL, _("Manual")
        INVOICE = rules.INVOICE, _("Invoice")
        OTHER = rules.OTHER_PAPER, _("Other paper")

    class SeenBy(models.TextChoices):
        STAFF = rules.STAFF, _("Staff only")
        EVERYBODY = rules.EVERYBODY, _("Everybody who may search the catalogue")

    record = models.ForeignKey(
        "catalogue.Record", on_delete=models.SET_NULL, null=True, blank=True, related_name="attachments"
    )
    item = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="attachments")
    kind = models.CharField(_("what it is"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=rules.ATTACHMENT_TITLE_LENGTH)
    seen_by = models.CharField(_("who may see it"), max_length=10, choices=SeenBy.choices, default=SeenBy.STAFF)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()
    attached_by_name = models.CharField(max_length=200, blank=True)
    detached_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["attached_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(record=None) | Q(item=None), name="attachment_on_one_thing"),
            models.CheckConstraint(
                condition=Q(seen_by=rules.STAFF) | Q(item=None, kind__in=rules.KINDS_FOR_EVERYBODY),
                name="attachment_of_items_and_invoices_for_staff",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_photo(self) -> bool:
        return self.file.content_type == "image/jpeg"
