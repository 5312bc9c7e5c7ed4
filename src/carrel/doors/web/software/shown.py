"""How licences are shown: their standing as a shape and a word, their cost as money, the list as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carrel.cellar.tables import DATE, MONEY, NUMBER, Column, Table
from carrel.rooms.software.phrases import KIND_WORDS, STANDING_WORDS
from carrel.rooms.software.queries import LicenceShown

SHAPES = {"not_yet": "parked", "in_force": "done", "ending": "ask", "over": "refused", "ended": "unknown"}
WITHIN = (90, 30, 7)


@dataclass(frozen=True, slots=True)
class Chip:
    """A shape and its word."""

    shape: str
    word: str | Promise


def standing_chip(licence: LicenceShown) -> Chip:
    """How a licence stands; one that ends soon says within how many days."""
    if licence.standing == "ending" and licence.warned_at:
        text = ngettext("Ends within %(days)s day", "Ends within %(days)s days", licence.warned_at)
        return Chip("refused" if licence.warned_at == WITHIN[-1] else "ask", text % {"days": licence.warned_at})
    return Chip(SHAPES[licence.standing], STANDING_WORDS[licence.standing])


def licences_table(found: Sequence[LicenceShown]) -> Table:
    """Licences as a table to take along; no licence number stands in it."""
    columns = [
        Column(_("Product"), width=40), Column(_("Publisher")), Column(_("Version")), Column(_("School")),
        Column(_("What was bought")), Column(_("Seats"), NUMBER), Column(_("Held"), NUMBER), Column(_("From"), DATE),
        Column(_("Until"), DATE), Column(_("Standing")), Column(_("Cost"), MONEY), Column(_("Vendor")),
        Column(_("Fund")), Column(_("Purchase order")), Column(_("Where its media are")),
    ]  # fmt: skip
    return Table(_("Licences of software"), columns, _rows(found))


def _rows(found: Sequence[LicenceShown]) -> Iterator[list[object]]:
    for each in found:
        yield [
            each.product, each.publisher, each.version, each.site or _("all schools"), str(KIND_WORDS[each.kind]),
            each.seats, each.seats_open, each.starts_on, each.expires_on, str(STANDING_WORDS[each.standing]),
            each.cost_minor, each.vendor, each.fund, each.purchase_order, each.place,
        ]  # fmt: skip
