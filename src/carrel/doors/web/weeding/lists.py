"""Weeding lists: made from a table, walked along the shelves, marked, proposed."""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables import CODE, MOMENT, MONEY, NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.care.disposals import SHAPES as LIST_SHAPES
from carrel.doors.web.deeds import done, number_in, tell_refused
from carrel.doors.web.items.shown import price_words
from carrel.doors.web.phrases import put_on
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.doors.web.weeding.shown import MARK_SHAPES, VIEW, list_or_404, reasons_said
from carrel.rooms.care.phrases import LIST_WORDS
from carrel.rooms.inventory.phrases import CONDITION_WORDS
from carrel.rooms.schools.queries import today_at, zone_of
from carrel.rooms.weeding import actions, queries, rules
from carrel.rooms.weeding.forms import KeepForm, MakeListForm, NarrowForm, ProfileNameForm
from carrel.rooms.weeding.phrases import MARK_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carrel.cellar.kernel.actors import Actor
    from carrel.rooms.weeding.models import WeedingList

PAGE = 100
VERBS = ("mark_lines", "scan_to_withdraw", "propose_withdrawal", "take_back_proposal", "drop_list")


@require_safe
@allowed(VIEW)
def weeding(request: HttpRequest) -> HttpResponse:
    """The lists of this site, its tables of rules, and where a new list begins."""
    return _overview(request, None)


def _overview(request: HttpRequest, form: MakeListForm | None) -> HttpResponse:
    actor = actor_of(request)
    profiles = queries.profiles_of(actor)
    page = Paginator(queries.lists_of(actor), 50).get_page(request.GET.get("page"))
    today = today_at(actor.site_id, now())
    initial = {"key": secrets.token_urlsafe(16), "name": _("Weeding %(year)s") % {"year": today.year}}
    context = {
        "page": page,
        "rows": [(each, *_state(each)) for each in page],
        "profiles": profiles,
        "removed": queries.removed_profiles_of(actor) if actor.may("weeding.bring_back_profile") else (),
        "kept": queries.kept_copies(actor, now=now()).count(),
        "form": form or _make_form(actor, initial=initial),
        "profile_form": ProfileNameForm(initial={"key": secrets.token_urlsafe(16)}, auto_id="profile_%s"),
        "may_make": actor.may("weeding.make_list") and profiles,
        "may_add": actor.may("weeding.add_profile"),
    }
    return render(request, "web/weeding/weeding.html", context, status=422 if form is not None else 200)


def _make_form(actor: Actor, data: Any = None, **options: Any) -> MakeListForm:
    """The form of a new list of the actor's site."""
    with_lc = queries.shelves_by_lc(actor.site_id or 0)
    return MakeListForm(data, profiles=queries.profiles_of(actor), with_lc=with_lc, **options)


def _state(found: WeedingList) -> tuple[str, object]:
    """Shape and word of how far a list has come."""
    if found.disposal is None:
        return "parked", _("On the walk")
    return LIST_SHAPES[found.disposal.state], LIST_WORDS[found.disposal.state]


