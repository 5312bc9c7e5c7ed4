"""The pages of months: which there are, one on a page, noted, signed, made anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables.table import NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import done, tell_refused
from carrel.doors.web.reports import shown
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.reports import actions
from carrel.rooms.reports.forms import MonthForm, NoteForm
from carrel.rooms.reports.phrases import BY_WORDS, DEED_WORDS
from carrel.rooms.reports.queries import figures as asked
from carrel.rooms.reports.rules.periods import YEAR, after, before
from carrel.rooms.schools.queries import school_years, today_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from carrel.rooms.reports.rules.figures import Figures

VIEW = "reports.view_figures"


def first_of(month: str) -> date:
    """The first day of a month in an address."""
    return date.fromisoformat(f"{month}-01")


@require_safe
@allowed(VIEW)
def figures(request: HttpRequest) -> HttpResponse:
    """What there is: this month so far, the months before, the school years; `?month=2026-11` goes to one."""
    actor, moment = actor_of(request), now()
    form = MonthForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("reports.month", form.cleaned_data["month"])
    this = today_at(actor.site_id, moment).replace(day=1)
    site_id = shown.site_of(request)
    kept = {page.first_on: page for page in asked.kept_pages(site_id)}
    year_pages = {page.first_on: page for page in asked.kept_pages(site_id, YEAR)}
    months = [(each, kept.get(each)) for each in asked.months_counted(site_id)[:24] if each != this]
    so_far, _kept = asked.month_figures(this, site_id, moment)
    context = {
        "form": form, "place": shown.place_words(request), "this": this, "so_far": shown.head_of(so_far),
        "standing": shown.standing_of(so_far), "words": DEED_WORDS,
        "months": [(each, shown.month_words(each), page) for each, page in months],
        "this_words": shown.month_words(this),
        "years": [(each, year_pages.get(each.starts_on)) for each in school_years()],
        "may_see_all": actor.is_district, "is_whole": site_id is None,
        "may_count": actor.may("reports.recount_days"),
    }  # fmt: skip
    return render(request, "web/reports/figures.html", context)


@require_POST
@allowed(VIEW)
def whole_district(request: HttpRequest) -> HttpResponse:
    """From now on the figures of all schools, or again of the school one works at; for the district's own people."""
    request.session[shown.WHOLE] = request.POST.get("whole") == "1" and actor_of(request).is_district
    return redirect("reports.figures")


@require_safe
@allowed(VIEW)
def month(request: HttpRequest, month: str) -> HttpResponseBase:
    """A month on one page; `?as=csv` and `?as=xlsx` hold every table of it."""
    actor, moment = actor_of(request), now()
    first_on = first_of(month)
    site_id = shown.site_of(request)
    found, kept = asked.month_figures(first_on, site_id, moment)
    if shape := wanted_shape(request):
        return table_response(_table(found, first_on), shape)
    note = asked.notes_of("month", first_on, site_id).get("")
    this = today_at(site_id, moment).replace(day=1)
    is_over = first_on < this
    context = {
        "figures": found, "kept": kept, "month": month, "title": shown.month_words(first_on),
        "place": shown.place_words(request), "head": shown.head_of(found), "words": DEED_WORDS,
        "chart": shown.chart_of("day", found.by.get("day", ())), "parts": shown.parts_of(found, month),
        "day_url": "day", "standing": shown.standing_of(found), "charged": shown.charged_of(found),
        "settled": shown.settled_of(found), "collection": shown.collection_of(found), "note": note,
        "claims": shown.claims_of(found), "ages": shown.age_rows(found),
        "note_form": NoteForm(initial={"text": note.text if note else ""}),
        "earlier": before(first_on), "later": after(first_on) if first_on < this else None,
        "is_over": is_over, "is_ahead": first_on > this,
        "may_note": actor.may("reports.note_figure") and (kept is None or kept.signed_at is None),
        "may_keep": is_over and actor.may("reports.keep_page") and (kept is None or kept.signed_at is None),
        "may_sign": kept is not None and kept.signed_at is None and actor.may("reports.sign_page"),
        "may_unsign": kept is not None and kept.signed_at is not None and actor.may("reports.sign_page"),
    }  # fmt: skip
    return render(request, "web/reports/month.html", context)


def _table(found: Figures, first_on: date) -> Table:
    columns = [Column(_("By")), Column(_("Value")), *(Column(str(word), NUMBER) for word in DEED_WORDS.values())]
    return Table(_("Figures of %(month)s") % {"month": shown.month_words(first_on)}, columns, _rows(found))


def _rows(found: Figures) -> Iterator[list[object]]:
    yield [_("All"), "", *found.totals.deeds]
    for by in shown.DEED_TABLES:
        for line in found.by.get(by, ()):
            yield [str(BY_WORDS[by]), shown.words_of(by, line), *line.deeds]


@require_POST
@allowed("reports.keep_page")
def keep_page(request: HttpRequest, month: str) -> HttpResponse:
    """Make the page of a month, or make it anew."""
    return _do(request, month, actions.keep_page, _("The page is made, with the figures as they are now."))


@require_POST
@allowed("reports.sign_page")
def sign_page(request: HttpRequest, month: str) -> HttpResponse:
    """Sign the page of a month."""
    return _do(request, month, actions.sign_page, _("The page is signed. Its figures and its note stay as they are."))


@require_POST
@allowed("reports.sign_page")
def take_back_signature(request: HttpRequest, month: str) -> HttpResponse:
    """Take the signature back."""
    return _do(request, month, actions.take_back_signature, _("The signature is taken back."))


def _do(request: HttpRequest, month: str, verb: Callable[..., object], said: str) -> HttpResponse:
    actor = actor_of(request)
    deed = partial(verb, actor, first_on=first_of(month), site_id=shown.site_of(request), now=now())
    return done(request, deed, said, "reports.month", month)


@require_POST
@allowed("reports.note_figure")
def note_page(request: HttpRequest, month: str) -> HttpResponse:
    """Keep the note of a month's page."""
    actor, text = actor_of(request), request.POST.get("text", "")
    try:
        actions.note_figure(
            actor, kind="month", first_on=first_of(month), site_id=shown.site_of(request), figure="", text=text,
            now=now(),
        )  # fmt: skip
    except Refused as refused:
        tell_refused(request, refused)
    else:
        said = _("The note is kept.") if text.strip() else _("The note is taken away.")
        messages.info(request, said, extra_tags="done")
    return redirect("reports.month", month)
