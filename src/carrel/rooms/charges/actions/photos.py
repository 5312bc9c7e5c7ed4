"""Pictures are put on a charge, taken off, put back, and let go of with what the charge was about."""

from datetime import datetime
from typing import BinaryIO

from carrel.cellar.files.actions import copy_file, remove_file, store_file
from carrel.cellar.files.rules import PHOTO
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.charges import queries, rules
from carrel.rooms.charges.actions.lines import held
from carrel.rooms.charges.actions.receipts import name_of
from carrel.rooms.charges.models import ChargePhoto

ATTACH = "charges.attach_photo"


def attach_photo(actor: Actor, *, charge_id: int, stream: BinaryIO, name: str, now: datetime, key: str = "") -> int:
    """Put a picture on a charge, cleaned of the place and time a camera writes into it; returns its number.

    Raises Refused: charges.unknown, charges.photos_enough, and of the file store for what is no picture or too large.
    Inverse: remove_photo.
    """
    require(actor, ATTACH)
    if queries.charge_seen(actor, charge_id) is None:
        raise Refused(Objection("charges.unknown", Weight.REFUSE))
    # The bytes go to disk before the transaction: no desk waits for a large file.
    stored = store_file(actor, stream=stream, name=name, kind=PHOTO, now=now)
    with writing():
        if kept := kept_answer(key, ATTACH, actor):
            remove_file(actor, file_id=stored.pk)
            return int(kept["photo"])
        photo_id = _attach(actor, charge_id, stored.pk, now)
        keep_answer(key, actor, ATTACH, {"photo": photo_id}, now)
    return photo_id


def pass_on_photo(actor: Actor, *, charge_id: int, file_id: int, now: datetime) -> int:
    """Put a picture that is stored already on a charge, as a file of its own; returns its number.

    Called by who charges a damage that was photographed at the return. Raises Refused as attach_photo does.
    Inverse: remove_photo.
    """
    require(actor, "charges.pass_on_photo")
    with writing():
        return _attach(actor, charge_id, copy_file(actor, file_id=file_id, now=now).pk, now)


def _attach(actor: Actor, charge_id: int, file_id: int, now: datetime) -> int:
    charge = held(actor, charge_id)
    if ChargePhoto.objects.filter(charge=charge, removed_at=None).count() >= rules.MOST_PHOTOS:
        raise Refused(Objection("charges.photos_enough", Weight.REFUSE, {"most": rules.MOST_PHOTOS}))
    photo = ChargePhoto.objects.create(charge=charge, file_id=file_id, attached_at=now, attached_by=name_of(actor))
    record_act(actor, ATTACH, about=("charge", charge.pk), at=now, facts={"photo": photo.pk}, site_id=charge.site_id)
    return photo.pk


def remove_photo(actor: Actor, *, photo_id: int, now: datetime) -> None:
    """Take a picture off a charge; for thirty days it can be put back. Twice is once.

    Raises Refused: charges.photo_unknown. Inverse: put_back_photo.
    """
    require(actor, "charges.remove_photo")
    _set(actor, "charges.remove_photo", photo_id, now, removed_at=now)


def put_back_photo(actor: Actor, *, photo_id: int, now: datetime) -> None:
    """Put back a picture that was taken off. Raises Refused: charges.photo_unknown. Inverse: remove_photo."""
    require(actor, "charges.put_back_photo")
    _set(actor, "charges.put_back_photo", photo_id, now, removed_at=None)


def _set(actor: Actor, code: str, photo_id: int, now: datetime, *, removed_at: datetime | None) -> None:
    with writing():
        photo = queries.photo_seen(actor, photo_id)
        if photo is None:
            raise Refused(Objection("charges.photo_unknown", Weight.REFUSE))
        if (photo.removed_at is None) != (removed_at is None):
            ChargePhoto.objects.filter(pk=photo.pk).update(removed_at=removed_at)
            record_act(
                actor, code, about=("charge", photo.charge_id), at=now, facts={"photo": photo.pk},
                site_id=photo.charge.site_id,
            )  # fmt: skip


def let_photos_go(actor: Actor, *, before: datetime, now: datetime) -> int:
    """Pictures of charges that forget their thing now go, and those taken off before a moment; returns how many.

    Part of forget_settled_things. No inverse: the bytes are gone with the next sweep.
    """
    found = list(queries.photos_to_forget(before=before, today=now.date()).values_list("pk", "file_id"))
    ChargePhoto.objects.filter(pk__in=[pk for pk, _ in found]).delete()
    for _, file_id in found:
        remove_file(actor, file_id=file_id)
    return len(found)