@require_POST
@allowed("weeding.make_list")
def make_list(request: HttpRequest) -> HttpResponse:
    """Let a table name its copies."""
    actor = actor_of(request)
    form = _make_form(actor, request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            list_id = actions.make_list(
                actor, profile_id=values["profile"].pk, name=values["name"], call_from=values["call_from"],
                call_to=values["call_to"], scheme=form.scheme_meant(), key=values["key"], now=now(),
            )  # fmt: skip
        except Refused as refused:
            put_on(form, refused)
        else:
            return redirect("weeding.weeding_list", list_id)
    return _overview(request, form)


@require_safe
@allowed(VIEW)
def weeding_list(request: HttpRequest, list_id: int) -> HttpResponseBase:
    """One list, narrowed and sorted; `?as=csv|xlsx` as a table, `?as=print` in one piece for the walk."""
    found = list_or_404(request, list_id)
    actor = actor_of(request)
    sums = queries.sums_of(list_id)
    form = NarrowForm(request.GET, sections=[each.section for each in sums])
    wanted = form.cleaned_data if form.is_valid() else {}
    lines = queries.lines_of(list_id, **wanted)
    if shape := wanted_shape(request):
        return table_response(_table(found, lines), shape)
    is_print = request.GET.get("as") == "print"
    page = Paginator(lines, rules.MOST_LINES if is_print else PAGE).get_page(request.GET.get("page"))
    shape_of, word = _state(found)
    withdrawn = sum(each.withdrawn for each in sums)
    context = {
        "list": found,
        "shape": shape_of,
        "word": word,
        "page": page,
        "rows": [_row(each) for each in queries.lines_shown(list(page))],
        "narrow": form,
        "is_narrowed": any(wanted.values()),
        "count": page.paginator.count,
        "total": sum(each.looked_at for each in sums),
        "withdrawn": withdrawn,
        "kept": sum(each.kept for each in sums),
        "value": price_words(sum(each.value_minor for each in sums)),
        "keep_form": KeepForm(auto_id="keep_%s"),
        "may": {verb: actor.may(f"weeding.{verb}") for verb in VERBS},
        "is_print": is_print,
        "is_decided": found.disposal is not None and found.disposal.state in ("approved", "carried_out"),
    }
    return render(request, "web/weeding/list.html", context)


def _row(each: queries.LineShown) -> dict[str, Any]:
    line = each.line
    return {
        "line": line, "reasons": reasons_said(line), "mark": MARK_WORDS.get(line.mark, ""),
        "shape": MARK_SHAPES.get(line.mark, "tell"), "price": price_words(line.item.price_minor),
        "until_on": each.kept_until_on, "why": each.kept_why,
    }  # fmt: skip


def _table(found: WeedingList, lines: Any) -> Table:
    columns = [
        Column(_("Call number"), CODE), Column(_("Title"), width=44), Column(_("Author")), Column(_("Barcode"), CODE),
        Column(_("Place")), Column(_("Section")), Column(_("Why"), width=44), Column(_("Published"), NUMBER),
        Column(_("Loans"), NUMBER), Column(_("Last lent"), MOMENT), Column(_("Condition")), Column(_("Price"), MONEY),
        Column(_("Last copy of the district")), Column(_("Marked")),
    ]  # fmt: skip
    return Table(found.name, columns, _table_rows(lines), zone=str(zone_of(found.site_id)))


def _table_rows(lines: Any) -> Iterator[list[object]]:
    for line in lines.iterator(1000):
        item = line.item
        yield [
            item.call_number, item.record.title, item.record.author, item.barcode,
            item.place.name if item.place else "", line.section,
            reasons_said(line), item.record.year, item.loan_count, item.last_loaned_at,
            str(CONDITION_WORDS[item.condition]), item.price_minor, _("yes") if line.is_last else "",
            str(MARK_WORDS.get(line.mark, "")),
        ]  # fmt: skip


@require_POST
@allowed("weeding.mark_lines")
def mark_lines(request: HttpRequest, list_id: int) -> HttpResponse:
    """Mark the ticked lines to keep, to withdraw, or take their marks off."""
    list_or_404(request, list_id)
    ids = [pk for each in request.POST.getlist("line") if (pk := number_in(each)) is not None]
    form = KeepForm(request.POST, auto_id="keep_%s")
    mark = request.POST.get("mark", "")
    if not ids:
        messages.info(request, _("No line is ticked. Tick the lines first."), extra_tags="ask")
    elif mark == rules.KEEP and not form.is_valid():
        messages.info(request, _("The day until which they are kept cannot be read."), extra_tags="refused")
    else:
        until_on = form.cleaned_data["until_on"] if mark == rules.KEEP else None
        why = form.cleaned_data["why"] if mark == rules.KEEP else ""
        try:
            count = actions.mark_lines(
                actor_of(request), list_id=list_id, line_ids=ids, mark=mark if mark in rules.MARKS else "",
                until_on=until_on, why=why, now=now(),
            )  # fmt: skip
        except Refused as refused:
            tell_refused(request, refused)
        else:
            _say_marked(request, mark, count)
    if request.POST.get("back") == "scan":
        return redirect("weeding.scan_to_withdraw", list_id)
    query = request.POST.get("query", "")[:500]
    return redirect(reverse("weeding.weeding_list", args=[list_id]) + (f"?{query}" if query else ""))


def _say_marked(request: HttpRequest, mark: str, count: int) -> None:
    if mark == rules.KEEP:
        text = ngettext("%(count)s copy is kept.", "%(count)s copies are kept.", count)
    elif mark == rules.WITHDRAW:
        text = ngettext("%(count)s copy is to go.", "%(count)s copies are to go.", count)
    else:
        text = ngettext("The mark of %(count)s copy is off.", "The marks of %(count)s copies are off.", count)
    messages.info(request, text % {"count": count}, extra_tags="done")


@require_POST
@allowed("weeding.propose_withdrawal")
def propose_withdrawal(request: HttpRequest, list_id: int) -> HttpResponse:
    """Ask for approval of what is marked to go."""
    deed = partial(actions.propose_withdrawal, actor_of(request), list_id=list_id, now=now())
    said = _("It is proposed. Somebody else decides on the disposal list.")
    return done(request, deed, said, "weeding.weeding_list", list_id)


@require_POST
@allowed("weeding.take_back_proposal")
def take_back_proposal(request: HttpRequest, list_id: int) -> HttpResponse:
    """Give the disposal list up, and go on walking."""
    deed = partial(actions.take_back_proposal, actor_of(request), list_id=list_id, now=now())
    return done(request, deed, _("The proposal is taken back; the marks stay."), "weeding.weeding_list", list_id)


@require_POST
@allowed("weeding.drop_list")
def drop_list(request: HttpRequest, list_id: int) -> HttpResponse:
    """Give a list up."""
    try:
        actions.drop_list(actor_of(request), list_id=list_id, now=now())
    except Refused as refused:
        tell_refused(request, refused)
        return redirect("weeding.weeding_list", list_id)
    messages.info(request, _("The list is given up. What was kept stays kept."), extra_tags="done")
    return redirect("weeding.weeding")
