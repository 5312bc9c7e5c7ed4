"""Transfers as pages: the list, one being packed, its papers, and what is done at the school it leaves from."""

import secrets
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.papers.typesetting import pdf_of_document
from carrel.cellar.tables import CODE, DATE, NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import number_in, tell_refused
from carrel.doors.web.items.shown import currency
from carrel.doors.web.last_scan import LastScan
from carrel.doors.web.moving.scanned import is_command, packed_card, refused_card
from carrel.doors.web.moving.shown import LINE_SHAPES, TRANSFER_SHAPES, do, tabs
from carrel.doors.web.pdf import pdf_answer
from carrel.doors.web.phrases import sentences
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.catalogue.queries import record as record_by_id
from carrel.rooms.inventory.forms import ListForm, list_data
from carrel.rooms.inventory.queries import all_ids
from carrel.rooms.moving import actions
from carrel.rooms.moving.forms import BeginTransferForm, ChangeTransferForm, FillForm
from carrel.rooms.moving.phrases import LINE_WORDS, STRANGER_END_WORDS, STRANGER_WORDS
from carrel.rooms.moving.queries import papers
from carrel.rooms.moving.queries import transfers as queries
from carrel.rooms.moving.rules.transfers import transfer_of_code
from carrel.rooms.schools.queries import today_at

if TYPE_CHECKING:
    from carrel.cellar.kernel.actors import Actor
    from carrel.rooms.moving.actions import Filled
    from carrel.rooms.moving.models import Transfer

VIEW = "moving.view_transfers"
MOST_SHOWN = 30
"""Lines of a box, or of a list, on the page that is drawn anew with each scan."""


@require_http_methods(["GET", "POST"])
@allowed(VIEW)
def transfers(request: HttpRequest) -> HttpResponseBase:
    """The transfers from and to this school; `?over=1` those that are closed; a new one is begun here."""
    actor = actor_of(request)
    if actor.site_id is None:
        raise Http404
    form = BeginTransferForm(request.POST or None, actor=actor, initial={"key": secrets.token_urlsafe(16)})
    record = record_by_id(number_in(request.GET.get("record")) or 0)
    if request.method == "POST" and actor.may("moving.begin_transfer") and form.is_valid():
        begun = _begin(request, actor, form)
        if begun is not None:
            return begun
    is_over = "over" in request.GET
    rows = queries.transfers_of(actor.site_id, is_over=is_over)
    if shape := wanted_shape(request):
        return table_response(_list_table(rows), shape)
    context = {
        "tabs": tabs(actor, "transfers"), "form": form, "is_over": is_over, "record": record,
        "rows": [
            (each, TRANSFER_SHAPES[each.transfer.state], actor.site_id == each.transfer.from_site_id) for each in rows
        ],
        "to_call_back": queries.to_call_back(actor.site_id, today_at(actor.site_id, now())),
        "may": {verb: actor.may(f"moving.{verb}") for verb in ("begin_transfer", "call_back_lent")},
    }  # fmt: skip
    return render(request, "web/moving/transfers.html", context, status=422 if form.is_bound else 200)


def _begin(request: HttpRequest, actor: "Actor", form: BeginTransferForm) -> HttpResponse | None:
    """Begin it and go there; with a record the wish for copies of it goes along. None where it is refused."""
    said = form.cleaned_data
    try:
        transfer_id = actions.begin_transfer(
            actor, from_site_id=actor.site_id or 0, to_site_id=said["to_site"].pk, why=said["why"],
            until_on=said["until_on"], key=said["key"], now=now(),
        )  # fmt: skip
    except Refused as refused:
        for text in sentences(refused):
            form.add_error(None, text)
        return None
    record = number_in(request.POST.get("record"))
    answer = redirect("moving.transfer", transfer_id)
    if record:
        found = queries.transfer_in_sight(actor, transfer_id)
        copies = number_in(request.POST.get("copies")) or 1
        ids = queries.copies_to_fill(found, record) if found is not None else []
        filled = actions.fill_transfer(actor, transfer_id=transfer_id, item_ids=ids, most=copies, now=now())
        _say_filled(request, filled, wanted=copies)
    return answer


