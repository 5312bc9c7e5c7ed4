"""put_legal_hold, lift_legal_hold, lift_over_holds: what is not to be deleted, why, and until when."""

from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.people.actions.cards import require_sight
from carrel.rooms.people.models import LegalHold
from carrel.rooms.people.queries.legal_holds import holds_over, legal_holds_in_sight

PUT = "people.put_legal_hold"
LIFT = "people.lift_legal_hold"


def put_legal_hold(
    actor: Actor,
    *,
    reason: str,
    now: datetime,
    person_id: int | None = None,
    kind: str = "",
    until_on: date | None = None,
) -> int:
    """Keep from deletion what is stored of a person, or one kind of data of everybody; returns the hold's key.

    A kind is held by the district only. Raises NotAllowed and Refused: people.hold_without_reason,
    people.hold_on_nothing, people.other_school. Inverse: lift_legal_hold.
    """
    require(actor, PUT)
    reason = squeeze(reason, 200)
    if not reason:
        raise Refused(Objection("people.hold_without_reason", Weight.REFUSE))
    if (person_id is None) == (not kind):
        raise Refused(Objection("people.hold_on_nothing", Weight.REFUSE))
    if person_id is not None:
        require_sight(person_id, by=actor)
    elif not actor.is_district:
        raise Refused(Objection("people.other_school", Weight.REFUSE))
    with writing():
        hold = LegalHold.objects.create(
            person_id=person_id, kind=kind, reason=reason, until_on=until_on, put_at=now,
            put_by=(actor.badge_name or actor.name)[:200],
        )  # fmt: skip
        record_act(actor, PUT, about=("legal_hold", hold.pk), at=now, reason=reason, facts={"kind": kind})
    return hold.pk


def lift_legal_hold(actor: Actor, *, hold_id: int, now: datetime) -> None:
    """Let what was held follow its schedule again, from the next night on.

    Raises NotAllowed and Refused people.hold_unknown. Inverse: put_legal_hold; what a night has deleted since is gone.
    """
    require(actor, LIFT)
    with writing():
        found = legal_holds_in_sight(actor).filter(pk=hold_id, lifted_at=None)
        if not LegalHold.objects.filter(pk__in=found.values("pk")).update(
            lifted_at=now, lifted_by=(actor.badge_name or actor.name)[:200]
        ):
            raise Refused(Objection("people.hold_unknown", Weight.REFUSE))
        record_act(actor, LIFT, about=("legal_hold", hold_id), at=now)


def lift_over_holds(actor: Actor, *, today: date, now: datetime) -> int:
    """Lift the holds whose last day is over; returns how many. The nightly timetable calls it before anything goes.

    No inverse: a hold that is needed longer is put again, or gets a later last day.
    """
    require(actor, LIFT)
    with writing():
        count = holds_over(today).update(lifted_at=now, lifted_by=actor.name)
        if count:
            record_act(actor, LIFT, about=("legal_hold", None), at=now, facts={"count": count})
    return count
