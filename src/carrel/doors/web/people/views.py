"""Finding a person, the page of a person, adding at the desk, changing, photos, who looked."""

import secrets

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carrel.cellar.files import actions as files
from carrel.cellar.files import queries as stored
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges.shown import currency, owed_on_page
from carrel.doors.web.desk.views import open_at_desk
from carrel.doors.web.people.faces import face
from carrel.doors.web.people.sight import OtherSchool, opened, to_kept, today_of, within_sight
from carrel.doors.web.people.tabs import person_tabs
from carrel.doors.web.phrases import put_on, sentences
from carrel.rooms.circulation import queries as loans
from carrel.rooms.circulation.queries import missing_parts
from carrel.rooms.people import actions, queries
from carrel.rooms.people.forms import PersonForm, PhotoForm, ProvisionalPersonForm
from carrel.rooms.people.phrases import PAGE_NAMES
from carrel.rooms.people.rules import Sight


@allowed("people.find_person")
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Persons by part of name, nickname, grade, homeroom or number; without words those added at the desk."""
    actor = actor_of(request)
    text = request.GET.get("q", "")[:200]
    found = queries.persons_found(actor, text, today=today_of(actor), limit=50) if text.strip() else []
    waiting = queries.provisional_persons(actor) if not text.strip() else []
    context = {
        "q": text,
        "faces": [face(each) for each in found],
        "waiting": [face(each) for each in waiting],
        "may_open": actor.may("people.view_person"),
        "may_view_classes": actor.may("people.view_classes"),
        "may_manage": actor.may("people.view_accounts"),
        "may_view_log": actor.may("people.view_access_log"),
    }
    return render(request, "web/people/find.html", context)


_LENDING_DEEDS = ("start_batch", "declare_lost", "put_block", "lift_block")


@allowed("people.view_person")
@require_GET
@within_sight
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """The page of a person: what is out, what is known, who looked."""
    found = opened(request, person_id, "person")
    moved = to_kept(found, person_id, "people.person")
    if moved is not None:
        return moved
    actor, moment = actor_of(request), now()
    shown = queries.person_shown(found, today_of(actor))
    context = {
        "person": found,
        "face": face(queries.found_from([found], today_of(actor))[0]),
        "shown": shown,
        "teacher": queries.homeroom_teacher(found.pk, today_of(actor)),
        "owed": owed_on_page(actor, found.pk),
        "may_reverse": actor.may("charges.reverse_charge"),
        "may_reinstate": actor.may("charges.reinstate_charge"),
        "may_take_payment": actor.may("charges.take_payment"),
        "standing": loans.patron_standing(found.pk, moment) if actor.may("circulation.view_loans") else None,
        "missing": missing_parts(actor, person_id=found.pk) if actor.may("circulation.view_loans") else (),
        "may_find_parts": actor.may("circulation.part_found"),
        "views": queries.views_of(found.pk, limit=5) if actor.may("people.view_access_log") else (),
        "mergers": queries.mergers_of(found.pk) if actor.may("people.unmerge_persons") else (),
        "tabs": person_tabs(actor, found, "person"),
        "today": today_of(actor),
        "home_language": dict(settings.LANGUAGES).get(found.home_language, found.home_language),
        "may": {each: actor.may(f"people.{each}") for each in ("change_person", "merge_persons", "add_account")}
        | {each: actor.may(f"circulation.{each}") for each in _LENDING_DEEDS},
        "sees_money": actor.may("charges.view_charges"),
        "currency": currency(),
    }
    return render(request, "web/people/person.html", context)


@allowed("people.add_provisional_person")
@require_http_methods(["GET", "POST"])
def add_provisional_person(request: HttpRequest) -> HttpResponse:
    """Somebody who is not in the roster yet: a name, and they borrow today."""
    actor = actor_of(request)
    given, _blank, family = request.GET.get("name", "")[:160].strip().rpartition(" ")
    first = {
        "key": secrets.token_urlsafe(16),
        "given_name": given or family,
        "family_name": family if given else "",
        "card_number": request.GET.get("card", "")[:64],
    }
    form = ProvisionalPersonForm(request.POST or None, site_id=actor.site_id, initial=first)
    alike: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            return _added(request, form)
        except Refused as refused:
            put_on(form, refused)
            if refused.can_be_passed and actor.site_id is not None:
                names = form.cleaned_data["given_name"], form.cleaned_data["family_name"]
                alike = [face(each) for each in queries.persons_of_name(*names, actor.site_id)]
    context = {"form": form, "alike": alike}
    return render(request, "web/people/add_provisional_person.html", context)


def _added(request: HttpRequest, form: ProvisionalPersonForm) -> HttpResponse:
    values = form.cleaned_data
    another = bool(values["is_another"])
    added = actions.add_provisional_person(
        actor_of(request),
        given_name=values["given_name"],
        family_name=values["family_name"],
        grade=values["grade"],
        homeroom_id=values["homeroom"].pk if values["homeroom"] else None,
        category_id=values["category"].pk,
        card_number=values["card_number"],
        overrides=("people.same_name",) if another else (),
        reason="Another person of the same name" if another else "",
        key=values["key"],
        now=now(),
    )
    if actor_of(request).may("circulation.check_out"):
        return open_at_desk(request, added.person_id)
    messages.info(request, _("%(name)s is here and may borrow now.") % {"name": added.name}, extra_tags="done")
    return redirect("people.person", added.person_id)


@allowed("people.change_person")
@require_http_methods(["GET", "POST"])
@within_sight
def change_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Names in use, homeroom, category, language and dates of a person."""
    found = opened(request, person_id, "change")
    form = PersonForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        kept = actions.change_person(actor_of(request), form=form, now=now())
        messages.info(request, _("The record of %(name)s is kept.") % {"name": kept}, extra_tags="done")
        return redirect("people.person", kept.pk)
    # A form in use changes the row it shows; the head of the page keeps the name that is stored.
    name = queries.kept_person(found.pk)
    context = {"form": form, "person": name, "photo_form": PhotoForm(), "photo": bool(found.photo_id)}
    return render(request, "web/people/change_person.html", context)


