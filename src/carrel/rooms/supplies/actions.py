"""The verbs of counted stock. Each appends one movement; a mistake is reversed, never edited."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.supplies import queries, rules
from carrel.rooms.supplies.models import Movement, Supply
from carrel.rooms.supplies.rules import Change, MovementFacts

REVERSE = "supplies.reverse_movement"


@dataclass(frozen=True, slots=True)
class Moved:
    """A movement that was appended, and how many are on hand after it."""

    movement_id: int
    on_hand: int


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has part of a supply: a teacher or a class."""

    person_id: int | None = None
    class_id: int | None = None


NOBODY = Holder()


def receive_supply(
    actor: Actor, *, supply_id: int, count: int, now: datetime, reason: str = "", key: str = ""
) -> Moved:
    """So many came in. Raises NotAllowed, KeyReused, Refused. Inverse: reverse_movement."""
    require(actor, "supplies.receive_supply")
    return _move(actor, rules.RECEIVED, "supplies.receive_supply", supply_id, count, now, key, reason)


def use_supply(
    actor: Actor, *, supply_id: int, now: datetime, count: int = 1, reason: str = "", key: str = ""
) -> Moved:
    """So many were used up: one, unless told otherwise. Raises NotAllowed, KeyReused, Refused.

    Inverse: reverse_movement.
    """
    require(actor, "supplies.use_supply")
    return _move(actor, rules.USED, "supplies.use_supply", supply_id, count, now, key, reason)


def hand_out_supply(
    actor: Actor, *, supply_id: int, count: int, holder: Holder, now: datetime, reason: str = "", key: str = ""
) -> Moved:
    """Hand so many out to a teacher or a class, who give them back. Raises NotAllowed, KeyReused, Refused.

    Inverse: reverse_movement.
    """
    require(actor, "supplies.hand_out_supply")
    return _move(actor, rules.HANDED_OUT, "supplies.hand_out_supply", supply_id, count, now, key, reason, holder)


def give_back_supply(
    actor: Actor, *, supply_id: int, count: int, holder: Holder, now: datetime, reason: str = "", key: str = ""
) -> Moved:
    """So many came back from a teacher or a class, never more than they have. Raises NotAllowed, KeyReused, Refused.

    Inverse: reverse_movement.
    """
    require(actor, "supplies.give_back_supply")
    return _move(actor, rules.GIVEN_BACK, "supplies.give_back_supply", supply_id, count, now, key, reason, holder)


def write_off_supply(
    actor: Actor, *, supply_id: int, count: int, holder: Holder, reason: str, now: datetime, key: str = ""
) -> Moved:
    """So many will not come back from a teacher or a class, for a reason. Raises NotAllowed, KeyReused, Refused.

    Inverse: reverse_movement.
    """
    require(actor, "supplies.write_off_supply")
    return _move(actor, rules.WRITTEN_OFF, "supplies.write_off_supply", supply_id, count, now, key, reason, holder)


def count_supply(actor: Actor, *, supply_id: int, count: int, reason: str, now: datetime, key: str = "") -> Moved:
    """So many really lie there: the count is corrected, with the reason. Raises NotAllowed, KeyReused, Refused.

    Inverse: reverse_movement.
    """
    require(actor, "supplies.count_supply")
    return _move(actor, rules.COUNTED, "supplies.count_supply", supply_id, count, now, key, reason)


def reverse_movement(actor: Actor, *, movement_id: int, now: datetime, key: str = "") -> Moved:
    """Take one movement back by another that names it; both stay on record.

    Raises NotAllowed, KeyReused, and Refused when what it brought is used or handed out since.
    No inverse: the movement is simply made again.
    """
    require(actor, REVERSE)
    with writing():
        if kept := kept_answer(key, REVERSE, actor):
            return Moved(kept["movement"], kept["on_hand"])
        row = Movement.objects.select_related("supply").filter(pk=movement_id).first()
        supply = _held(actor, row.supply_id) if row is not None else None
        change = Change(row.on_hand, row.handed_out) if row is not None else Change(0)
        objections = rules.reverse_movement_objections(
            name=supply.name if supply else "",
            known=row is not None and row.kind != rules.REVERSED,
            is_reversed=Movement.objects.filter(reverses=movement_id).exists(),
            change=change,
            on_hand=supply.on_hand if supply else 0,
            held=queries.held_count(row.supply_id, person_id=row.person_id, class_id=row.school_class_id) if row else 0,
        )
        if objections or row is None or supply is None:
            raise Refused(*objections)
        act_id = record_act(
            actor, REVERSE, about=("supply", supply.pk), at=now, facts={"movement": movement_id}, site_id=supply.site_id
        )
        moved = _append(
            supply, Movement(kind=rules.REVERSED, person_id=row.person_id, school_class_id=row.school_class_id,
                             reverses=row, at=now, act_id=act_id), change.reversed(),
        )  # fmt: skip
        keep_answer(key, actor, REVERSE, {"movement": moved.movement_id, "on_hand": moved.on_hand}, now)
    return moved


def move_movements(actor: Actor, *, from_person_id: int, to_person_id: int, now: datetime) -> int:
    """Let what a merged person was handed follow to the person that is kept; returns how many movements went over.

    No inverse: a merging is taken apart by hand, movement by movement.
    """
    require(actor, "supplies.move_movements")
    with writing():
        moved = Movement.objects.filter(person=from_person_id).update(person=to_person_id)
        facts = {"movements": moved, "from": from_person_id}
        record_act(actor, "supplies.move_movements", about=("person", to_person_id), at=now, facts=facts)
    return moved


def _move(
    actor: Actor, kind: str, code: str, supply_id: int, count: int, now: datetime, key: str, reason: str,
    holder: Holder = NOBODY,
) -> Moved:  # fmt: skip
    with writing():
        if kept := kept_answer(key, code, actor):
            return Moved(kept["movement"], kept["on_hand"])
        supply = _held(actor, supply_id)
        has_holder = holder.person_id is not None or holder.class_id is not None
        held = queries.held_count(supply_id, person_id=holder.person_id, class_id=holder.class_id) if has_holder else 0
        facts = MovementFacts(kind, supply.name, count, supply.on_hand, held, has_holder, reason)
        if objections := rules.movement_objections(facts):
            raise Refused(*objections)
        change = rules.change_of(facts)
        act_id = record_act(
            actor, code, about=("supply", supply_id), at=now, reason=reason, facts={"count": count},
            site_id=supply.site_id,
        )  # fmt: skip
        row = Movement(
            kind=kind, person_id=holder.person_id, school_class_id=holder.class_id, at=now, act_id=act_id,
            reason=squeeze(reason, rules.REASON_LENGTH),
        )  # fmt: skip
        moved = _append(supply, row, change)
        keep_answer(key, actor, code, {"movement": moved.movement_id, "on_hand": moved.on_hand}, now)
    return moved


def _held(actor: Actor, supply_id: int) -> Supply:
    """The supply, held still: two hands must not both take the last one."""
    supply = Supply.objects.select_for_update().filter(pk=supply_id).first()
    if supply is None or not actor.sees_site(supply.site_id):
        raise Refused(Objection("supplies.unknown", Weight.REFUSE, {}))
    return supply


def _append(supply: Supply, row: Movement, change: Change) -> Moved:
    row.supply, row.on_hand, row.handed_out = supply, change.on_hand, change.handed_out
    row.save()
    Supply.objects.filter(pk=supply.pk).update(
        on_hand=F("on_hand") + change.on_hand, handed_out=F("handed_out") + change.handed_out
    )
    return Moved(row.pk, supply.on_hand + change.on_hand)
