"""One table of a month or a year: sorted, narrowed, with a chart, on paper, as CSV and XLSX, and to be published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.texts import fold
from carrel.cellar.tables.table import CODE, MONEY, NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.charges.shown import money
from carrel.doors.web.reports import shown
from carrel.doors.web.reports.months import VIEW, first_of
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.reports.phrases import BY_WORDS, DEED_WORDS
from carrel.rooms.reports.queries import figures as asked
from carrel.rooms.reports.rules.counting import DEEDS
from carrel.rooms.reports.rules.figures import place_of
from carrel.rooms.reports.rules.suppression import Published, published
from carrel.rooms.schools.queries import school_years

if TYPE_CHECKING:
    from carrel.rooms.reports.rules.figures import Figures, Line, Stock

STOCK_COLUMNS = ("items", "value_minor", "unpriced", "added", "withdrawn", "never_lent")


@require_safe
@allowed(VIEW)
def month_table(request: HttpRequest, month: str, by: str) -> HttpResponseBase:
    """A month by one dimension: `?sort= &q= &publish=1 &as=csv|xlsx`."""
    found, _kept = asked.month_figures(first_of(month), shown.site_of(request), now())
    title = shown.month_words(first_of(month))
    return _table_page(request, found, by, title, reverse("reports.month", args=[month]))


@require_safe
@allowed(VIEW)
def year_table(request: HttpRequest, year_id: int, by: str) -> HttpResponseBase:
    """A school year by one dimension: `?sort= &q= &publish=1 &as=csv|xlsx`."""
    year = school_years().filter(pk=year_id).first()
    if year is None or by == "day":
        raise Http404
    found, _kept = asked.year_figures(year, shown.site_of(request), now())
    return _table_page(request, found, by, year.name, reverse("reports.year", args=[year_id]))


def _table_page(request: HttpRequest, found: Figures, by: str, period: str, back: str) -> HttpResponseBase:
    if by.startswith("stock-"):
        return _stock_page(request, found, by.removeprefix("stock-"), period, back)
    if by not in shown.DEED_TABLES:
        raise Http404
    lines = _narrowed(request, by, _sorted(request, by, found.by.get(by, ())))
    publish = published([line.deeds for line in lines]) if request.GET.get("publish") == "1" else None
    title = f"{period}: {BY_WORDS[by]}"
    columns = [Column(str(BY_WORDS[by])), *(Column(str(word), NUMBER) for word in DEED_WORDS.values())]
    rows = _rows(by, lines, publish)
    if shape := wanted_shape(request):
        totals = [_("All"), *(publish.totals if publish else _sums(lines))]
        return table_response(Table(title, columns, [*rows, totals] if rows else []), shape)
    context = {
        "title": title, "back": back, "back_word": period, "by": by, "head": BY_WORDS[by], "words": DEED_WORDS,
        "rows": [_labelled(row) for row in rows],
        "totals": _labelled(["", *(publish.totals if publish else _sums(lines))])[1:] if lines else (),
        "place": shown.place_words(request), "q": request.GET.get("q", ""), "published": publish,
        "chart": shown.chart_of(by, found.by.get(by, ())) if by in shown.CHARTED and publish is None else "",
        "tables": _tabs(request, by, is_year=period != "" and "year" in back),
    }  # fmt: skip
    return render(request, "web/reports/table.html", context)


def _tabs(request: HttpRequest, current: str, *, is_year: bool) -> list[dict[str, Any]]:
    match = request.resolver_match
    assert match is not None
    return [
        {
            "url": reverse(str(match.view_name), kwargs={**match.kwargs, "by": by}),
            "word": BY_WORDS[by], "count": None, "current": by == current,
        }
        for by in shown.DEED_TABLES
        if not (is_year and by == "day")
    ]  # fmt: skip


def _rows(by: str, lines: Sequence[Line], publish: Published | None) -> list[list[object]]:
    """The figures of each line; what must not be told stays empty in files."""
    if publish is None:
        return [[shown.words_of(by, line), *line.deeds] for line in lines]
    return [[shown.words_of(by, line), *told] for line, told in zip(lines, publish.rows, strict=True)]


def _labelled(row: Sequence[object]) -> list[tuple[object, object]]:
    """Each cell with the word that stands before it where the table folds."""
    return list(zip(("", *DEED_WORDS.values()), row, strict=True))


def _sums(lines: Sequence[Line]) -> tuple[int, ...]:
    return tuple(sum(line.deeds[place] for line in lines) for place in range(len(DEEDS)))


def _sorted(request: HttpRequest, by: str, lines: Sequence[Line]) -> list[Line]:
    wanted = request.GET.get("sort", "")
    name = wanted.removeprefix("-")
    if name in DEEDS:
        return sorted(lines, key=lambda line: getattr(line, name), reverse=wanted.startswith("-"))
    return sorted(lines, key=lambda line: place_of(by, line.value, line.label), reverse=wanted == "-value")


def _narrowed(request: HttpRequest, by: str, lines: Sequence[Line]) -> list[Line]:
    """Those whose words hold the text, and with `?least=5` those with so many loans."""
    text = fold(request.GET.get("q", "").strip())
    return [line for line in lines if not text or text in fold(shown.words_of(by, line))]


def _stock_page(request: HttpRequest, found: Figures, by: str, period: str, back: str) -> HttpResponseBase:
    """What is owned by type, by call number or by age."""
    if by not in ("kind", "range", "age"):
        raise Http404
    rows = _stock_sorted(request, shown.stock_rows(found, by))
    text = fold(request.GET.get("q", "").strip())
    rows = [(words, line) for words, line in rows if not text or text in fold(words)]
    title = _("%(period)s: what is owned, by %(what)s") % {"period": period, "what": str(BY_WORDS[by]).lower()}
    if shape := wanted_shape(request):
        columns = [
            Column(str(BY_WORDS[by])), Column(_("Items"), NUMBER), Column(_("Value"), MONEY),
            Column(_("Without a price"), NUMBER), Column(_("Added"), NUMBER), Column(_("Withdrawn"), NUMBER),
            Column(_("Never lent"), NUMBER), Column(_("Loans of a year for each item"), NUMBER),
            Column(_("Published on the average"), CODE),
        ]  # fmt: skip
        table = [
            [words, *(getattr(line, name) for name in STOCK_COLUMNS), line.turnover, line.mean_year]
            for words, line in rows
        ]
        return table_response(Table(title, columns, table), shape)
    context = {
        "title": title, "back": back, "back_word": period, "head": BY_WORDS[by], "by": by,
        "rows": [(words, line, money(line.value_minor)) for words, line in rows], "q": request.GET.get("q", ""),
        "place": shown.place_words(request), "on": found.collection_on,
    }  # fmt: skip
    return render(request, "web/reports/stock.html", context)


def _stock_sorted(request: HttpRequest, rows: list[tuple[str, Stock]]) -> list[tuple[str, Stock]]:
    wanted = request.GET.get("sort", "")
    name = wanted.removeprefix("-")
    if name in (*STOCK_COLUMNS, "turnover", "mean_year"):
        return sorted(rows, key=lambda row: getattr(row[1], name) or 0, reverse=wanted.startswith("-"))
    return rows[::-1] if wanted == "-value" else rows
