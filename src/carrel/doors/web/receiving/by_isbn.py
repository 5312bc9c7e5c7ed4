"""A copy by its ISBN: scan the ISBN, scan the new label, and it is added; the next scan is the next book."""

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.items import shown
from carrel.doors.web.items.adding import preset
from carrel.doors.web.items.views import ODD
from carrel.doors.web.phrases import sentences
from carrel.doors.web.receiving import run
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.intake import actions, queries, rules
from carrel.rooms.intake.forms import AddByIsbnForm
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.labels.queries import next_number_to_give


@dataclass(frozen=True, slots=True)
class Open:
    """The title a label would belong to: a record of ours, or an ISBN nobody knows yet. Neither: scan one first."""

    record_id: int | None = None
    isbn: str = ""
    title: str = ""
    author: str = ""
    waits: bool = False

    @property
    def query(self) -> str:
        """The query that shows this page with the title open."""
        asked = {"record": self.record_id} if self.record_id else {"isbn": self.isbn} if self.isbn else {}
        return f"?{urlencode(asked)}" if asked else ""

    @property
    def is_any(self) -> bool:
        return bool(self.record_id or self.isbn)


NOTHING = Open()


def _opened(record: str, isbn: str) -> Open:
    """What an address or a form says is open."""
    if record.isascii() and record.isdigit() and len(record) < 16 and (found := catalogue.record(int(record))):
        waits = bool(queries.waiting_records([found.pk]))
        return Open(found.pk, title=found.title, author=found.author, waits=waits)
    isbn = rules.isbn_meant(isbn, has_title=False)
    if isbn and (found := catalogue.record_by_isbn(isbn)):
        return Open(found.pk, title=found.title, author=found.author, waits=bool(queries.waiting_records([found.pk])))
    return Open(isbn=isbn)


@require_http_methods(["GET", "POST"])
@allowed("intake.add_by_isbn")
def by_isbn(request: HttpRequest) -> HttpResponse:
    """The page: a box that takes an ISBN or a label, what the copy will be, and what was added so far."""
    actor = actor_of(request)
    if actor.site_id is None:
        raise Http404
    sent = request.POST if request.method == "POST" else request.GET
    opened = _opened(sent.get("record", ""), sent.get("isbn", ""))
    if request.method == "GET":
        return _page(request, opened, _form(actor, opened))
    text = squeeze(request.POST.get("number", ""), 200)
    if isbn := rules.isbn_meant(text, has_title=opened.is_any):
        return _go(actor, _opened("", isbn))
    if not opened.is_any:
        return _no_title_open(request, actor, text)
    return _add(request, actor, opened)


def _form(actor: Actor, opened: Open, data: Any = None) -> AddByIsbnForm:
    assert actor.site_id is not None
    initial: dict[str, object] = {"key": secrets.token_urlsafe(16)}
    if opened.record_id:
        initial = preset(opened.record_id, actor.site_id)
    items = run.items_of(actor)[:1]
    if "item_type" not in initial and items and (last := inventory.item_by_id(items[0])) is not None:
        initial |= {"item_type": last.item_type_id, "place": last.place_id if last.site_id == actor.site_id else None}
    return AddByIsbnForm(data, site_id=actor.site_id, currency=shown.currency(), initial=initial)


def _go(actor: Actor, opened: Open) -> HttpResponse:
    """The title was scanned: it is open now, and the run is parked from here on."""
    run.note(actor, query=opened.query)
    return redirect(reverse("receiving.by_isbn") + opened.query)


def _no_title_open(request: HttpRequest, actor: Actor, text: str) -> HttpResponse:
    """A label of ours opens its title, for one more copy of it; anything else cannot be told."""
    item = inventory.item_of_number(text, site_id=actor.site_id) if text else None
    if item is not None:
        return _go(actor, Open(item.record_id))
    form = _form(actor, NOTHING, {"number": text})
    form.errors.clear()
    form.add_error("number", _("Scan the ISBN on the back of the book first, or the label of a copy like it."))
    return _page(request, NOTHING, form, status=422)


def _add(request: HttpRequest, actor: Actor, opened: Open) -> HttpResponse:
    form = _form(actor, opened, request.POST)
    assert actor.site_id is not None
    can_be_passed = bool(request.POST.get("keep_as_is"))
    if form.is_valid() and not form.cleaned_data["number"]:
        form.add_error("number", _("Scan the label you stick on the book."))
    if form.is_valid():
        values = form.cleaned_data
        try:
            added = actions.add_by_isbn(
                actor, isbn=opened.isbn, record_id=opened.record_id, site_id=actor.site_id, facts=form.facts(),
                number=values["number"], title=values["title"], author=values["author"], key=values["key"],
                overrides=ODD if values["keep_as_is"] else (), reason=values["reason"], now=now(),
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as refused:
            can_be_passed = refused.can_be_passed
            for sentence in sentences(refused):
                form.add_error("number", sentence)
        else:
            said = _("Added: {}. Scan the next ISBN, or the label of one more copy.")
            messages.info(request, format_html(said, added.number), extra_tags="done")
            opened = Open(added.record_id)
            run.note(actor, query=opened.query, item_id=added.item_id)
            return redirect(reverse("receiving.by_isbn") + opened.query)
    return _page(request, opened, form, status=422, can_be_passed=can_be_passed)


def _page(
    request: HttpRequest, opened: Open, form: AddByIsbnForm, *, status: int = 200, can_be_passed: bool = False
) -> HttpResponse:
    actor = actor_of(request)
    assert actor.site_id is not None
    ids = run.items_of(actor)
    items = {item.pk: item for item in inventory.items_of(actor).filter(pk__in=ids)} if ids else {}
    context = {
        "opened": opened,
        "form": form,
        "added": [items[pk] for pk in ids if pk in items],
        "copies": inventory.copies_of(opened.record_id, actor) if opened.record_id else (),
        "next_number": next_number_to_give(actor.site_id),
        "can_be_passed": can_be_passed,
        "waiting": queries.waiting_isbn_count(actor),
    }
    return render(request, "web/receiving/by_isbn.html", context, status=status)


@require_POST
@allowed("intake.take_back_by_isbn")
def take_back_by_isbn(request: HttpRequest, item_id: int) -> HttpResponse:
    """Take one copy of the run out again."""
    actor = actor_of(request)
    found = inventory.item_by_id(item_id)
    if found is None:
        raise Http404
    gone = actions.take_back_by_isbn(actor, item_id=item_id, now=now())
    opened = NOTHING if gone else Open(found.record_id)
    run.note(actor, query=opened.query, gone=item_id)
    said = _("The copy of “%(title)s” is taken out, as if it had never been added.")
    messages.info(request, said % {"title": found.record.title}, extra_tags="done")
    return redirect(reverse("receiving.by_isbn") + opened.query)


@require_POST
@allowed("intake.add_by_isbn")
def done(request: HttpRequest) -> HttpResponse:
    """The run is over."""
    run.end(actor_of(request))
    return redirect("items.items")
