"""Making notices: what the preview has counted, once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.post import actions as post
from carrel.cellar.post.envelope import NewMail
from carrel.rooms.recovery.models import Notice, Run, StepTaken
from carrel.rooms.recovery.queries.ladders import scheduled_settings
from carrel.rooms.recovery.queries.late import Narrowed, Thing
from carrel.rooms.recovery.queries.papers import Said, mail_text, sms_text
from carrel.rooms.recovery.queries.planning import Plan, Planned, Sheet, plan_of
from carrel.rooms.recovery.queries.runs import MAIL_KIND
from carrel.rooms.recovery.rules.ladder import BY_POST, NOTICE, SMS
from carrel.rooms.schools import queries as schools
from carrel.rooms.schools.models import District

MAKE = "recovery.make_run"


@dataclass(frozen=True, slots=True)
class Made:
    """What a run made: how many notices, on how many sheets or in how many messages."""

    run_id: int
    notices: int
    sheets: int
    repeated: bool = False


def make_run(
    actor: Actor,
    *,
    now: datetime,
    steps: Collection[str] = (),
    site_id: int | None = None,
    homeroom_id: int | None = None,
    per_family: bool | None = None,
    is_scheduled: bool = False,
    key: str = "",
) -> Made:
    """Take the steps that are due (only those named in `steps`, when any are): notices, mails and lines to call.

    Without a site it is the district's run: brothers and sisters of all schools come on one letter. Nothing is made
    twice for the same loan and step: what another run made meanwhile is left out. Raises NotAllowed, KeyReused, and
    Refused: recovery.other_school, recovery.nobody_due. Inverse: undo_run.
    """
    require(actor, MAKE)
    if (site_id is None and not actor.is_district) or not actor.sees_site(site_id):
        raise Refused(Objection("recovery.other_school", Weight.REFUSE))
    with writing():
        if kept := kept_answer(key, MAKE, actor):
            return Made(kept["run"], kept["notices"], kept["sheets"], repeated=True)
        # One run at a time: two that count together would take a step twice, and the second would be refused whole.
        District.objects.select_for_update().first()
        where = replace(actor, site_id=site_id)
        narrowed = Narrowed(site_id, homeroom_id)
        plan = plan_of(where, now, steps=steps, narrowed=narrowed, per_family=per_family)
        if not plan.sheets:
            raise Refused(Objection("recovery.nobody_due", Weight.REFUSE))
        facts = {"notices": len(plan.planned), "sheets": len(plan.sheets)}
        act_id = record_act(actor, MAKE, about=("site", site_id), at=now, facts=facts, site_id=site_id)
        run = Run.objects.create(
            site_id=site_id, steps=sorted(plan.by_step), homeroom_id=homeroom_id, shows=plan.asking.shows,
            per_family=plan.asking.per_family if per_family is None else per_family, made_at=now,
            made_by=(actor.badge_name or actor.name)[:200], is_scheduled=is_scheduled, act_id=act_id,
            counts={"steps": plan.by_step, "ways": plan.by_way, "items": plan.items},
        )  # fmt: skip
        _write_down(run, plan, schools.today_at(site_id, now), now)
        keep_answer(key, actor, MAKE, {"run": run.pk, **facts}, now)
    return Made(run.pk, facts["notices"], facts["sheets"])


def _write_down(run: Run, plan: Plan, today: date, now: datetime) -> None:
    ordered = sorted(plan.sheets, key=_in_order)
    notices = [
        Notice(
            run=run, sheet=number, person_id=each.student.person_id, step=each.step.code, kind=each.step.kind,
            way=each.way, language=sheet.language, items=len(each.things), owed_minor=each.student.owed_minor,
            made_on=today,
        )
        for number, sheet in enumerate(ordered, start=1)
        for each in sheet.planned
    ]  # fmt: skip
    Notice.objects.bulk_create(notices, batch_size=500)
    StepTaken.objects.bulk_create(
        (
            StepTaken(run=run, step=thing.rung.step.code, loan_id=thing.loan_id, due_on=thing.due_on, taken_on=today)
            for each in plan.planned
            for thing in _taken(each, today)
            if thing.rung is not None
        ),
        batch_size=500,
    )
    first: dict[int, int] = {}
    for notice in notices:
        first.setdefault(notice.sheet, notice.pk)
    post.enqueue(mails=list(_mails(run, ordered, first, plan, today)), now=now)


def _in_order(sheet: Sheet) -> tuple[str, str, int]:
    student = sheet.planned[0].student
    return student.homeroom, student.list_name, student.person_id


def _taken(planned: Planned, today: date) -> Iterable[Thing]:
    """The things for which a step is taken: those whose own step is due and stands no higher than the notice's."""
    return (
        thing
        for thing in planned.things
        if thing.rung is not None and thing.rung.on <= today and thing.rung.step.days <= planned.step.days
    )


def _mails(run: Run, sheets: list[Sheet], first: dict[int, int], plan: Plan, today: date) -> Iterable[NewMail]:
    for number, sheet in enumerate(sheets, start=1):
        if sheet.way not in BY_POST:
            continue
        students = [each.student for each in sheet.planned]
        is_short, tells = sheet.way == SMS, plan.asking.tells_titles
        is_again = sheet.step.kind == NOTICE and not sheet.step.code.endswith("-1")
        said = Said(sheet.step.kind, today, is_again, tells)
        text = ("", sms_text(students, sheet.language)) if is_short else mail_text(students, said, sheet.language)
        for place, address in enumerate(sheet.addresses):
            yield NewMail(
                key=f"recovery-{run.pk}-{number}-{place}", kind=f"recovery.{sheet.step.kind}", way=sheet.way,
                address=address, subject=text[0], body=text[1], language=sheet.language,
                site_id=run.site_id or students[0].site_id, about=(MAIL_KIND, first[number]),
                is_private=tells and not is_short,
            )  # fmt: skip


def make_scheduled_runs(actor: Actor, *, now: datetime) -> int:
    """Make what is due at every school whose day it is, once a day; returns how many runs. The timetable calls it.

    Inverse: undo_run.
    """
    require(actor, MAKE)
    made = 0
    for row in scheduled_settings():
        assert row.site_id is not None
        today = schools.today_at(row.site_id, now)
        if str(today.weekday()) not in row.weekdays or row.ran_on == today:
            continue
        if not schools.calendar_of(row.site_id).is_open(today):
            continue
        try:
            make_run(replace(actor, site_id=row.site_id), site_id=row.site_id, is_scheduled=True, now=now)
            made += 1
        except Refused:
            pass  # nobody is due: nothing to say
        with writing():
            type(row).objects.filter(pk=row.pk).update(ran_on=today)
    return made
