"""How figures are shown: values in words, tables of them, charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges.shown import money
from carrel.doors.web.charts import Bar, bars
from carrel.doors.web.templatetags.carrel_web import clock_words, day_words, figure
from carrel.rooms.charges.phrases import KIND_WORDS, LINE_WORDS
from carrel.rooms.reports.phrases import (
    BY_WORDS,
    CLAIM_WORDS,
    DEED_WORDS,
    NOTHING_WORDS,
    RANGE_WORDS,
    STANDING_WORDS,
)
from carrel.rooms.reports.queries.figures import site_in_sight
from carrel.rooms.reports.rules.figures import CLAIMS
from carrel.rooms.schools.queries import district, site

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from carrel.rooms.reports.rules.figures import Figures, Line, Stock

DEED_TABLES = ("day", "hour", "grade", "class", "category", "kind", "range", "place")
STOCK_TABLES = ("stock-kind", "stock-range", "stock-age")
CHARTED = ("day", "hour", "grade", "range")
MOST_ON_PAGE = 14
"""Lines of one table on the page of a month, so that it goes on one sheet; the whole table has a page of its own."""


def words_of(by: str, line: Line | Stock) -> str:
    """A value in words: a day, an hour, a grade, a name."""
    if not line.value:
        return str(NOTHING_WORDS.get(by, "–"))
    if by == "day":
        return day_words(date.fromisoformat(line.value))
    if by == "hour":
        return clock_words(time(int(line.value)))
    if by == "range":
        return str(RANGE_WORDS.get(line.value, line.value))
    if by == "age":
        return _("%(year)s to %(last)s") % {"year": line.value, "last": int(line.value) + 9}
    return line.label


def short_words(by: str, line: Line) -> str:
    """The same below a bar, where there is room for a few signs."""
    if by == "day":
        return str(int(line.value[-2:]))
    if by == "hour":
        return str(int(line.value))
    return line.value or "–"


def month_words(first_on: date) -> str:
    """November 2026."""
    return formats.date_format(first_on, "YEAR_MONTH_FORMAT")


WHOLE = "figures_whole"


def site_of(request: HttpRequest) -> int | None:
    """Whose figures are looked at: the school's, or the whole district's for who asked for them and may."""
    return site_in_sight(actor_of(request), whole=bool(request.session.get(WHOLE)))


def place_words(request: HttpRequest) -> str:
    """Whose figures these are: the school's name, or the district's."""
    site_id = site_of(request)
    here = site(site_id) if site_id else None
    owner = district()
    return here.name if here else owner.name if owner else ""


def chart_of(by: str, lines: Sequence[Line], what: str = "loans") -> SafeString:
    """Loans by this dimension as bars."""
    listed = [Bar(short_words(by, line), getattr(line, what)) for line in lines]
    return bars(listed, title=_("Loans by %(what)s") % {"what": str(BY_WORDS[by]).lower()})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its value in words, its figures, its share of the loans in percent."""

    words: str
    figures: tuple[int, ...]

    @property
    def cells(self) -> list[tuple[object, int]]:
        """Each figure with the word that stands before it where the table folds."""
        return list(zip(DEED_WORDS.values(), self.figures, strict=True))


@dataclass(frozen=True, slots=True)
class Part:
    """One table on the page of a month, cut so that all fit on a sheet."""

    by: str
    title: object
    rows: Sequence[Row]
    more: int
    url: str


def parts_of(figures: Figures, month: str) -> list[Part]:
    """The tables of a month's page, each with its address; days stand in the chart."""
    parts = []
    for by in DEED_TABLES[1:]:
        lines = figures.by.get(by, ())
        if not lines or (len(lines) == 1 and not lines[0].value):
            continue
        cut = _cut(by, lines)
        rows = [Row(words_of(by, line), line.deeds) for line in cut]
        url = reverse("reports.month_table", args=[month, by])
        parts.append(Part(by, BY_WORDS[by], rows, len(lines) - len(cut), url))
    return parts


def _cut(by: str, lines: Sequence[Line]) -> Sequence[Line]:
    """As many lines as there is room for: those with the most loans where the order carries no meaning."""
    if len(lines) <= MOST_ON_PAGE:
        return lines
    if by in ("class", "kind", "place"):
        most = sorted(lines, key=lambda line: -sum(line.deeds))[:MOST_ON_PAGE]
        return [line for line in lines if line in most]
    return lines[:MOST_ON_PAGE]


def standing_of(figures: Figures) -> list[tuple[object, str]]:
    """How things stood, in words and figures."""
    return [
        (STANDING_WORDS[name], money(count) if name == "owed" else figure(count))
        for name, count in figures.standing.items()
        if name in STANDING_WORDS
    ]


def charged_of(figures: Figures) -> list[tuple[object, int, str]]:
    """What was charged, by kind."""
    return [(KIND_WORDS.get(each.kind, each.kind), each.count, money(each.minor)) for each in figures.charged]


def settled_of(figures: Figures) -> list[tuple[object, int, str]]:
    """What took debts off names or put them back."""
    return [(LINE_WORDS.get(each.kind, each.kind), each.count, money(each.minor)) for each in figures.settled]


def claims_of(figures: Figures) -> list[tuple[object, str]]:
    """What was said to be returned, and what came of it; nothing where there was none."""
    if not any(figures.claims.values()):
        return []
    return [(CLAIM_WORDS[name], figure(figures.claims.get(name, 0))) for name in CLAIMS]


def age_rows(figures: Figures) -> list[tuple[str, str, str]]:
    """How old what is owned is: ten years a line, how many items, how much of all."""
    lines = [line for line in figures.stock.get("age", ()) if line.items]
    whole = sum(line.items for line in lines)
    return [
        (words_of("age", line), figure(line.items), f"{formats.number_format(round(line.items * 100 / whole))} %")
        for line in lines
    ]


def collection_of(figures: Figures) -> list[tuple[object, str]]:
    """What is owned, in words and figures."""
    stock = figures.collection
    if stock is None:
        return []
    told: list[tuple[object, str]] = [
        (_("Items"), figure(stock.items)),
        (_("Value, where a price is told"), money(stock.value_minor)),
        (_("Without a price"), figure(stock.unpriced)),
        (_("Added in this time"), figure(stock.added)),
        (_("Withdrawn in this time"), figure(stock.withdrawn)),
        (_("Never lent"), figure(stock.never_lent)),
    ]
    if stock.turnover is not None:
        told.append((_("Loans of a year for each item"), formats.number_format(stock.turnover, 1)))
    if stock.mean_year is not None:
        told.append((_("Published on the average"), str(stock.mean_year)))
    if figures.collection_on and (age := stock.age_in(figures.collection_on.year)) is not None:
        told.append((_("Age on the average, in years"), figure(age)))
    return told


def stock_rows(figures: Figures, by: str) -> list[tuple[str, Stock]]:
    """What is owned by type, call number or age."""
    return [(words_of(by, line), line) for line in figures.stock.get(by, ())]


def head_of(figures: Figures) -> dict[str, Any]:
    """The four sums on top of a page."""
    totals = figures.totals
    return {"loans": totals.loans, "returns": totals.returns, "renewals": totals.renewals, "uses": totals.uses}
