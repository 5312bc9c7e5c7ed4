"""Media and software in the demo: recordings at three points of their days, a right with its proof, copies, licences."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.keeping import keep
from carrel.cli.demo.district import CAST_IDS
from carrel.cli.demo.grid import ADULTS
from carrel.cli.demo.houses import ZONE, Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.inventory.forms import ItemTypeForm
from carrel.rooms.inventory.models import Item
from carrel.rooms.media import actions as media
from carrel.rooms.media.actions import Broadcast, NewProgramme
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account, PatronCategory, Person
from carrel.rooms.schools.models import Fund, Vendor
from carrel.rooms.software import actions as software
from carrel.rooms.software.actions import Product, Term

PROGRAMMES = (
    ("Planet Under Glass", "KQED", "OFFAIR-1", 45),
    ("The Bridge Builders", "KVIE", "OFFAIR-2", 30),
    ("Voices of the Delta", "KQED", "OFFAIR-3", 3),
)
"""Title, channel, label, and how many days ago it was recorded."""
CODES = ("ALG1-7QX2-0001", "ALG1-7QX2-0002", "ALG1-7QX2-0003", "ALG1-7QX2-0004", "ALG1-7QX2-0005")


def keep_media(houses: Houses, *, now: datetime) -> tuple[int, int]:
    """Enter what the middle school records, may show, copies and licenses; how many recordings and licences."""
    site_id = houses.sites[SITE_CODES["M"]]
    dee = people.actor_for(Account.objects.get(username="dee"), site_id, now=now)
    clark = Person.objects.get(roster_id=CAST_IDS["clark"])
    recordings = _record(dee, houses, clark.pk, _off_air_type(now), now)
    media.enter_showing(
        dee, recording_id=recordings[-1], teacher_id=clark.pk, on=_today(now), kind="showing", audience="7B", now=now
    )
    _rights_and_copies(dee, site_id, clark.pk, now)
    return len(recordings), _license(dee, houses, site_id, now)


def _off_air_type(now: datetime) -> int:
    """Recordings off air are a kind of their own, lent to staff overnight and to nobody else."""
    form = ItemTypeForm(data={"code": "OFF_AIR", "name": "Off-air recording", "family": "media", "sort": 20})
    kind = keep(SYSTEM, form, "inventory.keep_item_type", now=now)
    circulation.save_policy_row(SYSTEM, now=now, settings={"loanable": False}, item_type_id=kind.pk)
    settings = {"loanable": True, "length": 1, "length_unit": "open_days", "renewals": 0}
    for category in PatronCategory.objects.filter(code__in=ADULTS):
        circulation.save_policy_row(
            SYSTEM, now=now, settings=settings, category_id=category.pk, item_type_id=kind.pk
        )  # fmt: skip
    return int(kind.pk)


def _record(dee: Actor, houses: Houses, teacher_id: int, kind: int, now: datetime) -> list[int]:
    made = []
    site_id, place_id = houses.sites[SITE_CODES["M"]], houses.places[SITE_CODES["M"], "TECH"]
    for place, (title, channel, number, ago) in enumerate(PROGRAMMES, start=1):
        day = _today(now) - timedelta(days=ago)
        done = media.record_off_air(
            dee, site_id=site_id, teacher_id=teacher_id, new=NewProgramme(title, number, kind, place_id, f"TV {place}"),
            said=Broadcast(
                day - timedelta(days=2), channel, datetime.combine(day, time(20), ZoneInfo(ZONE)), day, is_free=True,
                has_notice=True, is_whole=True,
            ), now=now,
            overrides=("inventory.number_length", "inventory.number_prefix", "inventory.number_check"),
            reason="Labels of the recordings", copies=1 if ago == 30 else 0,
        )  # fmt: skip
        made.append(done.recording_id)
    return made


def _rights_and_copies(dee: Actor, site_id: int, teacher_id: int, now: datetime) -> None:
    today = _today(now)
    films = list(Item.objects.filter(site=site_id, item_type__code="RECORDING").order_by("record", "pk")[:2])
    for film in films[:1]:
        media.add_right(
            dee, record_id=film.record_id, site_id=site_id, kind="performance", holder="Bay Film Licensing",
            from_on=today - timedelta(days=340), until_on=today + timedelta(days=25), audience="Up to 200, no entrance fee",
            terms="Site licence 2210, public performance in the school’s own rooms.",
            proof=BytesIO(b"Invoice 2210, paid. Public performance, one school, one year.\n"),
            proof_name="bay-film-2210.txt", now=now,
        )  # fmt: skip
    media.log_copy(
        dee, site_id=site_id, title="Holes, chapter 3", person_id=teacher_id, copies=28, basis="fair_use",
        made_on=today - timedelta(days=6), reason="One chapter, for 7B, for one lesson", now=now,
    )  # fmt: skip
    media.log_copy(
        dee, site_id=site_id, title="Map of the Gold Country, 1852", person_id=teacher_id, copies=6,
        basis="public_domain", made_on=today - timedelta(days=2), now=now,
    )  # fmt: skip


def _license(dee: Actor, houses: Houses, site_id: int, now: datetime) -> int:
    today, vendor, fund = _today(now), Vendor.objects.order_by("pk").first(), Fund.objects.order_by("pk").first()
    place = houses.places.get((SITE_CODES["M"], "TECH"))

    def add(product: Product, starts_on: date, expires_on: date | None, seats: int | None, cost: int, key: str) -> int:
        term = Term(
            starts_on, expires_on, seats, cost, vendor.pk if vendor else None, fund.pk if fund else None, "PO 26-118"
        )
        return software.add_licence(dee, product=product, term=term, licence_key=key, now=now)

    year_ago = today - timedelta(days=352)
    maths = add(
        Product("Algebra 1 e-textbook", "seats", site_id, publisher="Larkspur Learning"), year_ago,
        today + timedelta(days=200), 5, 21500, "",
    )  # fmt: skip
    software.add_codes(dee, licence_id=maths, codes=CODES, now=now)
    for student in _students("ana", "ben", "mateo"):
        software.give_seat(dee, licence_id=maths, person_id=student.pk, now=now)
    typing = add(
        Product("Keyboard Coach", "seats", site_id, publisher="Quickhand", version="6.2", place_id=place), year_ago,
        year_ago + timedelta(days=364), 32, 48000, "KC6-88Q1-22F0",
    )  # fmt: skip
    if place is not None:
        software.give_seat(dee, licence_id=typing, place_id=place, now=now)
    add(
        Product("Picture Encyclopedia Online", "subscription", site_id, publisher="Meridian"),
        today - timedelta(days=400), today - timedelta(days=4), None, 39900, "",
    )  # fmt: skip
    return 3


def _students(*names: str) -> Sequence[Person]:
    return list(Person.objects.filter(roster_id__in=[CAST_IDS[name] for name in names]).order_by("pk"))


def _today(now: datetime) -> date:
    return now.astimezone(ZoneInfo(ZONE)).date()
