"""print_hold_slip, print_transit_slip: the slip that goes with a book to the hold shelf, or into the crate."""

from datetime import date, datetime

from django.utils import formats
from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.prepared import Prepared, Slot
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.cellar.papers import actions as papers
from carrel.cellar.papers.slips import Slip
from carrel.rooms.circulation.models import Hold
from carrel.rooms.circulation.queries.facts import zone_named
from carrel.rooms.circulation.rules.holds import hold_unknown
from carrel.rooms.circulation.rules.slips import reader_code
from carrel.rooms.inventory.models import Transit
from carrel.rooms.people.models import Card

CHECK_IN = "circulation.check_in"
HOLD_SLIP, TRANSIT_SLIP = "circulation.hold_slip", "circulation.transit_slip"

# Every scan that catches a copy asks these.
_HELD = Prepared(
    lambda: Hold.objects.select_related("captured_item__record", "patron", "pickup_site").filter(pk=Slot("hold_id"))
)
_CARD = Prepared(
    lambda: (
        Card.objects.filter(person_id=Slot("person_id"), kind="card", status="valid")
        .order_by("-pk")
        .values_list("number")[:1]
    )
)


def print_hold_slip(actor: Actor, *, hold_id: int, now: datetime) -> int:
    """Ask for the slip of a copy on the hold shelf; returns the number of the print job.

    It carries no name: others read it. Raises NotAllowed, and Refused when no copy stands ready for the hold.
    Inverse: drop_slips.
    """
    require(actor, CHECK_IN)
    with writing():
        held = _HELD.one(hold_id=hold_id)
        if (
            held is None
            or held.status != "on_shelf"
            or held.captured_item is None
            or held.patron is None
            or not actor.sees_site(held.pickup_site_id)
        ):
            raise Refused(hold_unknown())
        item, until = held.captured_item, held.shelf_until_on
        card = _CARD.row(person_id=held.patron.pk)
        number = card[0] if card is not None else held.patron.local_number
        slip = Slip(
            kind=HOLD_SLIP,
            head=_("Hold"),
            big=reader_code(number=number, name=held.patron.display_name, hold_id=held.pk),
            lines=(
                item.record.title,
                item.call_number,
                held.pickup_site.called,
                _("Keep until %(day)s") % {"day": _day(until)} if until else "",
            ),
            barcode=item.barcode,
        )
        return papers.print_slip(actor, slip=slip, site_id=held.pickup_site_id, now=now, about=("hold", held.pk))


def print_transit_slip(actor: Actor, *, transit_id: int, now: datetime) -> int:
    """Ask for the slip of an item that travels, at the site it leaves; returns the number of the print job.

    Raises NotAllowed, and Refused when it does not travel any more. Inverse: drop_slips.
    """
    require(actor, CHECK_IN)
    with writing():
        transits = Transit.objects.select_related("item__record", "from_site", "to_site")
        sent = transits.filter(pk=transit_id, ended_at=None).first()
        if sent is None or not (actor.sees_site(sent.from_site_id) or actor.sees_site(sent.to_site_id)):
            raise Refused(hold_unknown())
        sent_on = sent.sent_at.astimezone(zone_named(sent.from_site.timezone)).date()
        words = {
            "home": _("Goes home"),
            "hold": _("Somebody waits for it there"),
            "sent": _("Sent by staff"),
            "time": _("Lent there for a time"),
        }
        slip = Slip(
            kind=TRANSIT_SLIP,
            head=_("To another school"),
            big=sent.to_site.called,
            lines=(
                sent.item.record.title,
                sent.item.call_number,
                words[sent.why],
                _("From %(site)s, %(day)s") % {"site": sent.from_site.called, "day": _day(sent_on)},
            ),
            barcode=sent.item.barcode,
        )
        return papers.print_slip(actor, slip=slip, site_id=sent.from_site_id, now=now, about=("transit", sent.pk))


def drop_slips(actor: Actor, *, about: tuple[str, int], now: datetime) -> int:
    """The slips about a hold or a transit that was taken back need not be printed; returns how many were dropped.

    Inverse: print_hold_slip.
    """
    require(actor, CHECK_IN)
    return papers.drop_slips_about(about=about, now=now)


def _day(day: date) -> str:
    return formats.date_format(day, "l j F")
