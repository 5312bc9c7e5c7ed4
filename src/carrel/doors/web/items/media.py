"""What the page of an item says of recordings, rights and software: composed here, for each is a room of its own."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from carrel.cellar.kernel.actors import Actor
from carrel.doors.web.media.shown import phase_chip, standing_chip
from carrel.doors.web.software.shown import standing_chip as licence_chip
from carrel.rooms.media import queries as media
from carrel.rooms.software import queries as software

if TYPE_CHECKING:
    from carrel.rooms.catalogue.models import Record
    from carrel.rooms.inventory.models import Item

SOFTWARE = "software"
"""The kind of record to which a licence can be entered though it has none yet."""
RECORDABLE = "media"
"""The family of item types that may hold a recording."""


def media_of_item(actor: Actor, item: "Item", now: datetime) -> dict[str, Any] | None:
    """The recording an item holds, the rights to its record, the software on it; None when it is not to be seen."""
    if not actor.may("media.view_media") or not actor.sees_site(item.site_id):
        return None
    recording = media.recording_of_item(item.pk, now)
    return {
        "recording": recording,
        "chip": phase_chip(recording) if recording else None,
        "rights": rights_of_record(actor, item.record_id),
        "may_add_right": actor.may("media.add_right"),
        "may_record": actor.may("media.record_off_air") and item.item_type.family == RECORDABLE and bool(item.barcode),
        "seats": software.seats_on_item(item.pk) if actor.may("software.view_licences") else [],
    }


def licences_of_record(actor: Actor, record: "Record") -> dict[str, Any] | None:
    """The licences of a record as its page shows them; None where there are none and it is no software, or not seen."""
    if not actor.may("software.view_licences") or record.merged_into_id is not None:
        return None
    found = software.licences_of_record(actor, record.pk, timezone.localdate())
    if not found and record.format != SOFTWARE:
        return None
    return {
        "rows": [(each, licence_chip(each)) for each in found],
        "may_add": actor.may("software.add_licence"),
    }


def rights_of_record(actor: Actor, record_id: int) -> list[tuple[Any, Any]]:
    """What owners allow with a record now or later, each with how it stands."""
    found = media.rights_of_records(actor, [record_id], timezone.localdate())
    return [(each, standing_chip(each.standing)) for each in found]
