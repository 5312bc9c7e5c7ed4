"""Runs, their notices, and what one student got."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.papers.documents import Document
from carrel.cellar.post import queries as post
from carrel.rooms.circulation.models import Loan
from carrel.rooms.people import queries as people
from carrel.rooms.people.rules import Sight
from carrel.rooms.recovery.models import Call, LadderSetting, Notice, Run, StepTaken
from carrel.rooms.recovery.queries.ladders import asking_of, tells_titles
from carrel.rooms.recovery.queries.languages import tongues
from carrel.rooms.recovery.queries.late import (
    Narrowed,
    Student,
    late_students,
    reminded_of,
    with_charges,
    with_what_else,
)
from carrel.rooms.recovery.queries.papers import Said, document_of, homeroom_pages, letter_page, slips_of
from carrel.rooms.recovery.rules.clearing import NoticeFacts
from carrel.rooms.recovery.rules.families import language_of
from carrel.rooms.recovery.rules.ladder import BILL, KINDS, NOTICE, ON_PAPER, PAPER, REMINDER, SLIP
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from django.db.models import QuerySet

MAIL_KIND = "notice"


def runs_of(actor: Actor) -> "QuerySet[Run]":
    """The runs in sight, the latest first, each with `papers` and `persons`."""
    found = Run.objects.select_related("site", "homeroom")
    if not actor.is_district:
        found = found.filter(site__in=[actor.site_id] if actor.site_id else actor.site_ids)
    elif actor.site_id is not None:
        found = found.filter(Q(site=actor.site_id) | Q(site=None))
    return found.annotate(
        persons=Count("notices"), papers=Count("notices", filter=Q(notices__way__in=ON_PAPER))
    ).order_by("-pk")


def run_in_sight(actor: Actor, run_id: int) -> Run | None:
    """One run, when the actor may see it; a run across schools is the district's."""
    run = Run.objects.select_related("site", "homeroom").filter(pk=run_id).first()
    if run is None or (run.site_id is None and not actor.is_district):
        return None
    return run if actor.sees_site(run.site_id) else None


def notice_in_sight(actor: Actor, notice_id: int) -> Notice | None:
    """One notice of a run in sight, or of a person whom the actor sees."""
    found = Notice.objects.select_related("run", "person").filter(pk=notice_id).first()
    if found is None:
        return None
    return found if people.sight_of_person(actor, found.person_id) >= Sight.FULL else None


def notices_of_run(run: Run) -> "QuerySet[Notice]":
    """The notices of a run in the order of its papers."""
    return (
        Notice.objects.filter(run=run).select_related("person__homeroom", "person__home_site").order_by("sheet", "pk")
    )


def notice_facts(notice: Notice) -> NoticeFacts:
    """What undoing one notice depends on."""
    states = post.states_about(MAIL_KIND, [_mail_about(notice)])
    return NoticeFacts(
        notice.undone_at is not None, notice.given_out_at is not None, tuple(states.values()),
        Call.objects.filter(notice=notice, undone_at=None).count(),
    )  # fmt: skip


def _mail_about(notice: Notice) -> int:
    """Mails of a sheet are about the first notice of it."""
    first = Notice.objects.filter(run=notice.run_id, sheet=notice.sheet).order_by("pk").values_list("pk", flat=True)
    return first.first() or notice.pk


def sheet_of(notice: Notice) -> list[Notice]:
    """The notices on the same paper or mail, which go and come back together."""
    return list(Notice.objects.select_for_update().filter(run=notice.run_id, sheet=notice.sheet).order_by("pk"))


def steps_of_run_for(run_id: int, person_ids: Iterable[int]) -> "QuerySet[StepTaken]":
    """The steps a run took for these persons' loans that are still theirs."""
    own = Loan.objects.filter(patron__in=list(person_ids)).values("pk")
    return StepTaken.objects.filter(run=run_id, loan__in=own, undone_at=None)


