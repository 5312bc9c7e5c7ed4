"""The desk's page and its forms. Each form posts a key; the answer is the page, or its changing part for a script."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.parking import queries as parked
from carrel.cellar.parking.actions import Overtaken
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import BADGE_KEY, BADGE_NAME_KEY, actor_of, device_of, forget_actor
from carrel.doors.web.deeds import number_in
from carrel.doors.web.desk import answers, cards, copies, facts, kits, money, turns
from carrel.doors.web.desk.scan import Kind, read_scan
from carrel.doors.web.desk.shown import Shown, seen_of, shown
from carrel.doors.web.desk.turn import KIND, Turn
from carrel.doors.web.desk.visit import Visit, from_state
from carrel.doors.web.kits.ticks import missing_of
from carrel.rooms.circulation import queries as loans

_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
ATTEMPTS = 5
Deed = Callable[[Turn], None]


def _turn(request: HttpRequest) -> Turn:
    actor, device, moment = actor_of(request), device_of(request), now()
    row = parked.held_by(actor, device, KIND)
    visit = from_state(row.state) if row else Visit()
    if visit.is_forgotten(moment):
        visit.put_away()
    sent = request.POST.get("key", "")
    key = sent if _KEY.fullmatch(sent) else ""
    return Turn(actor=actor, visit=visit, parked=row, device=device, url=reverse("desk.desk"), now=moment, key=key)


def _done(request: HttpRequest, deed: Deed, *, minds_seen: Callable[[], bool] = lambda: True) -> HttpResponse:
    """Run a deed and write it down; when another device came between, read again and decide anew."""
    for _attempt in range(ATTEMPTS):
        try:
            return _answered(request, _taken(request, deed, minds_seen))
        except Overtaken:
            continue
    turn = _turn(request)
    turn.show(cards.moved_on())
    return _answered(request, turn)


def _taken(request: HttpRequest, deed: Deed, minds_seen: Callable[[], bool]) -> Turn:
    turn = _turn(request)
    if turn.visit.knows(turn.key):
        _repeat(turn)
        return turn
    if _is_older(request, turn) and minds_seen():
        turn.show(cards.moved_on())
    else:
        deed(turn)
    if not turn.is_kept:
        turn.keep()
    if turn.parks:
        turn.park()
    return turn


def never() -> bool:
    """For deeds that are right whoever is open: what they are about is named in the form."""
    return False


def _is_older(request: HttpRequest, turn: Turn) -> bool:
    """Whether the page was made before the desk changed hands; a page that says nothing is taken as it is."""
    seen = request.POST.get("seen", "")
    return bool(seen) and seen.split(".")[1:2] != seen_of(turn).split(".")[1:2]


def _repeat(turn: Turn) -> None:
    """The same key again: the same answer, nothing done twice."""
    line = next((line for line in turn.visit.lines if line.key == turn.key), None)
    if line is not None and turn.visit.lines[0] is not line:
        turn.visit.card = cards.of_line(line)


def _answered(request: HttpRequest, turn: Turn) -> HttpResponse:
    if turn.badge is not None:
        request.session[BADGE_KEY], request.session[BADGE_NAME_KEY] = turn.badge
        forget_actor(request)
    if request.headers.get("X-Desk"):
        return render(request, "web/desk/now.html", {"view": shown(turn)})
    if turn.go:
        return redirect(turn.go)
    if turn.found is not None or turn.shows_help:
        return _page(request, turn)
    return redirect("desk.desk")


def _page(request: HttpRequest, turn: Turn) -> HttpResponse:
    view: Shown = shown(turn)
    user = request.user
    view.sounds, view.volume = getattr(user, "sounds", True), getattr(user, "desk_volume", 70)
    if request.GET.get("taken_up") and turn.parked is not None:
        view.taken_up = f"{turn.parked.title}. {turn.parked.detail}"
    return render(request, "web/desk/desk.html", {"view": view})


@allowed("circulation.check_out", "circulation.check_in")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The desk as it stands: whose turn it is, the last scan, the running list."""
    turn = _turn(request)
    turn.look_again()
    return _page(request, turn)


@allowed("circulation.check_out", "circulation.check_in")
@require_POST
def scan(request: HttpRequest) -> HttpResponse:
    """One text from the box: a card, an item, an ISBN, words, a command or a numbered answer."""
    text = request.POST.get("text", "")

    def deed(turn: Turn) -> None:
        found = turns.take(turn, text)
        if found.kind is Kind.COMMAND and found.command is not None:
            answers.obey(turn, found.command)
        elif found.kind is Kind.ANSWER and not answers.press_number(turn, found.answer):
            turns.look_up(turn, found)

    return _done(request, deed, minds_seen=lambda: not turns.is_card(text))


@allowed("circulation.check_out", "circulation.check_in")
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """The box of another page: a card or a badge goes to the desk; an item is shown, and nothing is done with it."""
    text = request.POST.get("text", "")

    def deed(turn: Turn) -> None:
        found = read_scan(text)
        item = facts.item_with_number(turn.actor, found.number) if found.kind is Kind.NUMBER else None
        url = facts.link("items.item", item.item_id) if item else ""
        if url and facts.card_with_number(found.number) is None:
            turn.go = url
        elif item:
            turns.show_copy(turn, item)
        else:
            turns.take(turn, text)
            if found.kind is Kind.COMMAND and found.command is not None:
                answers.obey(turn, found.command)

    return _done(request, deed, minds_seen=never)


