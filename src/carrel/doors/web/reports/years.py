"""A school year beside the one before, each figure with a note."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables.table import Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges.shown import money
from carrel.doors.web.charts import Bar, bars
from carrel.doors.web.deeds import done, tell_refused
from carrel.doors.web.reports import shown
from carrel.doors.web.reports.months import VIEW
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.doors.web.templatetags.carrel_web import figure
from carrel.rooms.reports import actions
from carrel.rooms.reports.forms import NoteForm
from carrel.rooms.reports.phrases import BY_WORDS, FIGURE_WORDS
from carrel.rooms.reports.queries import figures as asked
from carrel.rooms.reports.rules.periods import YEAR, changes
from carrel.rooms.schools.queries import school_years, today_at

if TYPE_CHECKING:
    from carrel.rooms.reports.rules.figures import Figures
    from carrel.rooms.reports.rules.periods import Change
    from carrel.rooms.schools.models import SchoolYear

MONEY_FIGURES = ("value_minor", "charged")


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of two years in words, with its note."""

    code: str
    word: object
    now: str
    then: str
    change: str
    note: str
    by_name: str


def year_or_404(year_id: int) -> SchoolYear:
    """A school year of the district. Raises Http404."""
    found = school_years().filter(pk=year_id).first()
    if found is None:
        raise Http404
    return found


@require_safe
@allowed(VIEW)
def year(request: HttpRequest, year_id: int) -> HttpResponseBase:
    """A school year against the one before; CSV and XLSX hold the figures with their notes."""
    actor, moment = actor_of(request), now()
    found = year_or_404(year_id)
    site_id = shown.site_of(request)
    this, kept = asked.year_figures(found, site_id, moment)
    last = asked.figures_before(found, site_id, moment, is_closed=kept is not None)
    notes = asked.notes_of("year", found.starts_on, site_id)
    rows = [
        _compared(each, notes[each.figure].text if each.figure in notes else "",
                  notes[each.figure].by_name if each.figure in notes else "")
        for each in changes(_plain(this), _plain(last) if any(last.totals.deeds) else None, list(FIGURE_WORDS))
    ]  # fmt: skip
    if shape := wanted_shape(request):
        columns = [Column(_("Figure")), Column(found.name), Column(_("Year before")), Column(_("Change")),
                   Column(_("Note"), width=60)]  # fmt: skip
        table = [[str(row.word), row.now, row.then, row.change, row.note] for row in rows]
        return table_response(Table(_("Year %(name)s") % {"name": found.name}, columns, table), shape)
    is_signed = kept is not None and kept.signed_at is not None
    today = today_at(site_id, moment)
    is_over = found.ends_on < today
    note = notes.get("")
    context = {
        "kept": kept, "standing": shown.standing_of(this), "is_over": is_over,
        "is_ahead": found.starts_on > today, "note": note,
        "note_form": NoteForm(initial={"text": note.text if note else ""}),
        "may_keep": is_over and not is_signed and actor.may("reports.keep_page"),
        "may_sign": kept is not None and not is_signed and actor.may("reports.sign_page"),
        "may_unsign": is_signed and actor.may("reports.sign_page"),
        "year": found, "place": shown.place_words(request), "rows": rows, "chart": _chart(this, last, site_id),
        "may_note": actor.may("reports.note_figure") and not is_signed, "collection": shown.collection_of(this),
        "claims": shown.claims_of(this), "ages": shown.age_rows(this),
        "charged": shown.charged_of(this), "settled": shown.settled_of(this),
        "tables": [(BY_WORDS[by], reverse("reports.year_table", args=[year_id, by])) for by in shown.DEED_TABLES[1:]],
        "stock": list(_stock_links(year_id, this)), "has_before": any(last.totals.deeds),
    }  # fmt: skip
    return render(request, "web/reports/year.html", context)


def _stock_links(year_id: int, found: Figures) -> Iterator[tuple[object, str]]:
    for by in shown.STOCK_TABLES:
        name = by.removeprefix("stock-")
        if name in found.stock:
            yield BY_WORDS[name], reverse("reports.year_table", args=[year_id, by])


def _plain(found: Figures) -> dict[str, int]:
    told = {name: found.figure(name) for name in FIGURE_WORDS}
    return {name: value for name, value in told.items() if value is not None}


def _compared(each: Change, note: str, by_name: str) -> Compared:
    in_words: Callable[[int], str] = money if each.figure in MONEY_FIGURES else figure
    by, percent = each.by, each.percent
    if each.figure == "mean_year":  # a year is no amount: 1998 has no comma, and half of it means nothing
        in_words, percent = str, None
    change = "" if by is None else f"{'+' if by > 0 else ''}{in_words(by)}"
    if percent is not None:
        change += f" ({'+' if percent > 0 else ''}{formats.number_format(percent)} %)"
    then = "" if each.then is None else in_words(each.then)
    return Compared(each.figure, FIGURE_WORDS[each.figure], in_words(each.now), then, change, note, by_name)


def _chart(this: Figures, last: Figures, site_id: int | None) -> object:
    before = [loans for _month, loans in asked.loans_by_month(last.period, site_id)]
    months = asked.loans_by_month(this.period, site_id)
    listed = [
        Bar(formats.date_format(month, "M"), loans, before[place] if any(before) and place < len(before) else None)
        for place, (month, loans) in enumerate(months)
    ]
    return bars(listed, title=_("Loans by month"))


@require_POST
@allowed("reports.note_figure")
def note_figure(request: HttpRequest, year_id: int) -> HttpResponse:
    """Keep the note beside one figure of a year."""
    actor, found = actor_of(request), year_or_404(year_id)
    code, text = request.POST.get("figure", ""), request.POST.get("text", "")
    if code and code not in FIGURE_WORDS:
        raise Http404
    try:
        actions.note_figure(
            actor, kind="year", first_on=found.starts_on, site_id=shown.site_of(request), figure=code, text=text,
            now=now(),
        )  # fmt: skip
    except Refused as refused:
        tell_refused(request, refused)
    else:
        said = _("The note is kept.") if text.strip() else _("The note is taken away.")
        messages.info(request, said, extra_tags="done")
    return redirect(f"{reverse('reports.year', args=[year_id])}#{code}")


@require_POST
@allowed("reports.keep_page")
def keep_year(request: HttpRequest, year_id: int) -> HttpResponse:
    """Make the page of a school year, or make it anew."""
    return _do(request, year_id, actions.keep_page, _("The page is made, with the figures as they are now."))


@require_POST
@allowed("reports.sign_page")
def sign_year(request: HttpRequest, year_id: int) -> HttpResponse:
    """Sign the page of a school year."""
    return _do(
        request, year_id, actions.sign_page, _("The page is signed. Its figures and its notes stay as they are.")
    )


@require_POST
@allowed("reports.sign_page")
def take_back_year_signature(request: HttpRequest, year_id: int) -> HttpResponse:
    """Take the signature back."""
    return _do(request, year_id, actions.take_back_signature, _("The signature is taken back."))


def _do(request: HttpRequest, year_id: int, verb: Callable[..., object], said: str) -> HttpResponse:
    first_on, site_id = year_or_404(year_id).starts_on, shown.site_of(request)
    deed = partial(verb, actor_of(request), first_on=first_on, site_id=site_id, now=now(), kind=YEAR)
    return done(request, deed, said, "reports.year", year_id)
