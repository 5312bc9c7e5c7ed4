"""Deliveries: the list, a new one, and the page where one is counted."""

import secrets
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.jobs import queries as jobs
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Objection, Refused
from carrel.doors.web import long_work
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.items import shown
from carrel.doors.web.phrases import sentence, sentences
from carrel.doors.web.receiving import parked
from carrel.doors.web.receiving.doing import do, number
from carrel.rooms.intake import actions, queries
from carrel.rooms.intake.forms import DeliveryForm, NewLineForm, PackingColumnsForm, ProcessDeliveryForm
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from carrel.rooms.intake.models import Delivery
    from carrel.rooms.intake.queries import LineShown
    from carrel.rooms.schools.models import Site

MOST_SAID = 8


@require_safe
@allowed("intake.view_deliveries")
def deliveries(request: HttpRequest) -> HttpResponse:
    """The deliveries unpacked here, those open first, and the cartons that come from elsewhere."""
    actor = actor_of(request)
    found = queries.with_counts(queries.deliveries(actor)).order_by("-state", "-came_on", "-pk")
    context = {
        "page": Paginator(found, 50).get_page(request.GET.get("page")),
        "coming": list(queries.cartons_coming(actor)[:50]),
    }
    return render(request, "web/receiving/deliveries.html", context)


