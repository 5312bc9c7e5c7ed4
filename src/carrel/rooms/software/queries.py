"""Questions about licences of software and their seats."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.software import rules
from carrel.rooms.software.models import Licence, LicenceTerm, Seat, SeatCode

MOST_SHOWN = 2000


@dataclass(frozen=True, slots=True)
class LicenceShown:
    """A licence as the list shows it. `warned_at` is 7, 30 or 90 days before its end, 0 when it is over."""

    licence_id: int
    product: str
    publisher: str
    version: str
    site: str
    kind: str
    seats: int | None
    seats_open: int
    starts_on: date
    expires_on: date | None
    cost_minor: int | None
    vendor: str
    fund: str
    purchase_order: str
    place: str
    standing: str
    warned_at: int | None

    @property
    def seats_left(self) -> int | None:
        return None if self.seats is None else self.seats - self.seats_open


@dataclass(frozen=True, slots=True)
class SeatShown:
    """A seat as a licence's page lists it; `code` only for those who may see codes."""

    seat_id: int
    holder: str
    kind: str
    holder_id: int | None
    code: str
    from_on: date
    taken_back_at: datetime | None


def licences_in_sight(actor: Actor) -> QuerySet[Licence]:
    """The licences of the district and of the actor's sites."""
    found = Licence.objects.select_related("site", "vendor", "fund", "place", "item__record")
    return found if actor.is_district else found.filter(Q(site=None) | Q(site__in=actor.site_ids))


def licences_at(actor: Actor, today: date, *, within: int | None = None, ended: bool = False) -> list[LicenceShown]:
    """Licences in the actor's sight by product; `within` leaves those that end within so many days, or have ended."""
    found = licences_in_sight(actor)
    if not ended:
        found = found.filter(ended_at=None)
    shown = [_shown(each, today) for each in found.order_by("product", "pk")]
    if within is None:
        return shown
    near = [each for each in shown if each.warned_at is not None and each.warned_at <= within]
    return sorted(near, key=lambda each: each.expires_on or date.max)


def licences_of_record(actor: Actor, record_id: int, today: date) -> list[LicenceShown]:
    """The licences of one record that are not given up, in the actor's sight."""
    found = licences_in_sight(actor).filter(record=record_id, ended_at=None)
    return [_shown(each, today) for each in found.order_by("product", "pk")]


def ending_counts(actor: Actor, today: date) -> dict[int, int]:
    """How many licences fall under each warning: 0 (over), 7, 30, 90."""
    counts = dict.fromkeys((0, *rules.WARN_AT), 0)
    days = licences_in_sight(actor).filter(ended_at=None, expires_on__isnull=False).values_list("expires_on", flat=True)
    for day in days:
        at = rules.warned_at(day, today)
        if at is not None:
            counts[at] += 1
    return counts


def licence(actor: Actor, licence_id: int) -> Licence | None:
    """One licence in the actor's sight."""
    return licences_in_sight(actor).filter(pk=licence_id).first()


def licence_shown(found: Licence, today: date) -> LicenceShown:
    """A licence as lists show it."""
    return _shown(found, today)


def terms_of(licence_id: int) -> list[LicenceTerm]:
    """The terms of a licence, the latest first."""
    return list(LicenceTerm.objects.filter(licence=licence_id).select_related("vendor", "fund").order_by("-pk"))


def seats_of(actor: Actor, licence_id: int, *, with_codes: bool, is_open: bool = True) -> list[SeatShown]:
    """Who and what holds a seat, in the order they were given; or who did, the latest first.

    A person of a school the actor does not see has no name here (`elsewhere`): the district's licences cross schools.
    """
    found = Seat.objects.filter(licence=licence_id).select_related("person", "place", "item__record", "code")
    found = (
        found.filter(taken_back_at=None) if is_open else found.exclude(taken_back_at=None).order_by("-taken_back_at")
    )
    return [_seat(actor, each, with_codes) for each in found[:MOST_SHOWN]]


def codes_of(licence_id: int) -> list[tuple[SeatCode, bool]]:
    """The codes of a licence, each with whether it is held."""
    held = Count("held", filter=Q(held__taken_back_at=None))
    return [(each, bool(each.is_held)) for each in SeatCode.objects.filter(licence=licence_id).annotate(is_held=held)]


