"""The overdues of one class: on paper in two actions, or to its teacher by mail."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.papers.typesetting import pdf_of_document
from carrel.cellar.post.queries import is_set_up
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import done, number_in
from carrel.doors.web.pdf import pdf_answer
from carrel.doors.web.recovery.shown import tabs
from carrel.rooms.people.actions import record_views
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.queries.ladders import asking_of
from carrel.rooms.recovery.queries.late import Narrowed, homerooms_late, late_students
from carrel.rooms.recovery.queries.papers import document_of, homeroom_pages, slips_of
from carrel.rooms.recovery.queries.runs import plain_notices
from carrel.rooms.recovery.queries.teachers import teacher_names
from carrel.rooms.schools.queries import today_at


@allowed("recovery.print_papers")
@require_safe
def homerooms(request: HttpRequest) -> HttpResponse:
    """Every class with something late: slips, the list without titles, the mail to the teacher."""
    actor, moment = actor_of(request), now()
    rooms = homerooms_late(actor, moment)
    teachers = teacher_names([pk for pk, _name, _count in rooms], today_at(actor.site_id, moment))
    rows = [{"pk": pk, "name": name, "items": count, "teacher": teachers.get(pk, "")} for pk, name, count in rooms]
    context = {
        "tabs": tabs(actor, "homerooms"),
        "rooms": rows,
        "may_mail": actor.may("recovery.mail_homeroom"),
        "mail_is_set": is_set_up("email"),
    }
    return render(request, "web/recovery/homerooms.html", context)


@allowed("recovery.print_papers")
@require_safe
def print_homeroom(request: HttpRequest) -> HttpResponse:
    """The overdues of one class as PDF: `?homeroom=&what=slips` folded, or `what=list` without titles."""
    actor, moment = actor_of(request), now()
    text = request.GET.get("homeroom", "")
    homeroom_id = number_in(text)
    asking = asking_of(actor.site_id)
    found = late_students(actor, moment, asking.steps, Narrowed(actor.site_id, homeroom_id))
    if not found:
        messages.info(request, _("Nobody there has anything late. There is nothing to print."), extra_tags="tell")
        return redirect("recovery.homerooms")
    on = today_at(actor.site_id, moment)
    if request.GET.get("what") == "list":
        record_views(actor, person_ids=[each.person_id for each in found], page="overdues", now=moment)
        names = teacher_names({each.homeroom_id for each in found if each.homeroom_id}, on)
        lists = document_of(_("Overdues by class"), pages=homeroom_pages(found, names, on))
        return pdf_answer(pdf_of_document(lists), "class-list")
    record_views(actor, person_ids=[each.person_id for each in found], page="notices", now=moment)
    slips = slips_of(plain_notices(found, on, tells_titles=asking.tells_titles))
    return pdf_answer(pdf_of_document(document_of(_("Folded slips"), slips=slips)), "slips")


@allowed("recovery.mail_homeroom")
@require_POST
def mail_homeroom(request: HttpRequest) -> HttpResponse:
    """Send a class's list to its teacher, without titles."""
    actor = actor_of(request)
    text = request.POST.get("homeroom", "")
    homeroom_id = number_in(text) or 0
    said = _("It is on its way to the teacher.") if is_set_up("email") else _("It waits: no mail server is set up.")
    deed = partial(actions.mail_homeroom, actor, homeroom_id=homeroom_id, now=now())
    return done(request, deed, said, "recovery.homerooms")
