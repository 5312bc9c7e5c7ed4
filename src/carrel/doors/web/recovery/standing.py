"""Who is due for what, and the steps one student has seen."""

from collections.abc import Iterator
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.tables import NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges.shown import money
from carrel.doors.web.circulation.tabs import new_key
from carrel.doors.web.recovery.shown import step_words, tabs
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.people.actions import record_view, record_views
from carrel.rooms.people.queries import person_found, sight_of_person
from carrel.rooms.people.rules import Sight
from carrel.rooms.recovery.phrases import OUTCOME_WORDS, WAY_WORDS
from carrel.rooms.recovery.queries.clearing import open_clearance
from carrel.rooms.recovery.queries.ladders import asking_of
from carrel.rooms.recovery.queries.late import Narrowed, Student, late_students
from carrel.rooms.recovery.queries.runs import notices_of_person
from carrel.rooms.schools.queries import today_at

ON_A_PAGE = 100
SORTS = {
    "class": lambda each: (each.homeroom, each.list_name),
    "name": lambda each: each.list_name,
    "items": lambda each: (each.items, each.days_late),
    "late": lambda each: (each.days_late, each.items),
    "owes": lambda each: each.owed_minor,
    "last": lambda each: each.last_on or date.min,
}


@allowed("recovery.view_standing")
@require_safe
def standing(request: HttpRequest) -> HttpResponseBase:
    """Every reader with something late: how many, how long, what is owed, which step is next. Never a title.

    `?sort= &homeroom= &step= &page= &as=csv|xlsx`
    """
    actor, moment = actor_of(request), now()
    asking = asking_of(actor.site_id)
    everybody = late_students(actor, moment, asking.steps)
    found = _narrowed(request, everybody)
    wanted = request.GET.get("sort", "class")
    key = SORTS.get(wanted.removeprefix("-"), SORTS["class"])
    found = sorted(found, key=key, reverse=wanted.startswith("-"))
    if shape := wanted_shape(request):
        record_views(actor, person_ids=[each.person_id for each in found], page="overdues", now=moment)
        return table_response(_table(found), shape)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    record_views(actor, person_ids=[each.person_id for each in page], page="overdues", now=moment)
    due = [each for each in everybody if each.step is not None]
    context = {
        "tabs": tabs(actor, "standing"),
        "page": page,
        "rows": [_row(each) for each in page],
        "items": sum(each.items for each in everybody),
        "readers": len(everybody),
        "due": _due(due),
        "homerooms": sorted({each.homeroom for each in everybody if each.homeroom}),
        "homeroom": request.GET.get("homeroom", ""),
        "sort": wanted,
        "may": {each: actor.may(f"recovery.{each}") for each in ("make_run", "print_papers")}
        | {"view_person": actor.may("people.view_person")},
    }
    return render(request, "web/recovery/standing.html", context)


def _narrowed(request: HttpRequest, students: list[Student]) -> list[Student]:
    room, step = request.GET.get("homeroom", ""), request.GET.get("step", "")
    return [
        each
        for each in students
        if (not room or each.homeroom == room) and (not step or (each.step is not None and each.step.step.code == step))
    ]


def _due(students: list[Student]) -> list[tuple[str, str, int]]:
    """The steps that may be taken today: code, words, how many students."""
    counts: dict[tuple[int, str, str], int] = {}
    for each in students:
        assert each.step is not None
        step = each.step.step
        place = (step.days, step.code, step_words(step.code, step.kind))
        counts[place] = counts.get(place, 0) + 1
    return [(code, words, count) for (_days, code, words), count in sorted(counts.items())]


def _row(student: Student) -> dict[str, object]:
    rung = student.next_rung
    return {
        "student": student,
        "owes": money(student.owed_minor) if student.owed_minor else "",
        "next": step_words(rung.step.code, rung.step.kind) if rung else "",
        "next_on": rung.on if rung else None,
        "is_due": student.step is not None,
        "last": step_words(student.last_step) if student.last_step else "",
    }


def _table(students: list[Student]) -> Table:
    columns = [
        Column(_("Reader")), Column(_("Class")), Column(_("Items"), NUMBER), Column(_("Days late"), NUMBER),
        Column(_("Owes")), Column(_("Last step")), Column(_("Next step")), Column(_("Language")),
    ]  # fmt: skip
    return Table(_("Who is due"), columns, _lines(students), zone=timezone.get_current_timezone_name())


def _lines(students: list[Student]) -> Iterator[list[object]]:
    for each in students:
        row = _row(each)
        yield [
            each.list_name, each.homeroom, each.items, each.days_late, row["owes"], row["last"], row["next"],
            each.language,
        ]  # fmt: skip


@allowed("recovery.view_standing")
@require_safe
def student(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """The steps of one student: what is next, what was taken when, the calls, and what can be taken back."""
    actor, moment = actor_of(request), now()
    found = person_found(person_id)
    if found is None or sight_of_person(actor, found.person_id) < Sight.FULL:
        raise Http404
    record_view(actor, person_id=found.person_id, page="overdues", now=moment)
    asking = asking_of(found.site_id)
    late = late_students(actor, moment, asking.steps, Narrowed(site_id=found.site_id, person_ids=(found.person_id,)))
    context = {
        "person": found,
        "row": _row(late[0]) if late else None,
        "ladder": [(each, step_words(each.code, each.kind), WAY_WORDS[each.way]) for each in asking.steps],
        "steps": [
            {
                "shown": each,
                "word": step_words(each.notice.step, each.notice.kind),
                "way": WAY_WORDS[each.notice.way],
                "owed": money(each.notice.owed_minor) if each.notice.owed_minor else "",
                "calls": [(OUTCOME_WORDS[call.outcome], call) for call in each.calls],
                "can_undo": each.notice.undone_at is None and each.notice.given_out_at is None
                and each.mail_state != "sent" and not any(call.undone_at is None for call in each.calls),
            }
            for each in notices_of_person(found.person_id)
        ],
        "clearance": open_clearance(found.person_id),
        "today": today_at(found.site_id, moment),
        "may": {
            each: actor.may(f"recovery.{each}")
            for each in ("undo_notice", "take_back_call", "begin_clearance", "make_run")
        },
        "may_view_person": actor.may("people.view_person"),
        "key": new_key(),
    }  # fmt: skip
    return render(request, "web/recovery/student.html", context)
