"""Cards for everybody in the demo's roster, and the accounts, badges and photos of the cast."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from carrel.cellar.files.actions import store_file
from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.keeping import keep
from carrel.cellar.kernel.writing import writing
from carrel.cli.demo.district import CAST_IDS
from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES, card_number
from carrel.cli.demo.signing_in import SIGN_IN, SignIn
from carrel.rooms.people import actions
from carrel.rooms.people.forms import PatronCategoryForm
from carrel.rooms.people.models import PatronCategory, Person

PORTRAITS = Path(__file__).parent / "data" / "portraits"
GUARDIAN = "guardian"
CATEGORIES = (
    ("student", "Student"),
    ("teacher", "Teacher"),
    ("staff", "Staff"),
    ("guardian", "Guardian"),
    ("guest", "Guest"),
)

_FIRST_CARDS = ("ana", "ben", "mateo", "eli", "fay")


def add_categories(*, now: datetime) -> dict[str, int]:
    """The patron categories of the district; returns their keys by code."""
    with writing():
        for sort, (code, name) in enumerate(CATEGORIES, start=1):
            form = PatronCategoryForm(data={"code": code, "name": name, "sort": sort})
            keep(SYSTEM, form, "people.keep_patron_category", now=now)
    return dict(PatronCategory.objects.values_list("code", "pk"))


def add_cards(houses: Houses, *, now: datetime) -> int:
    """A library card for everyone but guardians; the cast's come first, so that guide and pictures can name them."""
    first = [CAST_IDS[key] for key in _FIRST_CARDS]
    rank = {roster_id: place for place, roster_id in enumerate(first)}
    readers = [
        person
        for person in Person.objects.exclude(category__code=GUARDIAN).filter(home_site__isnull=False).order_by("pk")
        if person.left_on is None
    ]
    readers.sort(key=lambda person: rank.get(person.roster_id or "", len(rank)))
    codes = {key: code for code, key in houses.sites.items()}
    running = dict.fromkeys(houses.sites, 0)
    numbers: dict[int, str] = {}
    for person in readers:
        code = codes[person.home_site_id or 0]
        running[code] += 1
        numbers[person.pk] = card_number(code, running[code])
    return actions.assign_cards(SYSTEM, numbers=numbers, now=now)


def add_accounts(houses: Houses, categories: Mapping[str, int], *, now: datetime) -> dict[str, int]:
    """The accounts of the cast with their roles and badges; returns the persons' keys by user name.

    Gus's clearance ended three weeks ago: his account is there and opens nothing.
    """
    today = now.date()
    persons: dict[str, int] = {}
    with writing():
        for seat in SIGN_IN:
            person_id = _person_of(seat, houses, categories, now)
            persons[seat.username] = person_id
            _open_account(seat, person_id, houses, today, now)
    return persons


def _person_of(seat: SignIn, houses: Houses, categories: Mapping[str, int], now: datetime) -> int:
    roster_id = CAST_IDS.get(seat.username)
    if roster_id:
        return Person.objects.values_list("pk", flat=True).get(roster_id=roster_id)
    given, family = seat.name
    site = houses.sites[seat.site or SITE_CODES["M"]]
    return actions.add_person(
        SYSTEM,
        given_name=given,
        family_name=family,
        site_id=site,
        category_id=categories["guest" if seat.code == "volunteer" else "staff"],
        now=now,
    )


def _open_account(seat: SignIn, person_id: int, houses: Houses, today: date, now: datetime) -> None:
    site = houses.sites.get(seat.site)
    ends_on = today - timedelta(days=21) if seat.lapsed else None
    actions.add_account(
        SYSTEM,
        username=seat.username,
        password=seat.password,
        role=seat.code,
        person_id=person_id,
        site_id=site,
        ends_on=ends_on,
        now=now - timedelta(days=90) if seat.lapsed else now,
    )
    if seat.badge:
        actions.assign_badge(SYSTEM, person_id=person_id, number=seat.badge, now=now)


def add_photos(persons: Mapping[str, int], *, now: datetime) -> int:
    """Drawn portraits for the cast and for Ana's homeroom; returns how many."""
    portraits = {path.stem: path for path in sorted(PORTRAITS.glob("*.png"))}
    wanted = {name: portraits.pop(name) for name in ("ana", "ben", "mateo", "eli", "clark", "dee", "gus")}
    by_person = {_key(name, persons): path for name, path in wanted.items()}
    classmates = (
        Person.objects.filter(homeroom__name="7B").exclude(pk__in=by_person).order_by("family_name", "given_name")
    )
    by_person.update(zip(classmates.values_list("pk", flat=True), portraits.values(), strict=False))
    with writing():
        for person_id, path in by_person.items():
            with path.open("rb") as stream:
                photo = store_file(SYSTEM, stream=stream, name=path.name, kind="photo", now=now)
            actions.set_photo(SYSTEM, person_id=person_id, photo=photo, now=now)
    return len(by_person)


def _key(name: str, persons: Mapping[str, int]) -> int:
    return persons.get(name) or Person.objects.values_list("pk", flat=True).get(roster_id=CAST_IDS[name])