@allowed("circulation.check_out", "circulation.check_in")
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """An answer to what the last card asked, with a reason where one is needed."""
    value, reason = request.POST.get("answer", ""), request.POST.get("reason", "")
    return _done(request, lambda turn: answers.answer(turn, value, reason))


def open_at_desk(request: HttpRequest, person_id: int) -> HttpResponse:
    """Goes to the desk with this person open: for other places of the house, whose form has said who it is."""
    return _done(request, lambda turn: turns.open_person(turn, person_id), minds_seen=never)


@allowed("circulation.check_out", "circulation.check_in")
@require_POST
def open_person(request: HttpRequest) -> HttpResponse:
    """A face or a name that was chosen opens the person; a copy that was chosen is taken as if it were scanned."""
    person, item = number_in(request.POST.get("person")), number_in(request.POST.get("item"))

    def deed(turn: Turn) -> None:
        found = facts.item(item) if item is not None else None
        if person is not None:
            turns.open_person(turn, person)
        elif found is not None:
            turns.item_scanned(turn, found)
        else:
            turn.show(cards.told("unknown", _("Not there any more"), _("Look for it again: it has changed meanwhile.")))

    return _done(request, deed, minds_seen=lambda: person is None)


@allowed("circulation.check_out")
@require_POST
def pick_class(request: HttpRequest) -> HttpResponse:
    """The class whose faces stand on the desk between two persons."""
    chosen = number_in(request.POST.get("class"))
    return _done(request, lambda turn: turn.visit.set_class(chosen, turn.now), minds_seen=never)


@allowed("circulation.undo", "circulation.undo_own")
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back one line of the list, or the last when none is named."""
    act = number_in(request.POST.get("act"))
    return _done(request, lambda turn: answers.undo(turn, act), minds_seen=never)


@allowed("circulation.check_out", "circulation.check_in")
@require_POST
def tick(request: HttpRequest) -> HttpResponse:
    """Tick off one of the odd ones."""
    place, _colon, key = request.POST.get("line", "").partition(":")

    def deed(turn: Turn) -> None:
        number = number_in(place)
        if number is not None:
            turn.visit.tick(number, key)

    return _done(request, deed, minds_seen=never)


@allowed("circulation.note_condition")
@require_POST
def note_condition(request: HttpRequest) -> HttpResponse:
    """The condition of the item on the last card, with a photo where one was taken."""
    item, condition = number_in(request.POST.get("item")), request.POST.get("condition", "")
    sent: Any = request.FILES.get("photo")

    def deed(turn: Turn) -> None:
        if sent is None:
            copies.note_condition(turn, item, condition)
            return
        sent.file.seek(0)  # another device may have come between: it is read again
        copies.note_condition(turn, item, condition, photo=sent.file, name=sent.name or "")

    return _done(request, deed, minds_seen=never)


@allowed("circulation.forgive_fine")
@require_POST
def fine(request: HttpRequest) -> HttpResponse:
    """The fine on the last card is forgiven, or charged after all."""
    loan_id = number_in(request.POST.get("loan"))
    return _done(request, lambda turn: money.forgive_or_charge(turn, loan_id), minds_seen=never)


@allowed("circulation.charge_damage")
@require_POST
def charge_damage(request: HttpRequest) -> HttpResponse:
    """What came back damaged is charged by a line of the schedule, so many times where it counts pieces."""
    loan_id, damage_id = number_in(request.POST.get("loan")), number_in(request.POST.get("damage"))
    count = number_in(request.POST.get("count")) or 1
    return _done(request, lambda turn: money.charge_damage(turn, loan_id, damage_id, count), minds_seen=never)


@allowed("circulation.note_missing_part")
@require_POST
def count_parts(request: HttpRequest) -> HttpResponse:
    """What is missing of the kit on the last card; with nothing ticked all of it is there."""
    loan_id, missing = number_in(request.POST.get("loan")), missing_of(request.POST)
    return _done(request, lambda turn: kits.count_parts(turn, loan_id, missing), minds_seen=never)


@allowed("circulation.change_due")
@require_POST
def change_due(request: HttpRequest) -> HttpResponse:
    """Another due date: for the last book, for all of this visit, or for all that is lent in the next half hour."""
    scope, text = request.POST.getlist("scope")[-1:], request.POST.get("due_on", "")

    def deed(turn: Turn) -> None:
        answers.set_due(turn, scope[0] if scope else "", _day(text))

    return _done(request, deed)


@allowed("circulation.check_out")
@require_safe
def slip(request: HttpRequest) -> HttpResponse:
    """The slip of this visit on paper: what was lent now and when it is due."""
    turn = _turn(request)
    lent = {line.loan_id for line in turn.visit.lines if line.loan_id is not None}
    patron_id = turn.visit.patron_id
    out = loans.open_loans(patron_id, turn.now) if patron_id is not None else ()
    context = {
        "name": turn.visit.patron.get("name", ""),
        "class_words": turn.visit.patron.get("class_words", ""),
        "today": turn.now,
        "loans": [
            {"title": each.title, "due": each.due_on if each.due_kind == "day" else each.due_at}
            for each in out
            if each.loan_id in lent
        ],
    }
    return render(request, "web/desk/slip_print.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
