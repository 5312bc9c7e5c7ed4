"""Genre shelving: the genres, what is in each, and the genres of one record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables import CODE, Column, Table
from carrel.doors.web import crud
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.care.cases import VIEW, site_and_day
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.items.shown import state_shown
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.care import actions, queries
from carrel.rooms.care.forms import GenreForm, PutInGenreForm
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.inventory.phrases import STATE_WORDS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from carrel.cellar.kernel.actors import Actor
    from carrel.rooms.care.models import Genre

PAGE = 100


def _titles(row: Any) -> object:
    return format_html('<a href="{}">{}</a>', reverse("care.genre", args=[row.pk]), row.titles)


GENRES = crud.Screen(
    room="care",
    noun="genre",
    nouns="genres",
    title=gettext_lazy("Genres"),
    add_word=gettext_lazy("Add a genre"),
    lead=gettext_lazy("Shelving by genre: a title may be in several, and stands in one of them, its home."),
    form=GenreForm,
    rows=queries.genres_in_sight,
    view_permission=VIEW,
    initial=lambda actor: {"site": actor.site_id},
    columns=(
        crud.Column(gettext_lazy("Genre"), lambda row: row.name),
        crud.Column(gettext_lazy("Sign"), lambda row: row.symbol or "–"),
        crud.Column(gettext_lazy("Colour"), lambda row: row.get_colour_display() or "–"),
        crud.Column(gettext_lazy("Its shelf"), lambda row: row.place or "–"),
        crud.Column(gettext_lazy("Titles here"), _titles),
        crud.Column(gettext_lazy("Stand here"), lambda row: row.at_home),
    ),
)


def _genre(actor: Actor, genre_id: int) -> Genre:
    found: QuerySet[Genre] = queries.genres_in_sight(actor)
    genre = found.filter(pk=genre_id).first()
    if genre is None:
        raise Http404
    return genre


@require_safe
@allowed(VIEW)
def genre(request: HttpRequest, genre_id: int) -> HttpResponseBase:
    """What is in a genre at this site, as it stands on the shelf. `?home=1` only what stands in it; CSV and XLSX."""
    site_id, _today = site_and_day(request)
    actor = actor_of(request)
    found = _genre(actor, genre_id)
    items = queries.items_of_genre(genre_id, site_id, home_only=request.GET.get("home") == "1")
    if shape := wanted_shape(request):
        columns = [Column(_("Call number"), CODE), Column(_("Title"), width=44), Column(_("Author")),
                   Column(_("Barcode"), CODE), Column(_("Place")), Column(_("State"))]  # fmt: skip
        rows = (
            [item.call_number, item.record.title, item.record.author, item.barcode,
             item.place.name if item.place else None, str(STATE_WORDS[item.state])]
            for item in items.iterator(1000)
        )  # fmt: skip
        return table_response(Table(found.name, columns, rows), shape)
    page = Paginator(items, PAGE).get_page(request.GET.get("page"))
    context = {
        "genre": found,
        "page": page,
        "rows": [(item, state_shown(item.state)) for item in page],
        "home_only": request.GET.get("home") == "1",
        "may_change": actor.may("care.look_at_change"),
        "may_keep": actor.may("care.keep_genre"),
    }
    return render(request, "web/care/genre.html", context)


@require_POST
@allowed("care.put_in_genre")
def put_in_genre(request: HttpRequest, record_id: int) -> HttpResponse:
    """One more genre for a record at this site."""
    site_id, _today = site_and_day(request)
    if catalogue.record(record_id) is None:
        raise Http404
    form = PutInGenreForm(request.POST, site_id=site_id)
    if form.is_valid():
        chosen, is_home = form.cleaned_data["genre"], form.cleaned_data["is_home"]
        try:
            actions.put_in_genre(
                actor_of(request), record_id=record_id, genre_id=chosen.pk, site_id=site_id, is_home=is_home, now=now()
            )
        except Refused as refused:
            tell_refused(request, refused)
        else:
            messages.info(request, _("It is in “%(genre)s” now.") % {"genre": chosen.name}, extra_tags="done")
    else:
        messages.info(request, _("Choose a genre first."), extra_tags="ask")
    return redirect("catalogue.record", record_id)


@require_POST
@allowed("care.take_out_of_genre")
def take_out_of_genre(request: HttpRequest, record_id: int, genre_id: int) -> HttpResponse:
    """A record leaves a genre of this site."""
    site_id, _today = site_and_day(request)
    found = _genre(actor_of(request), genre_id)
    actions.take_out_of_genre(actor_of(request), record_id=record_id, genre_id=genre_id, site_id=site_id, now=now())
    messages.info(request, _("It is not in “%(genre)s” any more.") % {"genre": found.name}, extra_tags="done")
    return redirect("catalogue.record", record_id)
