"""Who read what is severed after the return; loans follow a merged person."""

from datetime import datetime, timedelta

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.models import Block, Loan

SEVER = "circulation.sever_returned_loans"
MOVE = "circulation.move_loans"
KEPT_AFTER_RETURN = timedelta(hours=12)
"""Until the night after: on the same day a return can be taken back and a torn page still has an owner."""


def sever_returned_loans(actor: Actor, *, now: datetime) -> int:
    """Erase the patron from every loan that was returned more than twelve hours ago; returns how many.

    Category, grade and home site stay for statistics. The nightly timetable calls it.
    No inverse: what is erased is meant to be gone.
    """
    require(actor, SEVER)
    with writing():
        due = Loan.objects.filter(returned_at__lt=now - KEPT_AFTER_RETURN, patron__isnull=False)
        severed = due.update(patron=None)
        if severed:
            record_act(actor, SEVER, about=("loans", None), at=now, facts={"severed": severed})
    return severed


def move_loans(actor: Actor, *, from_person_id: int, to_person_id: int, now: datetime) -> int:
    """Let the loans and blocks of a merged person follow to the person that is kept; returns how many loans moved.

    No inverse: a merging is taken apart by hand, loan by loan.
    """
    require(actor, MOVE)
    with writing():
        moved = Loan.objects.filter(patron_id=from_person_id).update(patron_id=to_person_id)
        blocks = Block.objects.filter(person_id=from_person_id).update(person_id=to_person_id)
        record_act(
            actor,
            MOVE,
            about=("person", to_person_id),
            at=now,
            facts={"loans": moved, "blocks": blocks, "from": from_person_id},
        )
    return moved
