"""Searching, and looking at one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.marc import FORMS, ControlField, TooLong, sent, to_iso2709
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.care.shown import genres_for_record
from carrel.doors.web.catalogue.narrowing import NARROWING, facets_of, narrow_of, narrowed
from carrel.doors.web.catalogue.sight import (
    Shelf,
    copies_from,
    is_public,
    shelves_of,
    site_of,
    sites_to_choose,
)
from carrel.doors.web.items.attachments import attachments_of_record
from carrel.doors.web.items.media import licences_of_record, rights_of_record
from carrel.doors.web.mine.holding import hold_box, holds_on_hits
from carrel.doors.web.plans.shown import maps_of
from carrel.rooms.catalogue import queries
from carrel.rooms.catalogue.queries import MOST_RANKED, PAGE_LENGTH, SORTS, SORTS_OF_MANY, Found
from carrel.rooms.circulation.queries.shelf import waiting_counts

if TYPE_CHECKING:
    from carrel.cellar.marc import MarcRecord


@allowed("catalogue.search", open_when=is_public)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The records a text finds, those in here first; the facets narrow them."""
    asked, site = request.GET, site_of(request)
    narrow = narrow_of(asked)
    text = squeeze(asked.get("q", ""), 10_000)
    found = queries.search(
        text, sort=asked.get("sort", ""), page=_page_of(asked), narrow=narrow, copies=copies_from(site)
    )
    if found.query.is_number and found.narrowed_count == 1:
        return redirect("catalogue.record", found.hits[0].record.pk)
    shelves = shelves_of(request, [hit.record.pk for hit in found.hits], site)
    better = queries.suggestion_for(text, found.count)
    waiting = holds_on_hits(actor_of(request), [hit.record.pk for hit in found.hits])
    context = {
        "found": found,
        "hits": [(hit, shelves.get(hit.record.pk) or Shelf(), waiting.get(hit.record.pk)) for hit in found.hits],
        "facets": facets_of(asked, found, narrow, site),
        "site": site,
        "sites": sites_to_choose(request),
        "at": site.code if site is not None and actor_of(request).site_id is None else "",
        "kept": [(name, value) for name in NARROWING if (value := getattr(narrow, name))],
        "sorts": [(code, word) for code, word in _sort_words() if code in _sorts_of(found)],
        "sort": found.sort,
        "is_other_sort": asked.get("sort", "") not in ("", found.sort),
        "inside": dict(found.facets.get("where", ())).get("in"),
        "page": Paginator(range(found.narrowed_count), PAGE_LENGTH).page(found.page),
        "most_ranked": MOST_RANKED,
        "box_value": found.text,
        "better": better,
        "better_url": narrowed(asked, "q", better),
        "may_add": actor_of(request).may("catalogue.add_brief_record"),
        "may_export": actor_of(request).may("catalogue.export_records"),
    }
    return render(request, "web/catalogue/search.html", context)


def _sorts_of(found: Found) -> tuple[str, ...]:
    return SORTS_OF_MANY if found.is_capped else SORTS


def _sort_words() -> list[tuple[str, str]]:
    return [
        ("relevance", _("Best match")), ("newest", _("Newest in the catalogue")), ("title", _("Title")),
        ("author", _("Author")), ("date", _("Newest")), ("call", _("Call number")),
    ]  # fmt: skip


def _page_of(asked: QueryDict) -> int:
    text = asked.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


@allowed("catalogue.search", open_when=is_public)
@require_safe
def record(request: HttpRequest, record_id: int) -> HttpResponse:
    """One record as a catalogue card, and where each copy stands."""
    page = queries.record_page(record_id)
    if page is None:
        raise Http404
    actor, site = actor_of(request), site_of(request)
    if page.record.merged_into_id is not None and not actor.may("catalogue.unmerge_record"):
        return redirect("catalogue.record", page.record.merged_into_id)
    shelf = shelves_of(request, [record_id], site).get(record_id) or Shelf()
    context = {
        "page": page,
        "record": page.record,
        "facts": page.facts,
        "shelf": shelf,
        "site": site,
        "tabs": tabs(record_id, "catalogue.record", shelf.count) if actor.may("catalogue.view_record") else [],
        "at": f"&at={site.code}" if site is not None and actor.site_id is None else "",
        "maps": maps_of([each.copy.item_id for each in shelf.here]),
        "waiting": waiting_counts([record_id]).get(record_id, 0) if actor.may("circulation.view_holds") else 0,
        "may_view_holds": actor.may("circulation.view_holds"),
        "hold_box": hold_box(actor, record_id, page.record.title) if not page.record.merged_into_id else None,
        "rights": rights_of_record(actor, record_id) if actor.may("media.view_media") else [],
        "may_view_rights": actor.may("media.view_media"),
        "may_add_right": actor.may("media.add_right"),
        "may_log_copy": actor.may("media.log_copy"),
        "licences": licences_of_record(actor, page.record),
        "shelf_genres": genres_for_record(actor, record_id, site.pk if site is not None else None),
        "attachments": attachments_of_record(actor, record_id),
        "may_edit": actor.may("catalogue.edit_record"),
        "may_merge": actor.may("catalogue.merge_records"),
        "may_add_item": actor.may("inventory.add_item"),
        "may_transfer": actor.site_id is not None and actor.may("moving.begin_transfer"),
        "may_lend": actor.may("circulation.check_out"),
        "may_see_loans": actor.may("circulation.view_loans"),
        "may_see_items": actor.may("inventory.view_items"),
    }
    return render(request, "web/catalogue/record.html", context)


def tabs(record_id: int, current: str, count: int | None = None) -> list[dict[str, object]]:
    """The two views of a record, each with its own address."""
    names = (("catalogue.record", _("Copies"), count), ("catalogue.marc", _("MARC"), None))
    return [
        {"url": reverse(name, args=[record_id]), "word": word, "count": number, "current": name == current}
        for name, word, number in names
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """One field as the MARC view shows it."""

    tag: str
    indicators: str
    parts: tuple[tuple[str, str], ...]


@allowed("catalogue.view_record")
@require_safe
def marc(request: HttpRequest, record_id: int) -> HttpResponseBase:
    """The record field by field, or as a file with ?as=mrc, xml or json; prices and staff notes in it are for staff."""
    found, kept = queries.record(record_id), queries.marc_of(record_id)
    if found is None or kept is None:
        raise Http404
    wanted = request.GET.get("as", "")
    if wanted in FORMS:
        return _file(kept, record_id, wanted)
    context = {"record": found, "leader": kept.leader, "lines": _lines(kept), "tabs": tabs(record_id, "catalogue.marc")}
    return render(request, "web/catalogue/marc.html", context)


def _file(kept: MarcRecord, record_id: int, wanted: str) -> HttpResponseBase:
    """The record as a file to keep; one too long for ISO 2709 comes as MARCXML, which has no limit."""
    if wanted == "mrc":
        try:
            to_iso2709(kept)
        except TooLong:
            wanted = "xml"
    answer = StreamingHttpResponse(sent([kept], wanted), content_type=FORMS[wanted])
    answer["Content-Disposition"] = f'attachment; filename="record-{record_id}.{wanted}"'
    return answer


def _lines(kept: MarcRecord) -> list[Line]:
    return [
        Line(field.tag, "", (("", field.value),))
        if isinstance(field, ControlField)
        else Line(field.tag, f"{field.ind1}{field.ind2}".replace(" ", "_"), field.subfields)
        for field in kept.fields
    ]
