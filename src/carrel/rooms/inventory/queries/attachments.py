"""Files on items and records: which there are, who may see them, and what is small enough for a list."""

from collections.abc import Sequence

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.catalogue.models import Record
from carrel.rooms.inventory import rules
from carrel.rooms.inventory.models import Attachment, Item
from carrel.rooms.inventory.queries.guards import site_must_be_seen

SEE_ALL = "inventory.view_items"


def attachments_of(
    actor: Actor, *, item_id: int | None = None, record_id: int | None = None, with_off: bool = False
) -> tuple[Attachment, ...]:
    """The files on an item, or on a record, that this actor may see; `with_off` also those that were taken off."""
    here: dict[str, int | None] = {"item_id": item_id, "record_id": record_id}
    found = Attachment.objects.select_related("file", "item").filter(**here)
    if not with_off:
        found = found.filter(detached_at=None)
    return tuple(each for each in found if _may_see(actor, each))


def attachment_seen(actor: Actor, attachment_id: int) -> Attachment | None:
    """One file that this actor may see, for it to be sent; None when there is none, or not for them."""
    found = Attachment.objects.select_related("file", "item").filter(pk=attachment_id, detached_at=None).first()
    if found is None or (found.item_id is None and found.record_id is None):
        return None
    return found if _may_see(actor, found) else None


def attachment_to_change(actor: Actor, attachment_id: int) -> Attachment:
    """The attachment an action is about, held against other writers; Refused when it is gone or another school's."""
    found = Attachment.objects.select_for_update().filter(pk=attachment_id).first()
    if found is None or (found.item_id is None and found.record_id is None):
        raise Refused(Objection("inventory.no_such_attachment", Weight.REFUSE, {}))
    if found.item_id is not None:
        site_id = Item.objects.values_list("site_id", flat=True).get(pk=found.item_id)
        site_must_be_seen(actor, site_id, found.title)
    return found


def must_be_attachable(actor: Actor, *, item_id: int | None, record_id: int | None) -> None:
    """There is such an item, of a site the actor works at, or such a record; exactly one of the two is asked for."""
    if (item_id is None) == (record_id is None):
        raise ValueError("A file hangs on an item or on a record.")
    if item_id is not None:
        item = Item.objects.select_related("record").filter(pk=item_id).first()
        if item is None:
            raise Refused(Objection("inventory.no_such_item", Weight.REFUSE, {}))
        site_must_be_seen(actor, item.site_id, item.record.title)
    elif not Record.objects.filter(pk=record_id or 0, merged_into=None).exists():
        raise Refused(Objection("inventory.no_such_record", Weight.REFUSE, {}))


def attachments_on_records(record_ids: Sequence[int]) -> list[int]:
    """The numbers of all files on these records, those taken off too."""
    return list(Attachment.objects.filter(record_id__in=record_ids).values_list("pk", flat=True))


def _may_see(actor: Actor, attachment: Attachment) -> bool:
    if attachment.item is not None:
        return actor.may(SEE_ALL) and actor.sees_site(attachment.item.site_id)
    return attachment.seen_by == rules.EVERYBODY or actor.may(SEE_ALL)
