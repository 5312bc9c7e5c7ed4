"""Beginning: a list, a hand-out to one reader, many returns; and what has been begun."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.kernel.writing import writing
from carrel.cellar.tables import read_table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.batches.parked import let_go, park
from carrel.doors.web.batches.shown import KINDS, batch_title
from carrel.doors.web.circulation.tabs import new_key, tabs_for
from carrel.doors.web.errors import not_found
from carrel.doors.web.phrases import put_on, sentences
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.actions import NewLine
from carrel.rooms.circulation.forms import BatchListForm, BatchReturnForm, HandOutForm
from carrel.rooms.circulation.queries.batches import (
    batch_in_sight,
    batches_of,
    cards_among,
    counts_of,
    free_copies,
)
from carrel.rooms.circulation.queries.places import places_lent_to
from carrel.rooms.circulation.rules.batches import AT_ONCE, Pair, pairs_of_table, pairs_of_text, with_readers
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.people import queries as people
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from carrel.rooms.catalogue.models import Record

A_PAGE = 30
MOST_BYTES = 5 * 1024 * 1024
MOST_TITLES = 8


@allowed("circulation.start_batch")
@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """What can be done many at a time, what is under way, and what was done."""
    actor = actor_of(request)
    page = Paginator(batches_of(actor), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs_for(actor, "batches"),
        "page": page,
        "rows": [(each, batch_title(each), KINDS[each.kind]) for each in page],
        "places": places_lent_to(actor, now()),
    }
    return render(request, "web/batches/batches.html", context)


@allowed("circulation.start_batch")
@require_http_methods(["GET", "POST"])
def start_list(request: HttpRequest) -> HttpResponse:
    """A list of numbers to one reader, or of cards and numbers to many."""
    actor = actor_of(request)
    form = BatchListForm(request.POST or None, request.FILES or None, initial={"key": new_key()})
    if request.method == "POST" and form.is_valid():
        patron_id = reader_meant(actor, form)
        pairs = _pairs(request, form)
        if not form.errors:
            if patron_id is None:
                pairs = with_readers(pairs, cards_among({each.number for each in pairs if not each.who}))
            started = begun(actor, form, kind="list", lines=[NewLine.of(each) for each in pairs], patron_id=patron_id)
            if started is not None:
                return started
    return start_page(
        request,
        form,
        title=_("Lend a list"),
        lead=_("Each line is lent as if it were scanned at the desk. What does not go is listed with its reason."),
        word=_("Lend them"),
    )


@allowed("circulation.start_batch")
@require_http_methods(["GET", "POST"])
def start_hand_out(request: HttpRequest, person_id: int) -> HttpResponse:
    """Many things to one reader in one act."""
    actor = actor_of(request)
    person = people.person_found(person_id) if people.may_see_person(actor, person_id) else None
    if person is None:
        return not_found(request)
    form = HandOutForm(request.POST or None, initial={"key": new_key()})
    if request.method == "POST" and form.is_valid():
        lines = [NewLine(each.number) for each in pairs_of_text(form.cleaned_data["text"])]
        lines += _next_copies(actor, form)
        if not form.errors:
            started = begun(actor, form, kind="hand_out", lines=lines, patron_id=person.person_id)
            if started is not None:
                return started
    return start_page(
        request,
        form,
        title=_("Hand out to %(name)s") % {"name": person.name},
        lead=_("All of it is lent in one act and can be taken back in one."),
        word=_("Hand out"),
    )


@allowed("circulation.start_batch")
@require_http_methods(["GET", "POST"])
def start_return(request: HttpRequest) -> HttpResponse:
    """Many returns with one condition and one place for all."""
    actor = actor_of(request)
    form = BatchReturnForm(
        request.POST or None, places=schools.places_of(actor), initial={"key": new_key(), "condition": "good"}
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        started = begun(
            actor,
            form,
            kind="return",
            condition=values["condition"],
            put_at=values["put_at"].pk if values["put_at"] else None,
        )
        if started is not None:
            return started
    return start_page(
        request,
        form,
        title=_("Take many back"),
        lead=_("Say once where they go and how they are. Then scan one after the other; one scan can differ."),
        word=_("Begin scanning"),
    )


def start_page(request: HttpRequest, form: Form, **words: object) -> HttpResponse:
    """The form of a beginning, with what stands against it."""
    status = 422 if form.is_bound else 200
    return render(request, "web/batches/start.html", {"form": form, **words}, status=status)


def begun(actor: Actor, form: Form, *, kind: str, lines: Sequence[NewLine] = (), **to: object) -> HttpResponse | None:
    """Begin the batch and do its lines, or hand a long one to the worker; None when the form says what stands.

    The batch and its place among the parked work are on disk together.
    """
    values = form.cleaned_data
    try:
        with writing():
            batch_id = actions.start_batch(
                actor,
                kind=kind,
                lines=lines,
                due_on=values.get("due_on"),
                key=values.get("key", ""),
                now=now(),
                **to,  # type: ignore[arg-type]  # who or what gets them, as start_batch names it
            )
            batch = batch_in_sight(actor, batch_id)
            assert batch is not None
            park(actor, batch)
    except NotAllowed:
        raise
    except Refused as refused:
        put_on(form, refused)
        return None
    do_lines(actor, batch_id)
    return redirect("batches.batch", batch_id)


def do_lines(actor: Actor, batch_id: int) -> None:
    """Do what waits with a number: here and now, or by the worker when it is more than a page waits for."""
    batch = batch_in_sight(actor, batch_id)
    assert batch is not None
    waiting = batch.lines.filter(outcome="waiting").exclude(text="").count()
    if waiting > AT_ONCE:
        actions.run_batch(actor, batch_id=batch_id, title=batch_title(batch), now=now())
    elif waiting:
        actions.do_batch_lines(actor, batch_id=batch_id, now=now())
    settle(actor, batch_id)


def settle(actor: Actor, batch_id: int) -> None:
    """Keep how far a batch is; a list of which nothing is left is ended."""
    batch, counts = batch_in_sight(actor, batch_id), counts_of(batch_id)
    if batch is None:
        return
    if batch.kind == "list" and batch.ended_at is None and not counts.waiting and not counts.left:
        actions.end_batch(actor, batch_id=batch_id, now=now())
        let_go(actor, batch_id)
    elif batch.ended_at is None:
        park(actor, batch)
    else:
        let_go(actor, batch_id)


def reader_meant(actor: Actor, form: Form) -> int | None:
    """The reader a text means: by card or number, else by a name that only one has. Says so in the form otherwise."""
    text = form.cleaned_data["reader"].strip()
    if not text:
        return None
    card = people.person_of_card(text)
    if card is not None and not card.is_badge and people.may_see_person(actor, card.person_id):
        return card.person_id
    found = people.persons_found(actor, text, limit=5)
    if len(found) == 1:
        return found[0].person_id
    if found:
        names = ", ".join(f"{each.name} ({each.homeroom or each.category})" for each in found)
        form.add_error("reader", _("More than one reader is called so: %(names)s. Scan the card.") % {"names": names})
    else:
        form.add_error("reader", _("Nobody you may lend to has this card, number or name. Scan the card again."))
    return None


def _pairs(request: HttpRequest, form: Form) -> tuple[Pair, ...]:
    """The lines of the text and of the file."""
    pairs = pairs_of_text(form.cleaned_data["text"])
    upload = form.cleaned_data["file"]
    if upload is None:
        return pairs
    if upload.size > MOST_BYTES:
        form.add_error("file", _("The file is larger than a list of numbers can be. Save only that sheet, as CSV."))
        return pairs
    try:
        table = read_table(upload.read(), name=upload.name)
    except Refused as refused:
        for text in sentences(refused):
            form.add_error("file", text)
        return pairs
    return (*pairs, *pairs_of_table(table.heads, [row.cells for row in table.rows]))


def _next_copies(actor: Actor, form: Form) -> list[NewLine]:
    """The next copies of the title the form means."""
    text = form.cleaned_data["title"].strip()
    if not text or actor.site_id is None:
        return []
    records = titles_meant(actor, text)
    if len(records) != 1:
        names = "; ".join(each.title for each in records[:5])
        said = _("More than one title is meant: %(names)s. Give the ISBN or the number of a copy.") % {"names": names}
        form.add_error("title", said if records else _("No title has this number or these words."))
        return []
    wanted = form.cleaned_data["copies"] or 1
    copies = free_copies(records[0].pk, actor.site_id, wanted)
    if len(copies) < wanted:
        facts = {"copies": len(copies), "title": records[0].title}
        form.add_error("copies", _("%(copies)s copies of ‹%(title)s› are in here.") % facts)
        return []
    return [NewLine(barcode, record_id=records[0].pk) for _item_id, barcode in copies]


def titles_meant(actor: Actor, text: str) -> "list[Record]":
    """The titles a text means: by the number of a copy, by ISBN, else by words."""
    item = inventory.item_of_number(text, site_id=actor.site_id)
    if item is not None:
        found = catalogue.record(item.record_id)
        return [found] if found is not None else []
    record = catalogue.record_by_isbn(text)
    if record is not None:
        return [record]
    return [hit.record for hit in catalogue.search(text).hits[:MOST_TITLES]]
