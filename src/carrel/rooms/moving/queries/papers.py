"""Papers of moving as documents: the packing list, a slip for each box, the sheet of a round. None names a person."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from carrel.cellar.papers.documents import (
    HEAD,
    HUGE,
    QUIET,
    STRONG,
    TITLE,
    Bars,
    Block,
    Document,
    Gap,
    Page,
    Rows,
    Words,
    shortened,
)
from carrel.rooms.moving.models import Transfer, TransferLine
from carrel.rooms.moving.queries.runs import RunDay, StopShown
from carrel.rooms.moving.queries.transfers import lines_of
from carrel.rooms.moving.rules.runs import CARTON, TRANSFER, Load
from carrel.rooms.moving.rules.transfers import transfer_code
from carrel.rooms.schools.queries import site_names, today_at

LONGEST_TITLE = 60


def _page(blocks: Sequence[Block]) -> Page:
    return Page(tuple(blocks), (get_language() or "en")[:2])


def day_words(on: date) -> str:
    """A day as whoever prints writes it."""
    return formats.date_format(on, "DATE_FORMAT")


def items_words(count: int) -> str:
    """How many items."""
    return ngettext("%(count)s item", "%(count)s items", count) % {"count": count}


def packing_list(transfer: Transfer, now: datetime) -> Document:
    """What is in the boxes, box by box, with a place to tick each when it is counted."""
    lines = [line for line in lines_of(transfer.pk) if line.box]
    on = transfer.sent_at or now
    names = {"from": transfer.from_site.name, "to": transfer.to_site.name}
    blocks: list[Block] = [
        Words(_("Packing list"), TITLE), Words(_("From %(from)s to %(to)s") % names, STRONG), Bars(transfer.code),
        Words(_about(transfer, len(lines), day_words(today_at(transfer.from_site_id, on))), QUIET), Gap(2),
    ]  # fmt: skip
    for box in range(1, transfer.boxes + 1):
        inside = [line for line in lines if line.box == box]
        blocks.append(Words(_box_words(transfer, box, len(inside)), HEAD))
        if inside:
            head = (_("Title"), _("Number"), _("Call number"), _("Counted"))
            blocks.append(Rows(head, tuple(_row(line) for line in inside), 0, (), (0,)))
    return Document(_("Packing list %(code)s") % {"code": transfer.code}, (_page(blocks),))


def _about(transfer: Transfer, count: int, day: str) -> str:
    until = _("Lent until %(day)s") % {"day": day_words(transfer.until_on)} if transfer.until_on else ""
    for_good = "" if transfer.until_on or transfer.returns_id else _("For good")
    return ", ".join(filter(None, (day, items_words(count), until, for_good, transfer.why)))


def _box_words(transfer: Transfer, box: int, count: int) -> str:
    return _("Box %(box)s of %(of)s: %(items)s") % {"box": box, "of": transfer.boxes, "items": items_words(count)}


def _row(line: TransferLine) -> tuple[str, str, str, str]:
    item = line.item
    return shortened(item.record.title, LONGEST_TITLE), item.barcode, item.call_number, "☐"


def courier_slips(transfer: Transfer, now: datetime) -> Document:
    """A page for each box: where it goes in letters one reads across a room, where it is from, which of how many."""
    counts: dict[int, int] = {}
    for line in lines_of(transfer.pk):
        counts[line.box] = counts.get(line.box, 0) + 1
    day = day_words(today_at(transfer.from_site_id, transfer.sent_at or now))
    pages = [
        _page((
            Words(_("To")), Words(transfer.to_site.called, HUGE), Words(transfer.to_site.name, STRONG), Gap(8),
            Words(_("Box %(box)s of %(of)s") % {"box": box, "of": transfer.boxes}, HUGE),
            Words(items_words(counts.get(box, 0))), Gap(8), Bars(transfer_code(transfer.pk, box), 110), Gap(8),
            Words(_("From %(site)s, %(day)s") % {"site": transfer.from_site.name, "day": day}),
            Words(_("School library. If it is lost, bring it to any school of the district."), QUIET),
        ))
        for box in range(1, transfer.boxes + 1)
    ]  # fmt: skip
    return Document(_("Courier slips %(code)s") % {"code": transfer.code}, tuple(pages))


def run_sheet(found: RunDay) -> Document:
    """The driver's sheet: stop by stop what is taken up and set down, in boxes and counts; no title and no person."""
    names = site_names()
    blocks: list[Block] = [Words(found.run.name, TITLE), Words(day_words(found.day), STRONG), Gap(2)]
    for place, stop in enumerate(found.stops, 1):
        blocks += _stop(place, stop, names)
    if found.left:
        blocks.append(Words(_("Not on this run"), HEAD))
        rows = tuple((names.get(e.from_site_id, ""), names.get(e.to_site_id, ""), load_words(e)) for e in found.left)
        blocks.append(Rows((_("From"), _("To"), _("What")), rows, 2))
    return Document(f"{found.run.name}, {day_words(found.day)}", (_page(blocks),))


def _stop(place: int, stop: StopShown, names: dict[int, str]) -> list[Block]:
    blocks: list[Block] = [Words(f"{place}. {stop.site}", HEAD)]
    if not stop.up and not stop.down:
        return [*blocks, Words(_("Nothing to take up and nothing to set down."))]
    rows = [(_("Take up"), _("for %(site)s") % {"site": names.get(e.to_site_id, "")}, e) for e in stop.up]
    rows += [(_("Set down"), _("from %(site)s") % {"site": names.get(e.from_site_id, "")}, e) for e in stop.down]
    table = tuple((do, where, load_words(e), ", ".join(e.codes), "☐") for do, where, e in rows)
    return [*blocks, Rows((_("What to do"), _("School"), _("What"), _("Box numbers"), _("Done")), table, 3)]


def load_words(load: Load, *, with_state: bool = True) -> str:
    """What is carried: boxes and how many items in them, or so many items in the crate; whether it is ready."""
    items = items_words(load.count)
    if load.kind == TRANSFER:
        words = ngettext("%(count)s box, %(items)s", "%(count)s boxes, %(items)s", load.boxes)
    elif load.kind == CARTON:
        words = _("carton, %(items)s")
    else:
        words = _("%(items)s in the crate")
    said = words % {"count": load.boxes, "items": items}
    return said if load.is_ready or not with_state else _("%(what)s, still being packed") % {"what": said}
