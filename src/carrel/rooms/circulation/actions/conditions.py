"""note_condition: in which condition an item went out, came back, or was found when somebody looked."""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from carrel.cellar.files.actions import store_file
from carrel.cellar.files.rules import PHOTO
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.models import ConditionNote
from carrel.rooms.circulation.queries.conditions import loan_of_event
from carrel.rooms.circulation.queries.facts import item_facts
from carrel.rooms.circulation.rules import lending
from carrel.rooms.circulation.rules.swapping import condition_objections
from carrel.rooms.inventory import actions as inventory

NOTE_CONDITION = "circulation.note_condition"


@dataclass(frozen=True, slots=True)
class Noted:
    """A condition as it was noted. `was` is the one of before, `condition` the one that holds now."""

    note_id: int
    act_id: int
    item_id: int
    title: str
    condition: str
    was: str
    repeated: bool = False


def note_condition(
    actor: Actor,
    *,
    item_id: int,
    condition: str,
    now: datetime,
    event: str = "seen",
    note: str = "",
    photo: BinaryIO | None = None,
    photo_name: str = "",
    key: str = "",
) -> Noted:
    """Note the condition of an item, in words and with a photo where there is one; the item's own follows.

    `event` is issue, return or seen; the loan it went out or came back with is found here. A photo loses the place and
    time a camera writes into it. Raises NotAllowed, KeyReused, and Refused for an unknown item or condition, or a file
    that is no photo. Inverse: undo.
    """
    require(actor, NOTE_CONDITION)
    stored = store_file(actor, stream=photo, name=photo_name, kind=PHOTO, now=now) if photo is not None else None
    with writing():
        kept = kept_answer(key, NOTE_CONDITION, actor)
        if kept is not None:
            return _noted_before(kept)
        item = item_facts(item_id, hold=True)
        if item is None:
            raise Refused(lending.item_unknown())
        title = item.record.title
        if objections := condition_objections(title=title, condition=condition):
            raise Refused(*objections)
        was, site_id = item.condition, actor.site_id or item.site_id
        loan_id = loan_of_event(item_id, event, now=now)
        noted = ConditionNote(item_id=item_id, loan_id=loan_id, event=event, condition=condition, was=was, at=now)
        noted.note, noted.photo, noted.act_id = squeeze(note, 200), stored, 0
        noted.save()
        act_id = record_act(actor, NOTE_CONDITION, about=("condition_note", noted.pk), at=now, site_id=site_id)
        ConditionNote.objects.filter(pk=noted.pk).update(act_id=act_id)
        inventory.mark_condition(item_id, condition=condition)
        keep_answer(key, actor, NOTE_CONDITION, {"note": noted.pk, "act": act_id}, now)
    return Noted(noted.pk, act_id, item_id, title, condition, was)


def _noted_before(kept: dict[str, int]) -> Noted:
    noted = ConditionNote.objects.select_related("item__record").get(pk=kept["note"])
    title = noted.item.record.title
    return Noted(noted.pk, kept["act"], noted.item_id, title, noted.condition, noted.was, repeated=True)


def take_back_condition(note_id: int, *, now: datetime) -> int:
    """Take a note back: the item is again as the note before says. Returns the item's key.

    Called by undo, whose permission and audit cover it. Inverse: note_condition.
    """
    noted = ConditionNote.objects.get(pk=note_id)
    ConditionNote.objects.filter(pk=note_id).update(undone_at=now)
    inventory.mark_condition(noted.item_id, condition=noted.was)
    return noted.item_id