def _list_table(rows: list[queries.TransferShown]) -> Table:
    columns = [
        Column(_("Number"), CODE), Column(_("From")), Column(_("To")), Column(_("State")), Column(_("Items"), NUMBER),
        Column(_("Open"), NUMBER), Column(_("Boxes"), NUMBER), Column(_("Until"), DATE), Column(_("Why"), width=40),
    ]  # fmt: skip
    cells = (
        (
            row.transfer.code, row.transfer.from_site.called, row.transfer.to_site.called,
            str(row.transfer.get_state_display()), row.items, row.still_open + row.strangers, row.transfer.boxes,
            row.transfer.until_on, row.transfer.why,
        )
        for row in rows
    )  # fmt: skip
    return Table(_("Transfers"), columns, cells)


def found_or_404(request: HttpRequest, transfer_id: int) -> "Transfer":
    """A transfer from or to a school of the reader."""
    found = queries.transfer_in_sight(actor_of(request), transfer_id)
    if found is None:
        raise Http404
    return found


@require_POST
@allowed(VIEW)
def find_transfer(request: HttpRequest) -> HttpResponse:
    """The slip of a box, or a packing list, was scanned."""
    transfer_id = transfer_of_code(request.POST.get("text", "")[:40])
    if transfer_id is None or queries.transfer_in_sight(actor_of(request), transfer_id) is None:
        text = _("No transfer from or to your school has this number. Scan the bars on the slip of a box.")
        messages.info(request, text, extra_tags="refused")
        return redirect("moving.transfers")
    return redirect("moving.transfer", transfer_id)


@require_safe
@allowed(VIEW)
def transfer(request: HttpRequest, transfer_id: int) -> HttpResponseBase:
    """One transfer: packed here, or counted where it comes to; `?as=csv|xlsx`."""
    found = found_or_404(request, transfer_id)
    if shape := wanted_shape(request):
        return table_response(_lines_table(found), shape)
    return page(request, found)


def page(request: HttpRequest, found: "Transfer", *, status: int = 200, **forms: Any) -> HttpResponse:
    """Its page, with a form as it was sent where that was not in order."""
    user = request.user
    context = now_context(request, found, None) | {
        "sounds": getattr(user, "sounds", True),
        "volume": getattr(user, "desk_volume", 70),
        "change_form": ChangeTransferForm(
            initial={"why": found.why, "until_on": found.until_on}, auto_id="change_%s"
        ),
        "back": list(found.called_back_by.all()) if found.until_on else [],
        "lent": queries.still_lent(found) if found.until_on and found.state in ("received", "closed") else [],
    }  # fmt: skip
    if context["may_pack"]:
        context["fill_form"] = FillForm(actor=actor_of(request), transfer=found, auto_id="fill_%s")
    return render(request, "web/moving/transfer.html", context | forms, status=status)


def answered(request: HttpRequest, transfer_id: int, last: LastScan | None) -> HttpResponse:
    """What a scan changed, for a script; the page with what came of it said, for whoever has none."""
    found, is_script = found_or_404(request, transfer_id), bool(request.headers.get("X-Desk"))
    context = now_context(request, found, last) if is_script else {}
    if context and context["takes_scans"]:
        return render(request, "web/moving/now.html", context)
    if last is not None:
        messages.info(request, last.say, extra_tags=last.state)
    if is_script:
        return render(request, "web/moving/now.html", context | {"go": address(transfer_id)})
    return redirect(address(transfer_id))


