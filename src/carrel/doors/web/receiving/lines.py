"""One line of a delivery: its counts, its school, shared out; and all lines that differ, as a letter or a table."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.tables import CODE, MONEY, NUMBER, TEXT, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.items import shown
from carrel.doors.web.phrases import put_on
from carrel.doors.web.receiving.deliveries import found_or_404
from carrel.doors.web.receiving.doing import do
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.intake import actions, queries
from carrel.rooms.intake.forms import LineForm, ShareForm, line_initial
from carrel.rooms.intake.queries import LineShown
from carrel.rooms.schools import queries as schools


def _line(request: HttpRequest, delivery_id: int, line_id: int) -> LineShown:
    found_or_404(actor_of(request), delivery_id)
    found = next((each for each in queries.lines_of(delivery_id) if each.line.pk == line_id), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@allowed("intake.change_delivery_line")
def change_delivery_line(request: HttpRequest, delivery_id: int, line_id: int) -> HttpResponse:
    """Type its counts, its school and what it is."""
    found = _line(request, delivery_id, line_id)
    form = LineForm(request.POST or None, currency=shown.currency(), initial=line_initial(found.line))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            actions.change_delivery_line(
                actor_of(request), line_id=line_id, line=form.line(), came=values["came"], damaged=values["damaged"],
                now=now(),
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as refused:
            put_on(form, refused)
        else:
            return redirect(reverse("receiving.delivery", args=[delivery_id]) + f"?line={line_id}")
    share = ShareForm(sites=queries.all_sites(), line=found.line, auto_id="share_%s")
    context = {"delivery_id": delivery_id, "shown": found, "form": form, "share": share}
    return render(request, "web/receiving/line.html", context, status=422 if form.is_bound else 200)


@require_POST
@allowed("intake.share_delivery_line")
def share_delivery_line(request: HttpRequest, delivery_id: int, line_id: int) -> HttpResponse:
    """Share it out among schools."""
    found = _line(request, delivery_id, line_id)
    form = ShareForm(request.POST, sites=queries.all_sites(), line=found.line)
    shares = form.shares() if form.is_valid() else {}
    return do(
        request,
        lambda: actions.share_delivery_line(actor_of(request), line_id=line_id, shares=shares, now=now()),
        said=_("“%(title)s” is shared out.") % {"title": found.line},
        to=reverse("receiving.delivery", args=[delivery_id]),
        refused_to=reverse("receiving.change_delivery_line", args=[delivery_id, line_id]),
    )


@require_POST
@allowed("intake.take_out_delivery_line")
def take_out_delivery_line(request: HttpRequest, delivery_id: int, line_id: int) -> HttpResponse:
    """It was added by mistake."""
    found = _line(request, delivery_id, line_id)
    return do(
        request,
        lambda: actions.take_out_delivery_line(actor_of(request), line_id=line_id, now=now()),
        said=_("The line of “%(title)s” is taken out.") % {"title": found.line},
        to=reverse("receiving.delivery", args=[delivery_id]),
    )


@require_POST
@allowed("intake.take_back_count")
def take_back_count(request: HttpRequest, delivery_id: int, line_id: int) -> HttpResponse:
    """One counted copy less."""
    found = _line(request, delivery_id, line_id)
    return do(
        request,
        lambda: actions.take_back_count(actor_of(request), line_id=line_id, now=now()),
        said=_("One copy of “%(title)s” less.") % {"title": found.line},
        to=reverse("receiving.delivery", args=[delivery_id]) + f"?line={line_id}",
    )


@require_safe
@allowed("intake.view_deliveries")
def claim(request: HttpRequest, delivery_id: int) -> HttpResponseBase:
    """What is short, damaged and surplus: a letter for the vendor on paper, `?as=csv|xlsx` as a table."""
    delivery = found_or_404(actor_of(request), delivery_id)
    lines = [each for each in queries.lines_of(delivery_id) if each.difference.is_any]
    if shape := wanted_shape(request):
        columns = [
            Column(_("ISBN or number"), CODE), Column(_("Title"), TEXT), Column(_("Listed"), NUMBER),
            Column(_("Came"), NUMBER), Column(_("Short"), NUMBER), Column(_("Damaged"), NUMBER),
            Column(_("Surplus"), NUMBER), Column(_("Price"), MONEY),
        ]  # fmt: skip
        rows = [
            (
                each.line.isbn, each.line.title, each.line.expected, each.line.came, each.difference.short,
                each.difference.damaged, each.difference.surplus, each.line.price_minor,
            )
            for each in lines
        ]  # fmt: skip
        return table_response(Table(_("Claim for %(name)s") % {"name": delivery}, columns, rows), shape)
    claimed = [each for each in lines if each.difference.claimed]
    owed = sum(each.difference.claimed * (each.line.price_minor or 0) for each in claimed)
    context = {
        "delivery": delivery,
        "claimed": claimed,
        "surplus": [each for each in lines if each.difference.surplus],
        "owed": shown.price_words(owed) if owed else "",
        "district": schools.district(),
        "today": schools.today_at(delivery.site_id, now()),
    }
    return render(request, "web/receiving/claim.html", context)