@require_http_methods(["GET", "POST"])
@allowed("intake.add_delivery")
def add_delivery(request: HttpRequest) -> HttpResponse:
    """A new delivery: its numbers, and its list as a table, from a MARC file, or typed afterwards."""
    actor, moment = actor_of(request), now()
    if actor.site_id is None:
        raise Http404
    form = DeliveryForm(
        request.POST or None, request.FILES or None, actor=actor, jobs=queries.imports_to_unpack(actor),
        initial={"came_on": schools.today_at(actor.site_id, moment), "key": secrets.token_urlsafe(16)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            delivery_id = _added(request, actor, form)
        except NotAllowed:
            raise
        except Refused as refused:
            for text in sentences(refused):
                form.add_error("file" if form.cleaned_data["file"] else None, text)
        else:
            return redirect("receiving.delivery", delivery_id)
    return render(request, "web/receiving/add_delivery.html", {"form": form}, status=422 if form.is_bound else 200)


def _added(request: HttpRequest, actor: Actor, form: DeliveryForm) -> int:
    assert actor.site_id is not None
    if upload := form.upload():
        stream, name = upload
        delivery_id, said = actions.send_packing_list(
            actor, stream=stream, name=name, site_id=actor.site_id, now=now(), **form.facts()
        )
        _say(request, said)
        return delivery_id
    key = form.cleaned_data["key"]
    if job_id := form.cleaned_data["job"]:
        return actions.unpack_import(actor, job_id=job_id, site_id=actor.site_id, key=key, now=now(), **form.facts())
    return actions.add_delivery(actor, site_id=actor.site_id, key=key, now=now(), **form.facts())


def _say(request: HttpRequest, said: tuple[Objection, ...]) -> None:
    """What is said of odd lines of a list, the first few by name."""
    for each in said[:MOST_SAID]:
        messages.info(request, sentence(each), extra_tags="ask")
    if len(said) > MOST_SAID:
        text = _("%(count)s lines more are odd. Look at the list.") % {"count": len(said) - MOST_SAID}
        messages.info(request, text, extra_tags="ask")


def found_or_404(actor: Actor, delivery_id: int) -> "Delivery":
    """A delivery of the actor's sites."""
    found = queries.delivery_in_sight(actor, delivery_id)
    if found is None:
        raise Http404
    return found


@require_safe
@allowed("intake.view_deliveries")
def delivery(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """One delivery: the box to scan into, what was counted last (`?line=`), its lines and what differs."""
    answer = _page(request, delivery_id)
    if request.headers.get("HX-Request") == "true" and b'id="progress"' not in answer.content:
        # Its list is read: the lines are there.
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return answer


def _page(
    request: HttpRequest, delivery_id: int, *, status: int = 200, line_form: NewLineForm | None = None
) -> HttpResponse:
    actor = actor_of(request)
    found = found_or_404(actor, delivery_id)
    lines = queries.lines_of(delivery_id)
    last = next((each for each in lines if each.line.pk == number(request.GET.get("line"))), None)
    totals = queries.totals_of(lines)
    filling = _filling(request, found)
    context = {
        "delivery": found,
        **filling,
        "lines": lines,
        "last": last,
        "totals": totals,
        "sites_of_lines": _schools(lines),
        "cartons": queries.cartons_of(delivery_id),
        "to_make": sum(max(0, each.line.came - each.line.damaged - each.made) for each in lines),
        "batches": list(queries.processing_batches(actor).filter(delivery=found)),
        "line_form": line_form or NewLineForm(currency=shown.currency(), auto_id="new_%s"),
        "process_form": ProcessDeliveryForm(auto_id="process_%s"),
        "columns_form": PackingColumnsForm(heads=found.heads, mapping=found.mapping) if found.file_id else None,
        "may_read_anew": bool(found.file_id) and not totals.came and found.is_open and not filling.get("seen"),
        "key": secrets.token_urlsafe(16),
    }
    return render(request, "web/receiving/delivery.html", context, status=status)


def _filling(request: HttpRequest, found: "Delivery") -> dict[str, Any]:
    """How far the list of a delivery is read, where a job reads it; what it said of odd lines, or why it gave up."""
    job = queries.filling_of(found)
    if job is None:
        return {}
    if not job.is_over:
        return {"seen": long_work.seen(request, job.pk, "intake")}
    said = [each for line in jobs.lines_of(job.pk, "told") for each in line["facts"]["said"]]
    fault = job.report.get("fault") or job.fault
    return {
        "odd": [long_work.sentence(each) for each in said[:MOST_SAID]],
        "more_odd": max(0, len(said) - MOST_SAID),
        "fault": long_work.sentence(fault) if fault else "",
        "broken_job": job if job.status in ("broken", "stopped") else None,
    }


def _schools(lines: "list[LineShown]") -> "list[Site]":
    """The schools that lines are for, those with copies to pack first; all schools where none is decided."""
    there: dict[int, Site] = {}
    left: dict[int, int] = {}
    for each in lines:
        if each.line.site is not None:
            there[each.line.site.pk] = each.line.site
            loose = each.line.came - each.line.damaged - each.packed
            left[each.line.site.pk] = left.get(each.line.site.pk, 0) + loose
    found = sorted(there.values(), key=lambda site: (left[site.pk] <= 0, site.name))
    return found or queries.all_sites()


@require_POST
@allowed("intake.count_into_delivery")
def count_into_delivery(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """One scan: one copy more."""
    actor = actor_of(request)
    found = found_or_404(actor, delivery_id)
    to = reverse("receiving.delivery", args=[delivery_id])
    try:
        done = actions.count_into_delivery(
            actor, delivery_id=delivery_id, text=request.POST.get("text", "")[:200],
            key=request.POST.get("key", "")[:80], now=now(),
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refused(request, refused)
        return redirect(to)
    _park(actor, found)
    return redirect(f"{to}?line={done.line_id}")


def _park(actor: Actor, found: "Delivery") -> None:
    totals = queries.totals_of(queries.lines_of(found.pk))
    detail = _("%(came)s of %(expected)s came") % {"came": totals.came, "expected": totals.expected}
    title = _("Delivery %(name)s") % {"name": found}
    url = reverse("receiving.delivery", args=[found.pk])
    parked.park(actor, parked.DELIVERY, found.pk, title=title, detail=detail, url=url)


@require_POST
@allowed("intake.add_delivery_line")
def add_delivery_line(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """One line more, typed."""
    actor = actor_of(request)
    found_or_404(actor, delivery_id)
    form = NewLineForm(request.POST, currency=shown.currency(), auto_id="new_%s")
    if not form.is_valid():
        return _page(request, delivery_id, status=422, line_form=form)
    to = reverse("receiving.delivery", args=[delivery_id])
    return do(
        request,
        lambda: actions.add_delivery_line(actor, delivery_id=delivery_id, line=form.line(), now=now()),
        said=_("The line is added."),
        to=to,
    )


@require_POST
@allowed("intake.read_packing_list")
def read_packing_list(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Read the packing list anew with other columns."""
    actor = actor_of(request)
    found = found_or_404(actor, delivery_id)
    form = PackingColumnsForm(request.POST, heads=found.heads, mapping=found.mapping)
    mapping = form.mapping() if form.is_valid() else {}

    def read() -> None:
        _say(request, actions.read_packing_list(actor, delivery_id=delivery_id, mapping=mapping, now=now()))

    return do(request, read, said=_("The list is read anew."), to=reverse("receiving.delivery", args=[delivery_id]))


@require_POST
@allowed("intake.close_delivery")
def close_delivery(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """It is unpacked."""
    actor = actor_of(request)
    found_or_404(actor, delivery_id)

    def close() -> None:
        actions.close_delivery(actor, delivery_id=delivery_id, now=now())
        parked.let_go(actor, parked.DELIVERY, delivery_id)

    said = _("Closed. What is short or damaged can be claimed, and it can be opened again.")
    return do(request, close, said=said, to=reverse("receiving.delivery", args=[delivery_id]))


@require_POST
@allowed("intake.reopen_delivery")
def reopen_delivery(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Open it again."""
    actor = actor_of(request)
    found_or_404(actor, delivery_id)
    return do(
        request,
        lambda: actions.reopen_delivery(actor, delivery_id=delivery_id, now=now()),
        said=_("It is open again."),
        to=reverse("receiving.delivery", args=[delivery_id]),
    )


@require_POST
@allowed("intake.take_out_delivery")
def take_out_delivery(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """It was written down by mistake."""
    actor = actor_of(request)
    found_or_404(actor, delivery_id)

    def take_out() -> None:
        actions.take_out_delivery(actor, delivery_id=delivery_id, now=now())
        parked.let_go(actor, parked.DELIVERY, delivery_id)

    back = reverse("receiving.delivery", args=[delivery_id])
    return do(
        request, take_out, said=_("The delivery is taken out."), to=reverse("receiving.deliveries"), refused_to=back
    )


@require_POST
@allowed("intake.process_delivery")
def process_delivery(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Add its copies and begin a batch with them."""
    actor = actor_of(request)
    found_or_404(actor, delivery_id)
    form = ProcessDeliveryForm(request.POST, auto_id="process_%s")
    item_type = form.cleaned_data["item_type"].pk if form.is_valid() else None
    back = reverse("receiving.delivery", args=[delivery_id])
    try:
        batch_id = actions.process_delivery(actor, delivery_id=delivery_id, item_type_id=item_type, now=now())
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refused(request, refused)
        return redirect(back)
    return redirect("receiving.processing_batch", batch_id)
