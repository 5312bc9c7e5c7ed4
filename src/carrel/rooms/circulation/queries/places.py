"""What is lent to places: carts, displays, rooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries.facts import may_see_home, zone_named
from carrel.rooms.circulation.queries.reservations import due_beside_others
from carrel.rooms.circulation.queries.standing import OpenLoan, open_loan_of
from carrel.rooms.circulation.rules.due_dates import Due, due_on_given
from carrel.rooms.circulation.rules.lending import HolderFacts, ItemFacts
from carrel.rooms.circulation.rules.places import PlaceOutFacts, due_at_year_end
from carrel.rooms.inventory.models import Item
from carrel.rooms.schools.models import Place
from carrel.rooms.schools.queries import calendar_of, school_year_on


def place_out_facts(
    actor: Actor, item: Item, place: Place, loan: Loan | None, *, now: datetime, given_on: date | None
) -> PlaceOutFacts:
    """Everything `check_out_to_place_objections` decides from; item with record and site, loan with its patron."""
    zone, calendar = zone_named(item.site.timezone), calendar_of(item.site_id)
    today = now.astimezone(zone).date()
    due: Due | None = None
    reserved: tuple[Objection, ...] = ()
    if given_on is not None:
        due = due_on_given(start=now, given_on=given_on, zone=zone, calendar=calendar)
    elif (year := school_year_on(today)) is not None:
        due, reserved = due_beside_others(
            due_at_year_end(start=now, ends_on=year.ends_on, year=year.name, zone=zone),
            record_id=item.record_id, site_id=item.site_id, title=item.record.title, who=place.name, today=today,
            zone=zone, calendar=calendar,
        )  # fmt: skip
    away = "" if actor.site_id in (None, item.site_id) else item.site.name
    return PlaceOutFacts(
        item=ItemFacts(item.pk, item.record.title, item.state, away_from=away),
        place=place.name,
        may_be_seen=actor.sees_site(place.site_id),
        holder=_holder(actor, loan, loan.due_at.astimezone(zone).date()) if loan is not None else None,
        is_there=loan is not None and loan.place_id == place.pk,
        due=due,
        reserved=reserved,
    )


def _holder(actor: Actor, loan: Loan, due_on: date) -> HolderFacts:
    if loan.patron is None:
        return HolderFacts(loan.pk, False, due_on, loan.lent_at, str(loan.place or ""))
    seen = may_see_home(actor, person_id=loan.patron.pk, home_site_id=loan.patron.home_site_id)
    name = loan.patron.display_name if seen and actor.may("circulation.view_loans") else ""
    return HolderFacts(loan.pk, False, due_on, loan.lent_at, name, of_another_site=not seen)


@dataclass(frozen=True, slots=True)
class PlaceLent:
    """A place with how much is lent to it, how much of that is late, and when the first is due."""

    place_id: int
    name: str
    kind: str
    items: int
    late: int
    first_due_at: datetime


def places_lent_to(actor: Actor, now: datetime) -> list[PlaceLent]:
    """The places of the actor's site (or sites) that have something, by name. One statement."""
    places = Place.objects.filter(loans__returned_at=None, loans__isnull=False)
    if actor.site_id is not None:
        places = places.filter(site_id=actor.site_id)
    elif not actor.is_district:
        places = places.filter(site_id__in=actor.site_ids)
    out = Q(loans__returned_at=None)
    rows = places.annotate(
        lent=Count("loans", filter=out),
        late=Count("loans", filter=out & Q(loans__due_at__lt=now)),
        first=Min("loans__due_at", filter=out),
    ).order_by("sort", "name")
    return [PlaceLent(each.pk, each.name, each.get_kind_display(), each.lent, each.late, each.first) for each in rows]


def place_in_sight(actor: Actor, place_id: int) -> Place | None:
    """A place of a site the actor works at."""
    place = Place.objects.select_related("site").filter(pk=place_id).first()
    return place if place is not None and actor.sees_site(place.site_id) else None


def loans_of_place(place_id: int, now: datetime) -> Sequence[OpenLoan]:
    """What is lent to a place, by title and number. One statement."""
    found = Loan.objects.filter(place_id=place_id, returned_at=None).select_related(
        "item__record", "item__site", "item__item_type"
    )
    return [open_loan_of(each, now) for each in found.order_by("item__record__title_sort", "item__barcode", "pk")]


def overdue_at_places(actor: Actor, now: datetime) -> list[PlaceLent]:
    """The places that have something late."""
    return [each for each in places_lent_to(actor, now) if each.late]


def place_of_item(item_id: int) -> str:
    """The name of the place an item is lent to now; blank when it is not lent to a place."""
    held = Loan.objects.filter(item_id=item_id, returned_at=None, place__isnull=False)
    return held.values_list("place__name", flat=True).first() or ""
