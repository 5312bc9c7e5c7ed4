"""What came of a count, list by list, and what the counts of years lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carrel.cellar.tables import CODE, MONEY, NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.items.shown import price_words, state_shown
from carrel.doors.web.stocktake import shown
from carrel.doors.web.stocktake.counts import VIEW
from carrel.doors.web.stocktake.walking import VERBS, seen_count
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.stocktake import queries, rules
from carrel.rooms.stocktake.phrases import OUTCOME_WORDS, STATE_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carrel.rooms.stocktake.models import Count
    from carrel.rooms.stocktake.queries import Figures

MISSING, ORDER, FOUND, LOOK, STRAYS = "missing", "order", "found", "look", "strays"
LISTS = (MISSING, ORDER, FOUND, LOOK, STRAYS)
MOST_ON_A_PAGE = 500
TO_LOOK_AT = tuple(each for each in rules.OUTCOMES if each not in (rules.RIGHT, rules.FOUND))


@require_safe
@allowed(VIEW)
def results(request: HttpRequest, count_id: int) -> HttpResponseBase:
    """What came of a count, or would; `?list=` one of LISTS, `?as=csv|xlsx` as a table."""
    found, chosen = seen_count(request, count_id), request.GET.get("list", "")
    chosen = chosen if chosen in LISTS else MISSING
    if shape := wanted_shape(request):
        return table_response(_table(found, chosen), shape)
    result, actor = queries.result_of(found), actor_of(request)
    lines = list(_lines(found, chosen, MOST_ON_A_PAGE))
    look = sum(result.by_outcome.get(each, 0) for each in TO_LOOK_AT)
    words = _words() | ({MISSING: _("Not seen yet")} if found.state == rules.OPEN else {})
    counts = (result.missing, result.misplaced, result.found, look, result.strays)
    context = {
        "count": found,
        "scope_words": shown.scope_words(found),
        "state_shape": shown.STATE_SHAPES[found.state],
        "state_word": STATE_WORDS[found.state],
        "is_open": found.state == rules.OPEN,
        "result": result,
        "value": price_words(result.missing_minor),
        "interval": shown.interval_words(result.interval) if result.interval else None,
        "tabs": [(code, words[code], count) for code, count in zip(LISTS, counts, strict=True)],
        "chosen": chosen,
        "word": words[chosen],
        "lines": [(line, price_words(line.price_minor)) for line in lines],
        "more": dict(zip(LISTS, counts, strict=True))[chosen] - len(lines),
        "strays": queries.strays_of(found) if chosen == STRAYS else [],
        "tallies": _shown(queries.tallies_of(found)),
        "may": {verb: actor.may(f"stocktake.{verb}") for verb in VERBS}
        | {"add_item": actor.may("inventory.add_item"), "view_item": actor.may("inventory.view_items")},
    }
    return render(request, "web/stocktake/results.html", context)


def _words() -> dict[str, str]:
    return {
        MISSING: _("Missing"),
        ORDER: _("Out of order"),
        FOUND: _("Found"),
        LOOK: _("To look at"),
        STRAYS: _("Strays"),
    }


def _lines(found: Count, chosen: str, most: int | None = None) -> Iterator[shown.Line]:
    """The copies of one list, in the order of the shelves."""
    if chosen == MISSING and found.state == rules.OPEN:
        for item in queries.in_shelf_order(queries.unseen_items(found))[:most]:
            yield shown.line_of(item, _("Not seen yet"), price_minor=item.price_minor)
    elif chosen == MISSING:
        for gone in queries.missing_of(found)[:most]:
            word = str(state_shown(gone.item.state).word)
            yield shown.line_of(gone.item, word, price_minor=gone.price_minor)
    elif chosen == ORDER:
        for each in queries.misplaced(found.pk, most=most or 100_000):
            words = shown.belongs_words(each)
            yield shown.line_of(each.item, words, seen_id=each.seen_id, is_moved=each.is_moved)
    elif chosen in (FOUND, LOOK):
        for seen in queries.seen_as(found, *((rules.FOUND,) if chosen == FOUND else TO_LOOK_AT))[:most]:
            word = str(OUTCOME_WORDS[seen.outcome])
            yield shown.line_of(seen.item, word, seen_id=seen.pk, is_moved=seen.settled_at is not None)


def _table(found: Count, chosen: str) -> Table:
    if chosen == STRAYS:
        columns = [Column(_("Number"), CODE), Column(_("Scanned by"))]
        return Table(
            f"{found.name} {_words()[chosen]}",
            columns,
            ([each.number, each.by_name] for each in queries.strays_of(found)),
        )
    columns = [
        Column(_("Call number"), CODE), Column(_("Title"), width=44), Column(_("Barcode"), CODE), Column(_("Place")),
        Column(_("How it stands"), width=44), Column(_("Price"), MONEY),
    ]  # fmt: skip
    rows = (
        [line.call_number, line.title, line.barcode, line.place, line.said, line.price_minor]
        for line in _lines(found, chosen)
    )
    return Table(f"{found.name} {_words()[chosen]}", columns, rows)


@require_safe
@allowed("stocktake.view_losses")
def losses(request: HttpRequest) -> HttpResponseBase:
    """What the finished counts of this school found missing, by school year, range and item type."""
    found = queries.losses_of(actor_of(request))
    if shape := wanted_shape(request):
        return table_response(_losses_table(found), shape)
    years = [(year, _shown(kinds), _shown_one(sum(kinds.values(), queries.Figures()))) for year, kinds in found.items()]
    return render(request, "web/stocktake/losses.html", {"years": years})


def _losses_table(found: Mapping[str, Mapping[tuple[str, str], Figures]]) -> Table:
    columns = [
        Column(_("School year")), Column(_("Range")), Column(_("Item type")), Column(_("There"), NUMBER),
        Column(_("Found"), NUMBER), Column(_("Missing"), NUMBER), Column(_("Missing in percent"), NUMBER),
        Column(_("Value"), MONEY), Column(_("Without a price"), NUMBER),
    ]  # fmt: skip
    rows = (
        [
            year, name or "–", kind, each.counted, each.found, each.missing,
            None if each.rate is None else round(each.rate * 100, 1), each.missing_minor, each.without_price,
        ]
        for year, kinds in found.items()
        for (name, kind), each in kinds.items()
    )  # fmt: skip
    return Table(_("Losses"), columns, rows)


def _shown(kinds: Mapping[tuple[str, str], Figures]) -> list[dict[str, Any]]:
    return [{"range": name or "–", "kind": kind, **_shown_one(each)} for (name, kind), each in kinds.items()]


def _shown_one(each: Figures) -> dict[str, Any]:
    return {"figures": each, "rate": shown.share_words(each.rate), "value": price_words(each.missing_minor)}
