"""What recovery forgets, and what follows a merged person."""

from datetime import datetime, timedelta

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing
from carrel.rooms.recovery.models import Call, Clearance, Notice, StepTaken

NOTICES_KEPT_FOR = timedelta(days=400)


def forget_steps(actor: Actor, *, now: datetime) -> int:
    """Steps of loans that ended go, and notices older than a school year with their calls; returns how many steps.

    The timetable calls it. No inverse: it is retention.
    """
    require(actor, "recovery.forget_steps")
    with writing():
        gone, _ = StepTaken.objects.filter(loan__returned_at__isnull=False).delete()
        old = Notice.objects.filter(run__made_at__lt=now - NOTICES_KEPT_FOR)
        Call.objects.filter(notice__in=old.values("pk")).delete()
        old.delete()
    return gone


def move_notices(actor: Actor, *, from_person_id: int, to_person_id: int, now: datetime) -> int:
    """Let the notices and clearances of a merged person follow to the one that is kept; returns how many notices.

    A run in which both got one keeps both: then the merged one's stays with the row that points to the kept one.
    No inverse: a merging is taken apart by hand, row by row.
    """
    require(actor, "recovery.move_notices")
    with writing():
        both = Notice.objects.filter(person=to_person_id).values("run")
        moved = Notice.objects.filter(person=from_person_id).exclude(run__in=both).update(person=to_person_id)
        if Clearance.objects.filter(person=to_person_id, ended_at=None, dropped_at=None).exists():
            Clearance.objects.filter(person=from_person_id, ended_at=None, dropped_at=None).update(dropped_at=now)
        Clearance.objects.filter(person=from_person_id).update(person=to_person_id)
        facts = {"notices": moved, "from": from_person_id}
        record_act(actor, "recovery.move_notices", about=("person", to_person_id), at=now, facts=facts)
    return moved
