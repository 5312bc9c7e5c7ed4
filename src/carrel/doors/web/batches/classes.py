"""A class at the year's start: who gets what, one after the other or dealt out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.batches.starting import begun, titles_meant
from carrel.doors.web.circulation.tabs import new_key
from carrel.doors.web.deeds import number_in
from carrel.rooms.circulation.actions import NewLine
from carrel.rooms.circulation.forms import ClassHandOutForm
from carrel.rooms.circulation.queries.batches import free_copies, free_counts, titles_of
from carrel.rooms.people import queries as people
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from carrel.rooms.people.queries import ClassShown

MOST_TITLES = 6


@dataclass(frozen=True, slots=True)
class TitleShown:
    """A title that is handed out or can be chosen, with how many copies are in here."""

    record_id: int
    title: str
    copies: int
    is_short: bool = False


@dataclass(slots=True)
class Choice:
    """What has been chosen so far: the class, the titles, and what a word found."""

    school_class: "ClassShown | None" = None
    students: Sequence[int] = ()
    titles: list[TitleShown] = field(default_factory=list)
    found: list[TitleShown] = field(default_factory=list)
    looked_for: str = ""


@allowed("circulation.start_batch")
@require_http_methods(["GET", "POST"])
def start_class(request: HttpRequest) -> HttpResponse:
    """Choose a class and what each of it gets; then walk the roster, or deal out the next copies in its order."""
    actor = actor_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    choice = _choice(actor, asked.get("class", ""), _records(asked), asked.get("find", ""))
    mode = request.POST.get("mode", "")
    form = ClassHandOutForm(request.POST if mode else None, initial={"key": new_key()})
    if mode and form.is_valid():
        started = _begun(actor, form, choice, deal=mode == "deal")
        if started is not None:
            return started
    context = {
        "form": form,
        "choice": choice,
        "classes": _classes(actor),
        "most": MOST_TITLES,
    }
    status = 422 if form.is_bound else 200
    return render(request, "web/batches/class.html", context, status=status)


def _begun(actor: Actor, form: Form, choice: Choice, *, deal: bool) -> HttpResponse | None:
    if choice.school_class is None:
        form.add_error(None, _("Choose a class first."))
        return None
    if deal and not choice.titles:
        form.add_error(None, _("Choose what is dealt out: find a title and add it."))
        return None
    records = [each.record_id for each in choice.titles]
    lines = _dealt(actor, choice) if deal else _walked(choice)
    class_id = choice.school_class.id
    return begun(actor, form, kind="class", lines=lines, class_id=class_id, records=records)


def _walked(choice: Choice) -> list[NewLine]:
    """One line for each student and title, in the order of the roster; without titles one for each student."""
    records: list[int | None] = [each.record_id for each in choice.titles]
    records = records or [None]
    return [NewLine(person_id=person, record_id=record) for person in choice.students for record in records]


def _dealt(actor: Actor, choice: Choice) -> list[NewLine]:
    """The same, each with the next free copy in the order of the barcodes; whoever comes last may get none."""
    assert actor.site_id is not None
    piles = {
        each.record_id: iter(free_copies(each.record_id, actor.site_id, len(choice.students))) for each in choice.titles
    }
    lines = []
    for each in _walked(choice):
        assert each.record_id is not None
        item_id, barcode = next(piles[each.record_id], (None, ""))
        lines.append(NewLine(barcode, person_id=each.person_id, record_id=each.record_id, item_id=item_id))
    return lines


def _choice(actor: Actor, class_text: str, records: Sequence[int], find: str) -> Choice:
    class_id = number_in(class_text)
    today = schools.today_at(actor.site_id, now())
    chosen = people.class_shown(actor, class_id, today=today) if class_id is not None else None
    if chosen is not None and chosen.site_id != actor.site_id:
        chosen = None
    choice = Choice(chosen, looked_for=find.strip()[:200])
    if chosen is not None:
        choice.students = [each.person_id for each in people.class_members(chosen.id, today=today)]
    hits = titles_meant(actor, choice.looked_for) if choice.looked_for else []
    if len(hits) == 1:
        # One copy was scanned, or the words mean one title only: nothing is left to choose.
        records = [*dict.fromkeys([*records, hits[0].pk])][:MOST_TITLES]
        hits, choice.looked_for = [], ""
    site_id = actor.site_id or 0
    copies = free_counts([*records, *(each.pk for each in hits)], site_id)
    names = titles_of(records)
    wanted = len(choice.students)
    choice.titles = [
        TitleShown(each, names[each], copies.get(each, 0), copies.get(each, 0) < wanted)
        for each in records
        if each in names
    ]
    choice.found = [TitleShown(each.pk, each.title, copies.get(each.pk, 0)) for each in hits if each.pk not in records]
    return choice


def _records(asked: QueryDict) -> list[int]:
    """The titles chosen so far, with the one just added and without the one just dropped."""
    values = [*asked.getlist("title"), asked.get("add", "")]
    dropped = asked.get("drop", "")
    numbers = [each for each in values if each.isascii() and each.isdigit() and len(each) < 16 and each != dropped]
    return list(dict.fromkeys(int(each) for each in numbers))[:MOST_TITLES]


def _classes(actor: Actor) -> "Sequence[ClassShown]":
    if actor.site_id is None:
        return ()
    return people.classes_of(actor, actor.site_id, today=schools.today_at(actor.site_id, now()))