def now_context(request: HttpRequest, found: "Transfer", last: LastScan | None) -> dict[str, Any]:
    """What changes with a scan: the last of them, figures, and of each list the first few, or all with `?all=1`."""
    actor = actor_of(request)
    is_ours, is_there = actor.sees_site(found.from_site_id), actor.sees_site(found.to_site_id)
    figures, most = queries.figures_of(found.pk), None if "all" in request.GET else MOST_SHOWN
    some = queries.packed_lines if found.is_packing else queries.lines_to_count
    rows: list[dict[str, Any]] = [
        {"line": each, "shape": LINE_SHAPES[each.ended_as], "word": LINE_WORDS[each.ended_as]}
        for each in some(found.pk, most)
    ]
    context: dict[str, Any] = {
        "transfer": found, "shape": TRANSFER_SHAPES[found.state], "tabs": tabs(actor, "transfers"),
        "is_ours": is_ours, "is_there": is_there, "figures": figures, "expected": figures.expected,
        "boxes": [
            {"box": box, "number": figures.boxes.get(box, 0), "rows": [row for row in rows if row["line"].box == box]}
            for box in range(1, found.boxes + 1)
        ],
        "open_rows": [row for row in rows if row["line"].is_open],
        "ended_rows": [row for row in rows if not row["line"].is_open],
        "strangers": [
            {"it": each, "word": STRANGER_WORDS[each.kind], "ended": STRANGER_END_WORDS.get(each.settled_as, "")}
            for each in queries.strangers_of(found.pk)
        ],
        "may_pack": is_ours and found.is_packing and actor.may("moving.add_to_transfer"),
        "may_count": is_there and not found.is_packing and actor.may("moving.count_transfer"),
        "may_change": is_ours and actor.may("moving.change_transfer"),
        "key": secrets.token_urlsafe(16), "last": last,
    }  # fmt: skip
    context["takes_scans"] = context["may_pack"] or (context["may_count"] and found.state != "closed")
    return context


def _lines_table(found: "Transfer") -> Table:
    columns = [
        Column(_("Box"), NUMBER), Column(_("Title"), width=44), Column(_("Number"), CODE), Column(_("Call number")),
        Column(_("Item type")), Column(_("State")),
    ]  # fmt: skip
    cells = (
        (
            line.box, line.item.record.title, line.item.barcode, line.item.call_number, line.item.item_type.name,
            str(LINE_WORDS[line.ended_as]),
        )
        for line in queries.lines_of(found.pk)
    )  # fmt: skip
    return Table(found.code, columns, cells)


