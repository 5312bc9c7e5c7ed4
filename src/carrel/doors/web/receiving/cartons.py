"""Cartons: packed for a school, labelled, sent; at the school scanned, counted against what was packed, received."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.papers.bars import stripes, widths_of
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.receiving.deliveries import found_or_404
from carrel.doors.web.receiving.doing import counts_sent, do, number
from carrel.rooms.intake import actions, queries, rules
from carrel.rooms.labels.actions import print_cartons
from carrel.rooms.labels.queries import label_printers
from carrel.rooms.labels.rules import PackedCarton

if TYPE_CHECKING:
    from carrel.rooms.intake.models import Carton, Delivery
    from carrel.rooms.intake.queries import CartonShown

CARTON_SHEET = "5164"
"""Six large labels to a sheet: a school's name is read from across the room. Another is chosen on the run's page."""


@require_POST
@allowed("intake.add_carton")
def add_carton(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """The next carton for a school, with all that is there for it."""
    actor = actor_of(request)
    found_or_404(actor, delivery_id)
    sites = {site.pk for site in queries.all_sites()}
    site_id = number(request.POST.get("site"))
    if site_id not in sites:
        messages.info(request, _("Choose the school the carton is for."), extra_tags="refused")
        return redirect("receiving.delivery", delivery_id)
    carton_id = actions.add_carton(actor, delivery_id=delivery_id, site_id=site_id, fill=True, now=now())
    return redirect("receiving.carton", carton_id)


def _carton(request: HttpRequest, carton_id: int) -> "Carton":
    found = queries.carton_in_sight(actor_of(request), carton_id)
    if found is None:
        raise Http404
    return found


@require_safe
@allowed("intake.view_deliveries")
def carton(request: HttpRequest, carton_id: int) -> HttpResponse:
    """One carton: packed here, or counted where it came to."""
    actor, found = actor_of(request), _carton(request, carton_id)
    is_ours = actor.sees_site(found.delivery.site_id)
    inside = {row.line_id: row for row in queries.lines_in(carton_id)}
    rows: list[dict[str, Any]] = []
    if is_ours and found.sent_at is None:
        left = queries.left_for(found)
        lines = [each.line for each in queries.lines_of(found.delivery_id) if left.get(each.line.pk, 0) > 0]
        rows = [
            {"line": line, "left": left[line.pk], "packed": inside[line.pk].packed if line.pk in inside else 0}
            for line in lines
        ]
    everything = list(inside.values())
    context = {
        "carton": found,
        "code": rules.carton_code(carton_id),
        "of": next(each.of for each in queries.cartons_of(found.delivery_id) if each.carton.pk == carton_id),
        "packing": rows,
        "inside": everything,
        "packed": sum(row.packed for row in everything),
        "counted": sum(row.counted for row in everything),
        "missing": [(row.line, row.packed - row.counted, row.packed) for row in everything if row.counted < row.packed],
        "missing_under_way": len(queries.copies_under_way(found)) if found.received_at else 0,
        "is_ours": is_ours,
        "is_there": actor.sees_site(found.site_id),
    }
    return render(request, "web/receiving/carton.html", context)


@require_POST
@allowed("intake.receive_carton")
def find_carton(request: HttpRequest) -> HttpResponse:
    """A carton's label was scanned: open it."""
    carton_id = rules.carton_of_code(request.POST.get("text", "")[:200])
    if carton_id is None or queries.carton_in_sight(actor_of(request), carton_id) is None:
        text = _("No carton for here has this label. Look at the school on it, or choose it from the list.")
        messages.info(request, text, extra_tags="refused")
        return redirect("receiving.deliveries")
    return redirect("receiving.carton", carton_id)


@require_POST
@allowed("intake.pack_carton")
def pack_carton(request: HttpRequest, carton_id: int) -> HttpResponse:
    """So many of each line are in it."""
    found, counts = _carton(request, carton_id), counts_sent(request, "line")
    return do(
        request,
        lambda: actions.pack_carton(actor_of(request), carton_id=found.pk, counts=counts, now=now()),
        said=_("Packed."),
        to=reverse("receiving.carton", args=[carton_id]),
    )


@require_POST
@allowed("intake.send_carton")
def send_carton(request: HttpRequest, carton_id: int) -> HttpResponse:
    """It has left."""
    found = _carton(request, carton_id)
    return do(
        request,
        lambda: actions.send_carton(actor_of(request), carton_id=carton_id, now=now()),
        said=_("It is on its way to %(site)s.") % {"site": found.site.called},
        to=reverse("receiving.delivery", args=[found.delivery_id]),
        refused_to=reverse("receiving.carton", args=[carton_id]),
    )