@allowed("people.set_photo")
@require_POST
@within_sight
def set_photo(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give a person a photo, or with `remove` take it away."""
    found, actor = opened(request, person_id, "change"), actor_of(request)
    if "remove" in request.POST:
        actions.set_photo(actor, person_id=found.pk, photo=None, now=now())
        messages.info(request, _("The photo is taken away."), extra_tags="done")
        return redirect("people.person", found.pk)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        for mistake in form.errors.get("photo", []):
            messages.info(request, str(mistake), extra_tags="refused")
        return redirect("people.change_person", found.pk)
    upload = form.cleaned_data["photo"]
    try:
        kept = files.store_file(actor, stream=upload.file, name=upload.name, kind="photo", now=now())
    except Refused as refused:
        messages.info(request, " ".join(sentences(refused)), extra_tags="refused")
        return redirect("people.change_person", found.pk)
    actions.set_photo(actor, person_id=found.pk, photo=kept, now=now())
    messages.info(request, _("The photo is kept."), extra_tags="done")
    return redirect("people.person", found.pk)


@allowed("people.find_person", "people.view_class")
@require_GET
@within_sight
def photo(request: HttpRequest, person_id: int) -> HttpResponse:
    """The photo of a person, for whoever works with them; a browser may keep it for an hour for this reader alone."""
    actor = actor_of(request)
    found = queries.kept_person(person_id)
    if found is None or queries.sight_of_person(actor, found.pk, today=today_of(actor)) < Sight.DESK:
        raise OtherSchool
    file = stored.file_by_id(found.photo_id) if found.photo_id else None
    if file is None:
        raise Http404("No photo")
    with stored.open_file(file) as picture:
        answer = HttpResponse(picture.read(), content_type=file.content_type)
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


@allowed("people.view_access_log")
@require_GET
@within_sight
def access_log(request: HttpRequest, person_id: int) -> HttpResponse:
    """Who looked at this person's record, the latest first."""
    found = opened(request, person_id, "access_log")
    rows = [(each, PAGE_NAMES.get(each.page, each.page)) for each in queries.views_of(found.pk)]
    context = {"person": found, "rows": rows, "tabs": person_tabs(actor_of(request), found, "access_log")}
    return render(request, "web/people/access_log.html", context)