@require_safe
@allowed(VIEW)
def packing_list(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """What is in the boxes, as PDF."""
    found = found_or_404(request, transfer_id)
    return pdf_answer(pdf_of_document(papers.packing_list(found, now())), f"packing-list-{found.code}")


@require_safe
@allowed(VIEW)
def courier_slips(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """A page for each box, as PDF."""
    found = found_or_404(request, transfer_id)
    return pdf_answer(pdf_of_document(papers.courier_slips(found, now())), f"slips-{found.code}")


def address(transfer_id: int) -> str:
    """The transfer's page."""
    return reverse("moving.transfer", args=[transfer_id])


@require_POST
@allowed("moving.add_to_transfer")
def add_to_transfer(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """One scan, one line; what stands against it is said. A script gets the part that changed."""
    found_or_404(request, transfer_id)
    number = request.POST.get("text", "").strip()[:64]
    if not number or is_command(number):
        return answered(request, transfer_id, None)
    try:
        packed = actions.add_to_transfer(
            actor_of(request), transfer_id=transfer_id, number=number, now=now(), key=request.POST.get("key", "")[:80]
        )
    except NotAllowed:
        raise
    except Refused as refused:
        return answered(request, transfer_id, refused_card(number, refused))
    return answered(request, transfer_id, packed_card(packed))


@require_POST
@allowed("moving.take_out_of_transfer")
def take_out_of_transfer(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """A wrong one is taken out."""
    found_or_404(request, transfer_id)
    line_id = number_in(request.POST.get("line")) or 0
    return do(
        request,
        lambda: actions.take_out_of_transfer(actor_of(request), transfer_id=transfer_id, line_id=line_id, now=now()),
        said=_("It is out again."),
        to=address(transfer_id),
    )


@require_POST
@allowed("moving.fill_transfer")
def fill_transfer(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """So many copies of a title, or a saved list."""
    found, actor = found_or_404(request, transfer_id), actor_of(request)
    form = FillForm(request.POST, actor=actor, transfer=found, auto_id="fill_%s")
    if not form.is_valid():
        return page(request, found, status=422, fill_form=form)
    said = form.cleaned_data
    most = said["count"] or 1 if said.get("record_id") else None
    if said.get("record_id"):
        ids = queries.copies_to_fill(found, said["record_id"])
    else:
        listed = ListForm(list_data(said["saved"].spec), actor=actor, currency=currency())
        ids = list(all_ids(listed.wanted())) if listed.is_valid() else []
    try:
        filled = actions.fill_transfer(actor, transfer_id=transfer_id, item_ids=ids, most=most, now=now())
    except Refused as refused:
        tell_refused(request, refused)
    else:
        _say_filled(request, filled, wanted=most)
    return redirect("moving.transfer", transfer_id)


def _say_filled(request: HttpRequest, filled: "Filled", *, wanted: int | None) -> None:
    """How many went in, how many fewer than wanted, and why the others did not; ten reasons at most."""
    text = ngettext("%(count)s item is in.", "%(count)s items are in.", filled.count) % {"count": filled.count}
    if wanted is not None and filled.count < wanted:
        text += " " + _("No more of the %(wanted)s are in at this school.") % {"wanted": wanted}
    messages.info(request, text, extra_tags="done" if filled.count else "tell")
    if filled.refused:
        for sentence in sentences(Refused(*filled.refused[:10])):
            messages.info(request, sentence, extra_tags="tell")


@require_POST
@allowed("moving.set_boxes")
def set_boxes(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Another box, or one fewer."""
    found_or_404(request, transfer_id)
    boxes = number_in(request.POST.get("boxes")) or 1
    return do(
        request,
        lambda: actions.set_boxes(actor_of(request), transfer_id=transfer_id, boxes=boxes, now=now()),
        said="",
        to=address(transfer_id),
    )


@require_POST
@allowed("moving.change_transfer")
def change_transfer(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Why, and until when."""
    found = found_or_404(request, transfer_id)
    form = ChangeTransferForm(request.POST, auto_id="change_%s")
    if not form.is_valid():
        return page(request, found, status=422, change_form=form)
    said = form.cleaned_data
    return do(
        request,
        lambda: actions.change_transfer(
            actor_of(request), transfer_id=transfer_id, why=said["why"], until_on=said["until_on"], now=now()
        ),
        said=_("Kept."),
        to=reverse("moving.transfer", args=[transfer_id]),
    )


@require_POST
@allowed("moving.drop_transfer")
def drop_transfer(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """It is not needed."""
    found = found_or_404(request, transfer_id)
    return do(
        request,
        lambda: actions.drop_transfer(actor_of(request), transfer_id=transfer_id, now=now()),
        said=_("%(code)s is given up. What was packed stays here.") % {"code": found.code},
        to=reverse("moving.transfers"),
        refused_to=address(transfer_id),
    )


@require_POST
@allowed("moving.send_transfer")
def send_transfer(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """It has left."""
    found = found_or_404(request, transfer_id)
    return do(
        request,
        lambda: actions.send_transfer(actor_of(request), transfer_id=transfer_id, now=now()),
        said=_("%(code)s is on its way to %(site)s.") % {"code": found.code, "site": found.to_site.called},
        to=reverse("moving.transfer", args=[transfer_id]),
    )


@require_POST
@allowed("moving.call_back_transfer")
def call_back_transfer(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """It never left."""
    found = found_or_404(request, transfer_id)
    return do(
        request,
        lambda: actions.call_back_transfer(actor_of(request), transfer_id=transfer_id, now=now()),
        said=_("%(code)s is here and can be packed anew.") % {"code": found.code},
        to=reverse("moving.transfer", args=[transfer_id]),
    )


@require_POST
@allowed("moving.call_back_lent")
def call_back_lent(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """What was lent for a time comes home."""
    found = found_or_404(request, transfer_id)
    try:
        _back, filled = actions.call_back_lent(actor_of(request), transfer_id=transfer_id, now=now())
    except Refused as refused:
        tell_refused(request, refused)
        return redirect("moving.transfers")
    text = _("%(site)s is asked to pack it.") % {"site": found.to_site.called}
    messages.info(request, text, extra_tags="done")
    _say_filled(request, filled, wanted=None)
    return redirect("moving.transfer", transfer_id)
