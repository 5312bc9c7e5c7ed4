"""The report for the board: what goes, by section, with reasons and value."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carrel.cellar.tables import MONEY, NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.items.shown import price_words
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.doors.web.weeding.shown import VIEW, list_or_404, reason_counts
from carrel.rooms.weeding import queries
from carrel.rooms.weeding.phrases import ADDED_SECTION, REASON_WORDS
from carrel.rooms.weeding.rules import Tally


@require_safe
@allowed(VIEW)
def board(request: HttpRequest, list_id: int) -> HttpResponseBase:
    """Sections with what was looked at, kept and is to go, its value and its reasons; also as a table and for paper."""
    found = list_or_404(request, list_id)
    sums = queries.sums_of(list_id)
    if shape := wanted_shape(request):
        return table_response(_table(found.name, sums), shape)
    total = Tally("")
    for each in sums:
        total.looked_at += each.looked_at
        total.kept += each.kept
        total.withdrawn += each.withdrawn
        total.value_minor += each.value_minor
        total.unpriced += each.unpriced
    rows = [
        (each, each.section or ADDED_SECTION, price_words(each.value_minor), reason_counts(each.reasons))
        for each in sums
    ]
    context = {
        "list": found, "rows": rows, "total": total, "total_value": price_words(total.value_minor),
        "is_print": request.GET.get("as") == "print",
    }  # fmt: skip
    return render(request, "web/weeding/board.html", context)


def _table(name: str, sums: list[Tally]) -> Table:
    columns = [
        Column(_("Section"), width=30), Column(_("Looked at"), NUMBER), Column(_("Kept"), NUMBER),
        Column(_("To go"), NUMBER), Column(_("Value"), MONEY), Column(_("Without a price"), NUMBER),
        *(Column(str(word), NUMBER) for word in REASON_WORDS.values()),
    ]  # fmt: skip
    rows = (
        [
            each.section or str(ADDED_SECTION), each.looked_at, each.kept, each.withdrawn, each.value_minor,
            each.unpriced, *(each.reasons.get(code, 0) for code in REASON_WORDS),
        ]
        for each in sums
    )  # fmt: skip
    return Table(_("%(name)s, for the board") % {"name": name}, columns, rows)
