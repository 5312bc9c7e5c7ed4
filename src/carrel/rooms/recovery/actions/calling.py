"""Calls to families."""

from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.recovery.models import Call, Notice
from carrel.rooms.recovery.queries.runs import notice_in_sight, sheet_of
from carrel.rooms.recovery.rules.clearing import NOTE_LENGTH, PROMISED, SETTLED, log_call_objections
from carrel.rooms.recovery.rules.ladder import BY_PHONE
from carrel.rooms.schools import queries as schools

LOG = "recovery.log_call"


def log_call(
    actor: Actor, *, notice_id: int, outcome: str, now: datetime, note: str = "", promised_on: date | None = None,
    key: str = "",
) -> int:  # fmt: skip
    """Write down a call and what came of it; who was reached, or promised, or got a message, leaves the list.

    Returns the call's number. Raises NotAllowed, KeyReused, and Refused: recovery.notice_unknown, recovery.no_outcome,
    recovery.not_to_call, recovery.promise_without_day. Inverse: take_back_call.
    """
    require(actor, LOG)
    with writing():
        if kept := kept_answer(key, LOG, actor):
            return int(kept["call"])
        notice = notice_in_sight(actor, notice_id)
        if notice is None:
            raise Refused(Objection("recovery.notice_unknown", Weight.REFUSE))
        is_waiting = notice.way == BY_PHONE and notice.settled_at is None and notice.undone_at is None
        today = schools.today_at(notice.run.site_id, now)
        if objections := log_call_objections(
            outcome=outcome, promised_on=promised_on, today=today, is_waiting=is_waiting
        ):
            raise Refused(*objections)
        act_id = record_act(actor, LOG, about=("notice", notice.pk), at=now, facts={"outcome": outcome})
        call = Call.objects.create(
            notice=notice, at=now, outcome=outcome, note=squeeze(note, NOTE_LENGTH), act_id=act_id,
            promised_on=promised_on if outcome == PROMISED else None, called_by=(actor.badge_name or actor.name)[:200],
        )  # fmt: skip
        if outcome in SETTLED:
            _settle(notice, now)
        keep_answer(key, actor, LOG, {"call": call.pk}, now)
    return call.pk


def take_back_call(actor: Actor, *, call_id: int, now: datetime) -> None:
    """The call was written down by mistake; the family stands on the list again.

    Raises NotAllowed, and Refused: recovery.call_unknown. Inverse: log_call.
    """
    require(actor, "recovery.take_back_call")
    with writing():
        call = Call.objects.select_for_update().filter(pk=call_id, undone_at=None).first()
        notice = notice_in_sight(actor, call.notice_id) if call is not None else None
        if call is None or notice is None:
            raise Refused(Objection("recovery.call_unknown", Weight.REFUSE))
        call.undone_at = now
        call.save(update_fields=["undone_at"])
        left = Call.objects.filter(notice=notice, undone_at=None, outcome__in=SETTLED)
        if not left.exists():
            _settle(notice, None)
        record_act(actor, "recovery.take_back_call", about=("notice", notice.pk), at=now)


def _settle(notice: Notice, at: datetime | None) -> None:
    """One call is for the whole family."""
    Notice.objects.filter(pk__in=[each.pk for each in sheet_of(notice)]).update(settled_at=at)
