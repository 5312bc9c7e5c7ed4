"""Scan to withdraw: one box, one book after the other, on a phone too."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import sentences
from carrel.doors.web.weeding.shown import list_or_404, reasons_said
from carrel.rooms.weeding import actions, queries, rules

LATELY = 8


@require_http_methods(["GET", "POST"])
@allowed("weeding.scan_to_withdraw")
def scan_to_withdraw(request: HttpRequest, list_id: int) -> HttpResponse:
    """Mark what is scanned to be withdrawn; what no rule names is asked about, with the book in the hand."""
    found = list_or_404(request, list_id)
    number = request.POST.get("number", "").strip()[:200]
    context: dict[str, Any] = {"number": "", "key": secrets.token_urlsafe(16)}
    if request.method == "POST" and number:
        overrides = [each for each in request.POST.getlist("pass") if each.startswith("weeding.")]
        key = request.POST.get("key", "")[:80]
        try:
            context["scanned"] = actions.scan_to_withdraw(
                actor_of(request), list_id=list_id, number=number, overrides=overrides, key=key, now=now()
            )
        except Refused as refused:
            context |= {"refusals": sentences(refused), "number": number}
            if refused.can_be_passed:
                context["asked"] = [each.code for each in refused.objections]
    elif request.method == "POST":
        context["refusals"] = [_("Nothing was scanned. Scan the barcode of the book in your hand.")]
    sums = queries.sums_of(list_id)
    marked = queries.lines_of(list_id, mark=rules.WITHDRAW).order_by("-marked_at", "-pk")
    context |= {
        "list": found,
        "withdrawn": sum(each.withdrawn for each in sums),
        "left": sum(each.looked_at - each.withdrawn - each.kept for each in sums),
        "lately": [(line, reasons_said(line)) for line in marked[:LATELY]],
    }
    status = 422 if "refusals" in context else 200
    return render(request, "web/weeding/scan.html", context, status=status)
