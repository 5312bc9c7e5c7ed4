"""Classes: the list of a school's, and who is in one of them."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from carrel.cellar.kernel.clock import now
from carrel.cellar.tables import NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.errors import not_found
from carrel.doors.web.people.faces import face
from carrel.doors.web.people.sight import today_of
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.circulation import queries as loans
from carrel.rooms.people import actions, queries


@allowed("people.view_classes")
@require_GET
def classes(request: HttpRequest) -> HttpResponse:
    """The homerooms and classes of the school; a teacher's own."""
    actor, moment = actor_of(request), now()
    found = queries.classes_of(actor, actor.site_id, today=today_of(actor)) if actor.site_id is not None else []
    due = queries.classes_now(actor.site_id, moment) if actor.site_id is not None else []
    mine = {each.id for each in found}
    context = {
        "homerooms": [each for each in found if each.kind == "homeroom"],
        "taught": [each for each in found if each.kind != "homeroom"],
        "due": [each for each in due if each.class_id in mine],
    }
    return render(request, "web/people/classes.html", context)


@allowed("people.view_class")
@require_GET
def school_class(request: HttpRequest, class_id: int) -> HttpResponseBase:
    """The students of a class with how much they have out and late; no titles, for they are nobody's business here."""
    actor, moment = actor_of(request), now()
    shown = queries.class_shown(actor, class_id, today=today_of(actor))
    if shown is None:
        return not_found(request)
    members = queries.class_members(class_id, today=today_of(actor))
    counts = loans.loan_counts([each.person_id for each in members], moment)
    rows = [(face(each), *counts.get(each.person_id, (0, 0))) for each in members]
    actions.record_views(actor, person_ids=[each.person_id for each in members], page="class", now=moment)
    if shape := wanted_shape(request):
        columns = (Column(_("Name")), Column(_("Class")), Column(_("Out"), NUMBER), Column(_("Late"), NUMBER))
        return table_response(
            Table(shown.name, columns, [(row[0].name, row[0].class_words, *row[1:]) for row in rows]), shape
        )
    context = {
        "shown": shown,
        "rows": rows,
        "out": sum(row[1] for row in rows),
        "late": sum(row[2] for row in rows),
        "may_hand_out": actor.may("circulation.start_batch"),
        "may_open": actor.may("people.view_person"),
    }
    return render(request, "web/people/school_class.html", context)
