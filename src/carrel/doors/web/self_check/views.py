"""The station's one page and its forms. Each answers with the page, or with its changing part for the script."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.files import queries as stored
from carrel.cellar.kernel.clock import now
from carrel.doors.web.deeds import number_in
from carrel.doors.web.people.faces import face
from carrel.doors.web.self_check import taking
from carrel.doors.web.self_check.shown import given_names, shown
from carrel.doors.web.self_check.station import Station, at_station, keep_touch, keep_visit, speak
from carrel.doors.web.self_check.visit import Visit
from carrel.rooms.circulation import queries as circulation
from carrel.rooms.schools import queries as schools

_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


@at_station
@require_safe
def station(request: HttpRequest, here: Station, visit: Visit | None) -> HttpResponse:
    """The station as it stands: nobody there, a PIN to type, somebody borrowing. A visit that is over is forgotten."""
    if visit is None:
        keep_visit(request, None)
    return _page(request, here, visit)


def _page(request: HttpRequest, here: Station, visit: Visit | None) -> HttpResponse:
    speak(here, visit)
    name = "now" if request.headers.get("X-Station") else "station"
    return render(request, f"web/self_check/{name}.html", {"view": shown(here, visit, now())})


def _answered(request: HttpRequest, here: Station, visit: Visit | None) -> HttpResponse:
    """Write the visit down as touched now, and show it."""
    if visit is not None:
        visit.seen = now().timestamp()
    keep_visit(request, visit)
    return _shown_again(request, here, visit)


def _shown_again(request: HttpRequest, here: Station, visit: Visit | None) -> HttpResponse:
    return _page(request, here, visit) if request.headers.get("X-Station") else redirect("self_check.station")


def _once(request: HttpRequest, here: Station, visit: Visit, deed: Callable[[str], None]) -> HttpResponse:
    """Do it unless this key was answered in this visit already: then the same is shown again."""
    key = _key(request)
    if not visit.knows(key):
        deed(key)
    return _answered(request, here, visit)


@at_station
@require_POST
def scan(request: HttpRequest, here: Station, visit: Visit | None) -> HttpResponse:
    """A card or a book was scanned."""
    key = _key(request)
    if visit is not None and visit.knows(key):
        return _answered(request, here, visit)
    after = taking.take(here, visit, request.POST.get("text", ""), key=key, now=now())
    after.knows(key)
    return _answered(request, here, after)


@at_station
@require_POST
def enter_pin(request: HttpRequest, here: Station, visit: Visit | None) -> HttpResponse:
    """The PIN of the card that was scanned."""
    if visit is None:
        return _answered(request, here, None)
    after = taking.enter_pin(here, visit, request.POST.get("pin", "").strip(), key=_key(request), now=now())
    return _answered(request, here, after)


@at_station
@require_safe
def pick_class(request: HttpRequest, here: Station, visit: Visit | None) -> HttpResponse:
    """The classes whose students may touch their face."""
    today = schools.today_at(here.site_id, now())
    context = {"view": shown(here, None, now()), "classes": circulation.classes_to_pick(here.actor, today=today)}
    return render(request, "web/self_check/pick_class.html", context)


@at_station
@require_safe
def pick_face(request: HttpRequest, here: Station, visit: Visit | None, class_id: int) -> HttpResponse:
    """The faces of one class; who scans a card instead goes back."""
    found = circulation.faces_to_pick(here.actor, class_id, today=schools.today_at(here.site_id, now()))
    if found is None:
        return redirect("self_check.station")
    names = given_names(each.list_name for each in found)
    # Nothing but a photo tells two of the very same name apart: without one, a touch would be a guess.
    faces = [
        (face(each, with_photo=False), called, bool(each.photo_id))
        for each, called in zip(found, names, strict=True)
        if each.photo_id or names.count(called) == 1
    ]
    context = {
        "view": shown(here, None, now()),
        "class_id": class_id,
        "faces": faces,
        "left_out": len(found) - len(faces),
    }
    return render(request, "web/self_check/pick_face.html", context)


@at_station
@require_safe
def photo(request: HttpRequest, here: Station, visit: Visit | None, class_id: int, person_id: int) -> HttpResponse:
    """The photo of somebody whose face may be touched in this class, and of nobody else."""
    found = circulation.faces_to_pick(here.actor, class_id, today=schools.today_at(here.site_id, now())) or []
    photo_id = next((each.photo_id for each in found if each.person_id == person_id), None)
    file = stored.file_by_id(photo_id) if photo_id else None
    if file is None:
        raise Http404("No photo")
    with stored.open_file(file) as picture:
        return HttpResponse(picture.read(), content_type=file.content_type)


@at_station
@require_POST
def pick(request: HttpRequest, here: Station, visit: Visit | None) -> HttpResponse:
    """A face was touched."""
    class_id, person_id = _number(request, "class"), _number(request, "person")
    return _answered(request, here, taking.pick(here, visit, class_id, person_id, now=now()))


@at_station
@require_POST
def renew(request: HttpRequest, here: Station, visit: Visit | None) -> HttpResponse:
    """The reader keeps their own book longer."""
    if visit is None or visit.person_id is None:
        return _answered(request, here, visit)
    loan_id = _number(request, "loan")
    return _once(request, here, visit, lambda key: taking.renew(here, visit, loan_id, key=key, now=now()))


@at_station
@require_POST
def give_back(request: HttpRequest, here: Station, visit: Visit | None) -> HttpResponse:
    """The reader gives their own book back: only the one the last scan was about."""
    item_id = visit.card.item_id if visit is not None and visit.card and "give_back" in visit.card.choices else None
    if visit is None or item_id is None:
        return _answered(request, here, visit)
    return _once(request, here, visit, lambda key: taking.give_back(here, visit, item_id, key=key, now=now()))


@at_station
@require_POST
def undo(request: HttpRequest, here: Station, visit: Visit | None) -> HttpResponse:
    """Not this book."""
    if visit is None:
        return _answered(request, here, None)
    return _once(request, here, visit, lambda key: taking.undo(here, visit, key=key, now=now()))


@at_station
@require_POST
def still_here(request: HttpRequest, here: Station, visit: Visit | None) -> HttpResponse:
    """Somebody is still there: the seconds begin anew. Nothing of the visit is written: a scan may be under way."""
    if visit is None:
        return _shown_again(request, here, None)
    visit.seen = now().timestamp()
    answer = _shown_again(request, here, visit)
    keep_touch(answer, visit.seen)
    return answer


@at_station
@require_POST
def end_visit(request: HttpRequest, here: Station, visit: Visit | None) -> HttpResponse:
    """I am done: nothing of the visit stays."""
    return _answered(request, here, None)


@at_station
@require_POST
def language(request: HttpRequest, here: Station, visit: Visit | None) -> HttpResponse:
    """Another language for whoever stands here; the next reader finds the station's own again."""
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        visit = visit or Visit(seen=now().timestamp())
        visit.speak(chosen, here.language)
    _answered(request, here, visit)
    return redirect("self_check.station")


def _key(request: HttpRequest) -> str:
    sent = request.POST.get("key", "")
    return sent if _KEY.fullmatch(sent) else ""


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return number_in(text) or 0