def code_counts(licence_id: int) -> tuple[int, int]:
    """How many codes a licence has, and how many of them are free."""
    found = SeatCode.objects.filter(licence=licence_id)
    return found.count(), free_codes(licence_id).count()


def free_codes(licence_id: int) -> QuerySet[SeatCode]:
    """The codes nobody holds, in the order they came; those never given before those taken back."""
    open_seats = Seat.objects.filter(licence=licence_id, taken_back_at=None, code__isnull=False).values("code")
    return SeatCode.objects.filter(licence=licence_id).exclude(pk__in=open_seats).order_by("pk")


def seats_on_item(item_id: int) -> list[tuple[int, str]]:
    """The licences a device holds a seat of: number and product."""
    found = Seat.objects.filter(item=item_id, taken_back_at=None).order_by("licence__product")
    return list(found.values_list("licence_id", "licence__product"))


def licence_held(actor: Actor, licence_id: int) -> Licence:
    """A licence an action is about, held against other writers until it ends. Raises Refused software.unknown.

    A licence of the whole district is changed by whoever works for all of it, its seats are given at every site.
    """
    found = Licence.objects.select_for_update(of=("self",)).filter(pk=licence_id).first()
    if found is None or not actor.sees_site(found.site_id):
        raise Refused(Objection("software.unknown", Weight.REFUSE))
    return found


def seat_held(actor: Actor, seat_id: int) -> tuple[Seat, Licence]:
    """A seat and its licence, held; the licence first, as everybody takes them. Raises Refused software.unknown."""
    licence_id = Seat.objects.filter(pk=seat_id).values_list("licence_id", flat=True).first()
    found = licence_held(actor, licence_id or 0)
    return Seat.objects.select_for_update(of=("self",)).get(pk=seat_id), found


def latest_terms(licence_id: int) -> list[LicenceTerm]:
    """The two latest terms, the latest first."""
    return list(LicenceTerm.objects.filter(licence=licence_id).order_by("-pk")[:2])


def violations() -> Iterator[str]:
    """Licences whose count of open seats is not what is held."""
    held = Count("held", filter=Q(held__taken_back_at=None))
    wrong = Licence.objects.annotate(really=held).exclude(really=F("seats_open"))
    for pk, counted, really in wrong.values_list("pk", "seats_open", "really"):
        yield f"Licence {pk} counts {counted} open seats, {really} are held."


def _shown(found: Licence, today: date) -> LicenceShown:
    is_ended = found.ended_at is not None
    return LicenceShown(
        licence_id=found.pk,
        product=found.product,
        publisher=found.publisher,
        version=found.version,
        site=found.site.called if found.site else "",
        kind=found.kind,
        seats=found.seats,
        seats_open=found.seats_open,
        starts_on=found.starts_on,
        expires_on=found.expires_on,
        cost_minor=found.cost_minor,
        vendor=found.vendor.name if found.vendor else "",
        fund=found.fund.name if found.fund else "",
        purchase_order=found.purchase_order,
        place=found.place.name if found.place else "",
        standing=rules.standing_of(
            starts_on=found.starts_on, expires_on=found.expires_on, is_ended=is_ended, today=today
        ),
        warned_at=None if is_ended else rules.warned_at(found.expires_on, today),
    )


def _seat(actor: Actor, seat: Seat, with_codes: bool) -> SeatShown:
    holder, kind, holder_id = "", "forgotten", None
    if seat.person is not None and not actor.sees_site(seat.person.home_site_id):
        kind = "elsewhere"
    elif seat.person is not None:
        holder, kind, holder_id = seat.person.display_name, "person", seat.person_id
    elif seat.place is not None:
        holder, kind, holder_id = seat.place.name, "place", seat.place_id
    elif seat.item is not None:
        holder, kind, holder_id = f"{seat.item.record.title} {seat.item.barcode}", "item", seat.item_id
    code = seat.code.code if seat.code is not None and with_codes else ""
    return SeatShown(seat.pk, holder, kind, holder_id, code, seat.from_on, seat.taken_back_at)
