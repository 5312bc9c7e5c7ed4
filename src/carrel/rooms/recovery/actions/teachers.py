"""What teachers get: the list of their homeroom, without a single title."""

from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.post import actions as post
from carrel.cellar.post.envelope import NewMail
from carrel.rooms.people import queries as people
from carrel.rooms.recovery.queries.ladders import asking_of
from carrel.rooms.recovery.queries.late import Narrowed, late_students
from carrel.rooms.recovery.queries.papers import homeroom_mail
from carrel.rooms.recovery.queries.teachers import teachers_of
from carrel.rooms.schools import queries as schools

MAIL = "recovery.mail_homeroom"


def mail_homeroom(actor: Actor, *, homeroom_id: int, now: datetime) -> int:
    """Send a homeroom's list to its teachers: who has how many things late and what is owed, no title.

    Once a day and teacher: a second time the same day nothing more is sent. Returns how many mails. Raises NotAllowed,
    and Refused: recovery.class_unknown, recovery.nothing_late_there, recovery.no_teacher_address.
    No inverse: while the mail waits it can be taken off in the outbox.
    """
    require(actor, MAIL)
    with writing():
        room = people.class_shown(actor, homeroom_id)
        if room is None:
            raise Refused(Objection("recovery.class_unknown", Weight.REFUSE))
        today = schools.today_at(room.site_id, now)
        narrowed = Narrowed(room.site_id, homeroom_id)
        students = late_students(actor.at(room.site_id), now, asking_of(room.site_id).steps, narrowed)
        if not students:
            raise Refused(Objection("recovery.nothing_late_there", Weight.REFUSE, {"name": room.name}))
        teachers = [each for each in teachers_of(homeroom_id, today) if each.email]
        if not teachers:
            raise Refused(Objection("recovery.no_teacher_address", Weight.REFUSE, {"name": room.name}))
        subject, body = homeroom_mail(room.name, students)
        mails = [
            NewMail(
                key=f"homeroom-{homeroom_id}-{each.person_id}-{today.isoformat()}", kind=MAIL, address=each.email,
                subject=subject, body=body, site_id=room.site_id, about=("class", homeroom_id),
            )
            for each in teachers
        ]  # fmt: skip
        post.enqueue(mails=mails, now=now)
        record_act(actor, MAIL, about=("class", homeroom_id), at=now, facts={"mails": len(mails)}, site_id=room.site_id)
    return len(mails)
