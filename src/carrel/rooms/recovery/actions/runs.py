"""What becomes of a run: given out, or taken back."""

from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.post import actions as post
from carrel.rooms.recovery.models import Notice, Run
from carrel.rooms.recovery.queries.runs import (
    MAIL_KIND,
    notice_facts,
    notice_in_sight,
    run_in_sight,
    sheet_of,
    steps_of_run_for,
)
from carrel.rooms.recovery.rules.clearing import undo_notice_objections
from carrel.rooms.recovery.rules.ladder import ON_PAPER


def give_out(actor: Actor, *, run_id: int, now: datetime) -> int:
    """The papers of a run are on their way; from now on they cannot be taken back. Returns how many notices.

    Raises NotAllowed, and Refused: recovery.run_unknown, recovery.undone_already. Inverse: take_back_giving_out.
    """
    require(actor, "recovery.give_out")
    with writing():
        run = _run(actor, run_id)
        papers = Notice.objects.filter(run=run, way__in=ON_PAPER, undone_at=None, given_out_at=None)
        count = papers.update(given_out_at=now)
        Run.objects.filter(pk=run.pk).update(given_out_at=now)
        record_act(
            actor, "recovery.give_out", about=("run", run.pk), at=now, facts={"count": count}, site_id=run.site_id
        )
    return count


def take_back_giving_out(actor: Actor, *, run_id: int, now: datetime) -> None:
    """The papers of a run still lie here. Raises NotAllowed, and Refused: recovery.run_unknown, recovery.not_given_out.

    Inverse: give_out.
    """
    require(actor, "recovery.take_back_giving_out")
    with writing():
        run = _run(actor, run_id)
        if run.given_out_at is None:
            raise Refused(Objection("recovery.not_given_out", Weight.REFUSE))
        Notice.objects.filter(run=run, given_out_at=run.given_out_at).update(given_out_at=None)
        Run.objects.filter(pk=run.pk).update(given_out_at=None)
        record_act(actor, "recovery.take_back_giving_out", about=("run", run.pk), at=now, site_id=run.site_id)


def undo_notice(actor: Actor, *, notice_id: int, now: datetime) -> int:
    """Take back a notice that has not gone, with all on the same paper or mail; the steps are due again.

    Returns how many notices. Raises NotAllowed, and Refused: recovery.notice_unknown, recovery.undone_already,
    recovery.is_sent, recovery.is_given_out, recovery.was_called. Inverse: make_run.
    """
    require(actor, "recovery.undo_notice")
    with writing():
        notice = notice_in_sight(actor, notice_id)
        if notice is None:
            raise Refused(Objection("recovery.notice_unknown", Weight.REFUSE))
        sheet = sheet_of(notice)
        objections = [each for one in sheet for each in undo_notice_objections(notice_facts(one))]
        if objections:
            raise Refused(*objections)
        _undo(sheet, now)
        facts = {"notices": len(sheet)}
        record_act(actor, "recovery.undo_notice", about=("notice", notice.pk), at=now, facts=facts)
    return len(sheet)


def undo_run(actor: Actor, *, run_id: int, now: datetime) -> int:
    """Take back everything of a run that has not gone; returns how many notices. What was sent or given out stays.

    Raises NotAllowed, and Refused: recovery.run_unknown, recovery.undone_already, or why nothing of it can be taken
    back. Inverse: make_run.
    """
    require(actor, "recovery.undo_run")
    with writing():
        run = _run(actor, run_id)
        sheets: dict[int, list[Notice]] = {}
        for each in Notice.objects.select_for_update().filter(run=run, undone_at=None).order_by("pk"):
            sheets.setdefault(each.sheet, []).append(each)
        undone, why = 0, []
        for own in sheets.values():
            objections = [each for one in own for each in undo_notice_objections(notice_facts(one))]
            if objections:
                why.append(objections[0])
                continue
            _undo(own, now)
            undone += len(own)
        if not undone:
            raise Refused(why[0] if why else Objection("recovery.undone_already", Weight.REFUSE))
        if not why:
            Run.objects.filter(pk=run.pk).update(undone_at=now)
        record_act(
            actor, "recovery.undo_run", about=("run", run.pk), at=now, facts={"notices": undone}, site_id=run.site_id
        )
    return undone


def _undo(sheet: list[Notice], now: datetime) -> None:
    Notice.objects.filter(pk__in=[each.pk for each in sheet]).update(undone_at=now)
    steps_of_run_for(sheet[0].run_id, [each.person_id for each in sheet]).update(undone_at=now)
    post.take_off_about(about=(MAIL_KIND, sheet[0].pk), now=now)


def _run(actor: Actor, run_id: int) -> Run:
    run = run_in_sight(actor, run_id)
    if run is None:
        raise Refused(Objection("recovery.run_unknown", Weight.REFUSE))
    if run.undone_at is not None:
        raise Refused(Objection("recovery.undone_already", Weight.REFUSE))
    return run
