"""What comes into the demo from outside: a seller's delivery, tables of the system before, a roll-over taken back."""

import csv
from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO, StringIO

from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.actors import Actor
from carrel.cli.demo.delivery import FILE, PLACE_WORD, SELLER, SITE, TYPE_WORD, delivery_file
from carrel.cli.demo.district import CAST_IDS
from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES, item_barcode
from carrel.rooms.intake import actions as intake
from carrel.rooms.intake.actions import WordDecision
from carrel.rooms.intake.models import AskedRecord
from carrel.rooms.intake.rules import ADD_ITEMS, ASK, CENTS, ITEM_TYPE, PLACE
from carrel.rooms.inventory.models import Item
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account, Person
from carrel.rooms.registers import actions as registers
from carrel.rooms.registers.rules import CHARGES, ITEMS, LOANS
from carrel.rooms.rosters import actions as rosters
from carrel.rooms.schools.models import Vendor

_FIRST_KIT, _KITS = 80_001, 6
_UNKNOWN_READER = "990001"


def take_back_a_roll_over(houses: Houses, *, now: datetime) -> None:
    """The district manager moves the elementary school up in the middle of the year, and takes it back."""
    omar = people.actor_for(Account.objects.get(username="omar"), now=now)
    birch, middle = houses.sites[SITE_CODES["E"]], houses.sites[SITE_CODES["M"]]
    done = rosters.roll_over_grades(omar, site_id=birch, goes_to={birch: middle}, now=now)
    rosters.undo_roll_over(omar, roll_over_id=done.roll_over_id, now=now)


def come_in(houses: Houses, types: dict[str, int], *, now: datetime) -> int:
    """A delivery with titles to decide, and three tables of another system; returns how many items came.

    Raises ValueError when a file of ours does not come in as it should.
    """
    site_id = houses.sites[SITE]
    dee = people.actor_for(Account.objects.get(username="dee"), site_id, now=now)
    return _deliver(dee, houses, types["BOOK"], now) + _move_in(dee, site_id, types["EQUIPMENT"], now)


def _deliver(dee: Actor, houses: Houses, book: int, now: datetime) -> int:
    """The seller's file is looked into, two of its words are decided, it comes in, and one known title is decided."""
    site_id = houses.sites[SITE]
    vendor_id = Vendor.objects.get(name=SELLER).pk
    intake.keep_profile(dee, vendor_id=vendor_id, tag="", subfields={}, price_rule=CENTS, matching=ASK, now=now)
    taken = Item.objects.filter(site=site_id, item_type=book).exclude(barcode="").order_by("barcode")[0].barcode
    look = intake.check_marc(
        dee, stream=BytesIO(delivery_file(taken)), name=FILE, site_id=site_id, item_type_id=book, vendor_id=vendor_id,
        now=now,
    )  # fmt: skip
    run_now(look)
    fiction = houses.places[SITE, "FIC"]
    decisions = [
        WordDecision(PLACE, PLACE_WORD, str(fiction), site_id),
        WordDecision(ITEM_TYPE, TYPE_WORD, str(book)),
    ]
    intake.decide_words(dee, job_id=look, decisions=decisions, now=now)
    done = run_now(intake.import_checked(dee, job_id=look, now=now))
    asked = AskedRecord.objects.filter(job_id=done.pk, choice="").order_by("number").first()
    if asked is None:
        raise ValueError(f"Nothing of the demo's delivery was asked: {done.report}")
    intake.decide_asked(dee, asked_id=asked.pk, choice=ADD_ITEMS, now=now)
    return int(done.report["counts"]["items"]) + 1


def _move_in(dee: Actor, site_id: int, item_type_id: int, now: datetime) -> int:
    """Tables of the lab's own list: its kits come in, two of them out to readers are looked at, what is owed comes in."""
    readers = _readers(site_id)
    kits = [item_barcode(SITE, number) for number in range(_FIRST_KIT, _FIRST_KIT + _KITS)]

    def look(kind: str, name: str, rows: Sequence[Sequence[object]]) -> int:
        job_id = registers.check_register(
            dee, kind=kind, stream=_table(rows), name=name, site_id=site_id, item_type_id=item_type_id, now=now
        )
        run_now(job_id)
        return job_id

    def brought(job_id: int) -> Job:
        return run_now(registers.import_register(dee, job_id=job_id, now=now))

    heads = (
        "Copy Barcode", "Title", "Call Number", "Site Short Name", "Sublocation", "Purchase Price", "Date Acquired", "Status",
        "District Identifier",
    )  # fmt: skip
    rows = [
        (barcode, "Robotics kit, 32 parts", f"TECH KIT {number}", SITE, "TECH", "149.00", "2025-09-12", "Available",
         f"LAB-{number:03d}")
        for number, barcode in enumerate(kits, start=1)
    ]  # fmt: skip
    lost = ("", "Soldering station", "TECH SOL", SITE, "TECH", "89.00", "2024-02-02", "In the annex", "LAB-101")
    done = brought(look(ITEMS, "lab-inventory.csv", [heads, *rows, lost]))
    days = [(now - timedelta(days=back)).date().isoformat() for back in (9, 5, 40)]
    look(
        LOANS, "lab-loans.csv",
        [
            ("Patron Barcode", "Copy Barcode", "Date Checked Out", "Date Due"),
            (readers[0].local_number, kits[0], days[0], (now + timedelta(days=12)).date().isoformat()),
            (readers[1].local_number, kits[1], days[1], (now + timedelta(days=12)).date().isoformat()),
            (_UNKNOWN_READER, kits[2], days[1], (now + timedelta(days=12)).date().isoformat()),
        ],
    )  # fmt: skip
    owed = [
        ("Patron Barcode", "Amount Due", "Fine Amount", "Fine Type", "Fine Description", "Date Created"),
        (readers[2].local_number, "4.50", "4.50", "Overdue", "Lab manual, nine days late", days[2]),
        (readers[3].local_number, "12.00", "18.00", "Damaged", "Torn cable of a headset", days[2]),
        (readers[4].local_number, "0.00", "2.00", "Overdue", "Lab manual, four days late", days[2]),
        (_UNKNOWN_READER, "6.00", "6.00", "Lost", "USB stick", days[2]),
    ]
    brought(look(CHARGES, "lab-charges.csv", owed))
    counts = done.report["counts"]
    return int(counts["new"] + counts["more"])


def _readers(site_id: int) -> list[Person]:
    """Five students of a school who are not of the cast."""
    found = Person.objects.filter(home_site=site_id, category__code="student", left_on=None, merged_into=None)
    others = found.exclude(roster_id__in=CAST_IDS.values()).exclude(local_number="")
    return list(others.order_by("-family_name", "given_name", "pk")[:5])


def _table(rows: Sequence[Sequence[object]]) -> BytesIO:
    out = StringIO()
    csv.writer(out).writerows(rows)
    return BytesIO(out.getvalue().encode())
