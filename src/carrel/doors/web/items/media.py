"""What the page of an item says of recordings, rights and software: composed here, for each is a room of its own."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from carrel.cellar.kernel.actors import Actor
from carrel.doors.web.media.shown import phase_chip, standing_chip
from carrel.rooms.media import queries as media
from carrel.rooms.software import queries as software

if TYPE_CHECKING:
    from carrel.rooms.inventory.models import Item

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


def rights_of_record(actor: Actor, record_id: int) -> list[tuple[Any, Any]]:
    """What owners allow with a record now or later, each with how it stands."""
    found = media.rights_of_records(actor, [record_id], timezone.localdate())
    return [(each, standing_chip(each.standing)) for each in found]