@require_POST
@allowed("intake.call_back_carton")
def call_back_carton(request: HttpRequest, carton_id: int) -> HttpResponse:
    """It did not leave."""
    _carton(request, carton_id)
    return do(
        request,
        lambda: actions.call_back_carton(actor_of(request), carton_id=carton_id, now=now()),
        said=_("It is here and can be packed anew."),
        to=reverse("receiving.carton", args=[carton_id]),
    )


@require_POST
@allowed("intake.take_out_carton")
def take_out_carton(request: HttpRequest, carton_id: int) -> HttpResponse:
    """It is not needed; what was in it is to be packed again."""
    found = _carton(request, carton_id)
    return do(
        request,
        lambda: actions.take_out_carton(actor_of(request), carton_id=carton_id, now=now()),
        said=_("The carton is taken out. What was in it can be packed again."),
        to=reverse("receiving.delivery", args=[found.delivery_id]),
        refused_to=reverse("receiving.carton", args=[carton_id]),
    )


@require_POST
@allowed("intake.count_carton")
def count_carton(request: HttpRequest, carton_id: int) -> HttpResponse:
    """At its school: one scan is one copy, or numbers as typed."""
    _carton(request, carton_id)
    text = request.POST.get("text", "")[:200]
    counts = None if "text" in request.POST else counts_sent(request, "line")
    return do(
        request,
        lambda: actions.count_carton(actor_of(request), carton_id=carton_id, text=text, counts=counts, now=now()),
        said=_("Counted."),
        to=reverse("receiving.carton", args=[carton_id]),
    )


@require_POST
@allowed("intake.receive_carton")
def receive_carton(request: HttpRequest, carton_id: int) -> HttpResponse:
    """It is received: as counted, or whole."""
    _carton(request, carton_id)
    all_there = request.POST.get("as") == "whole"
    return do(
        request,
        lambda: actions.receive_carton(actor_of(request), carton_id=carton_id, all_there=all_there, now=now()),
        said=_("The carton is received."),
        to=reverse("receiving.carton", args=[carton_id]),
    )


@require_POST
@allowed("intake.reopen_carton")
def reopen_carton(request: HttpRequest, carton_id: int) -> HttpResponse:
    """Count it once more."""
    _carton(request, carton_id)
    return do(
        request,
        lambda: actions.reopen_carton(actor_of(request), carton_id=carton_id, now=now()),
        said=_("It can be counted once more."),
        to=reverse("receiving.carton", args=[carton_id]),
    )


@require_safe
@allowed("intake.view_deliveries")
def carton_labels(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """The labels of a delivery's cartons for paper, one to a page; `?carton=` one of them."""
    actor = actor_of(request)
    found = found_or_404(actor, delivery_id)
    wanted = number(request.GET.get("carton"))
    cartons = _wanted(delivery_id, wanted)
    rows = [{"shown": each, "bars": stripes(each.code), "modules": sum(widths_of(each.code))} for each in cartons]
    context = {
        "delivery": found,
        "rows": rows,
        "wanted": wanted,
        "may_print_on_sheets": actor.site_id is not None and actor.may("labels.print_cartons"),
    }
    return render(request, "web/receiving/carton_labels.html", context)


def _wanted(delivery_id: int, wanted: int) -> "list[CartonShown]":
    return [each for each in queries.cartons_of(delivery_id) if not wanted or each.carton.pk == wanted]


@require_POST
@allowed("labels.print_cartons")
def print_carton_labels(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """The same labels as a label run, on the sheets and printers of all other labels; one, or all of the delivery."""
    actor = actor_of(request)
    found = found_or_404(actor, delivery_id)
    cartons = _wanted(delivery_id, number(request.POST.get("carton")))
    if actor.site_id is None or not cartons:
        raise Http404
    packed = [
        PackedCarton(
            code=each.code,
            to=each.carton.site.called,
            number=each.carton.number,
            of=each.of,
            sender=found.site.name,
            contents=(_delivery_words(found), _inside_words(each.packed)),
        )
        for each in cartons
    ]
    printer = label_printers(actor).first()
    try:
        run_id = print_cartons(
            actor, packed=packed, printer_id=printer.pk if printer else None, sheet=CARTON_SHEET, now=now()
        )
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refused(request, refused)
        return redirect("receiving.carton_labels", delivery_id)
    return redirect("labels.run", run_id)


def _delivery_words(delivery: "Delivery") -> str:
    words = _("delivery %(delivery)s") % {"delivery": delivery}
    return f"{delivery.vendor}, {words}" if delivery.vendor else words


def _inside_words(count: int) -> str:
    return ngettext("%(count)s copy inside", "%(count)s copies inside", count) % {"count": count}