@dataclass(frozen=True, slots=True)
class RunPapers:
    """What of a run is on paper: the document, how many sheets and slips, and who has nothing late any more."""

    document: Document | None
    students: tuple[Student, ...]
    returned: int


def papers_of_run(actor: Actor, run: Run, now: datetime, *, title: str) -> RunPapers:
    """The papers of a run as of now: what came back meanwhile is on none."""
    notices = [each for each in notices_of_run(run) if each.way in ON_PAPER and each.undone_at is None]
    found = _students_of(actor, now, run, notices) if notices else {}
    on = schools.today_at(run.site_id, now)
    slips, pages, lists = [], [], []
    sheets: dict[int, list[Notice]] = {}
    for each in notices:
        if (each.person_id, each.kind == REMINDER) in found:
            sheets.setdefault(each.sheet, []).append(each)
    for own in sheets.values():
        students = [found[each.person_id, each.kind == REMINDER] for each in own]
        said = said_of(own, run, on)
        if own[0].way == SLIP:
            slips.append((students[0], said, own[0].language))
        elif own[0].way == PAPER:
            pages.append(letter_page(students, said, own[0].language))
        else:
            lists += students
    every = (*pages, *(homeroom_pages(lists, {}, on) if lists else ()))
    made = document_of(title, pages=every, slips=slips_of(slips)) if slips or every else None
    printed = {each.pk for own in sheets.values() for each in own}
    return RunPapers(made, tuple(found.values()), sum(1 for each in notices if each.pk not in printed))


def _students_of(actor: Actor, now: datetime, run: Run, notices: list[Notice]) -> dict[tuple[int, bool], Student]:
    """By person, and whether it is about what is due soon."""
    asking = asking_of(run.site_id or actor.site_id)
    actor = replace(actor, site_id=run.site_id)  # a run across schools is printed across schools
    narrowed = Narrowed(site_id=run.site_id, person_ids=tuple({each.person_id for each in notices}))
    soon, late = reminded_of(actor, now, run.pk, narrowed), late_students(actor, now, asking.steps, narrowed)
    if run.shows == LadderSetting.Shows.LOANS:
        soon, late = (with_what_else(actor, now, each, narrowed) for each in (soon, late))
    if any(each.kind == BILL for each in notices):
        late = with_charges(late)
    return {(each.person_id, True): each for each in soon} | {(each.person_id, False): each for each in late}


def plain_notices(students: list[Student], on: date, *, tells_titles: bool) -> list[tuple[Student, Said, str]]:
    """A plain notice for each of these students: what a class gets when somebody simply prints its slips."""
    languages, said = tongues(), Said(NOTICE, on, shows_titles=tells_titles)
    return [(each, said, language_of([each.language], languages)) for each in students]


def said_of(notices: list[Notice], run: Run, on: date) -> Said:
    """How the notices of one paper are worded."""
    furthest = max(notices, key=lambda each: KINDS.index(each.kind))
    is_again = furthest.kind == NOTICE and not furthest.step.endswith("-1")
    return Said(furthest.kind, on, is_again, tells_titles(run.shows))


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """One notice on a student's page: what it was, when, in which way, how the mail stands, the calls about it."""

    notice: Notice
    mail_state: str
    calls: tuple[Call, ...]


def notices_of_person(person_id: int) -> list[NoticeShown]:
    """Every step that was taken for a student, the latest first. Three statements."""
    found = list(Notice.objects.filter(person=person_id).select_related("run").order_by("-pk")[:100])
    states = post.states_about(MAIL_KIND, [each.pk for each in found])
    calls: dict[int, list[Call]] = {}
    for each in Call.objects.filter(notice__in=found).order_by("-pk"):
        calls.setdefault(each.notice_id, []).append(each)
    return [NoticeShown(each, states.get(each.pk, ""), tuple(calls.get(each.pk, ()))) for each in found]
