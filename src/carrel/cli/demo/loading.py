"""The demo district, step by step through the rooms' own actions and importers: all of it, or nothing."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from time import monotonic
from zoneinfo import ZoneInfo

from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.writing import writing
from carrel.cellar.marc import MarcRecord, to_iso2709
from carrel.cellar.oneroster import package_files, package_zip
from carrel.cli.demo.batches import work_in_batches
from carrel.cli.demo.caring import look_after
from carrel.cli.demo.coming_in import come_in, take_back_a_roll_over
from carrel.cli.demo.counting import count_shelves
from carrel.cli.demo.devices import asset_tags, device_count, device_records
from carrel.cli.demo.district import DISTRICT_NAME, school_year_of
from carrel.cli.demo.figures import make_figures
from carrel.cli.demo.grid import add_item_types, build_grid
from carrel.cli.demo.houses import ZONE, Houses, build_houses
from carrel.cli.demo.kinds import describe_kinds
from carrel.cli.demo.kits import make_kits
from carrel.cli.demo.labels import print_labels
from carrel.cli.demo.lending import lend_history
from carrel.cli.demo.losing import lose_some
from carrel.cli.demo.media import keep_media
from carrel.cli.demo.money import handle_money
from carrel.cli.demo.moving import let_move
from carrel.cli.demo.persons import add_accounts, add_cards, add_categories, add_photos
from carrel.cli.demo.plans import draw_library
from carrel.cli.demo.receiving import unpack
from carrel.cli.demo.recovering import get_back
from carrel.cli.demo.roster import demo_package, demo_roster, week_later_roster
from carrel.cli.demo.self_check import set_up_self_check
from carrel.cli.demo.shelving import SITE_CODES, stocked_records
from carrel.cli.demo.waiting import let_wait
from carrel.cli.demo.weeding import weed
from carrel.rooms.intake import actions as intake
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account
from carrel.rooms.rosters import actions as rosters

DEMO_DISTRICT = DISTRICT_NAME
Say = Callable[[str], None]


def marc_file() -> bytes:
    """Every record the district owns with its copies as 852, one ISO 2709 file in UTF-8."""
    out = BytesIO()
    for records in (stocked_records(device_count()), device_records()):
        for record, copies in records:
            out.write(to_iso2709(MarcRecord(record.leader, (*record.fields, *(copy.as_852() for copy in copies)))))
    return out.getvalue()


def load(*, now: datetime, say: Say) -> None:
    """Build the district as of ``now``; ``say`` hears a line when a step is done, with the seconds it took.

    One transaction holds it all: a load that is interrupted leaves the database empty.
    """
    year = school_year_of(now.astimezone(ZoneInfo(ZONE)).date())
    steps = _Steps(say)
    with writing():
        houses = build_houses(year, now=now)
        categories = add_categories(now=now)
        types = add_item_types(now=now)
        build_grid(year, houses, categories, types, now=now)
        steps.done("Three schools with their calendars, bells and lending rules")
        _import_roster(year, now)
        cards = add_cards(houses, now=now)
        steps.done(f"{cards:,} students and staff with families, classes and cards")
        add_photos(add_accounts(houses, categories, now=now), now=now)
        set_up_self_check(houses, now=now)
        take_back_a_roll_over(houses, now=now)
        _send_in_next_roster(year, now)
        steps.done("Accounts, roles, badges and portraits of the cast")
        records, items = _import_marc(houses.sites[SITE_CODES["M"]], types["BOOK"], now)
        steps.done(f"{records:,} records and {items:,} items")
        _lend_and_keep(houses, types, steps, now)
        _look_after_it(houses, types, steps, now)
        days = make_figures(houses, now=now)
        steps.done(f"{days} days of lending counted, and the page of last month")


class _Steps:
    """Says what was done and how long it took."""

    def __init__(self, say: Say) -> None:
        self.say, self.since = say, monotonic()

    def done(self, what: str) -> None:
        seconds = monotonic() - self.since
        self.since += seconds
        self.say(f"{what} ({seconds:.0f} s)")


def _lend_and_keep(houses: Houses, types: dict[str, int], steps: "_Steps", now: datetime) -> None:
    """Three months of lending, and what the library keeps beside its books."""
    lent = lend_history(houses, now=now)
    steps.done(f"Three months of lending: {lent.returned:,} loans returned, {lent.out:,} out")
    many = work_in_batches(houses, now=now)
    steps.done(f"A cart, a class half handed out and a list: {many} loans")
    waiting = let_wait(houses, now=now)
    steps.done(f"{waiting.holds} holds, {waiting.caught} of them caught, and a class's reservation")
    made = make_kits(houses, types, now=now)
    steps.done(f"{made.kits} kits, a cart of {made.slots} slots, {made.supplies} supplies")
    came = come_in(houses, types, now=now)
    steps.done(f"A delivery and tables of another system: {came} items more")
    steps.done(f"Label sheets, a printer and {print_labels(houses, now=now)} labels")
    recorded, licensed = keep_media(houses, now=now)
    steps.done(f"{recorded} recordings off air and {licensed} licences of software")
    described = describe_kinds(houses, types, now=now)
    steps.done(f"Fields of devices, filled in for {described} of them, and a saved list")


def _look_after_it(houses: Houses, types: dict[str, int], steps: "_Steps", now: datetime) -> None:
    """What is mended, lost, owed, asked for, counted and on its way."""
    cases = look_after(houses, now=now)
    steps.done(f"{cases} things in mending and repair, a disposal list, a genre and a manual")
    steps.done(f"The library drawn: {draw_library(houses, now=now)} shelves")
    steps.done(f"Two weeding lists of {weed(houses, now=now)} copies, one of them half walked")
    gone = lose_some(houses, now=now)
    steps.done(f"{gone.claimed} book said to be back, {gone.lost} taken for lost")
    owing = handle_money(houses, now=now)
    steps.done(f"Prices, damages, receipts and drawers; {owing} students more who owe something")
    asked = get_back(houses, now=now)
    steps.done(f"Five weeks of notices: {asked}; a call that waits, a leaver half cleared")
    ready = unpack(houses, types, now=now)
    steps.done(f"A delivery for three schools: {ready} copies being made ready")
    seen = count_shelves(houses, now=now)
    steps.done(f"A shelf counted and one half counted: {seen} copies seen")
    moved = let_move(houses, types, now=now)
    steps.done(f"{moved.transfers} transfers between schools, {moved.displays} displays and the van's round")


def _import_roster(year: int, now: datetime) -> None:
    seen = rosters.dry_run_roster(SYSTEM, source=demo_package(year), source_name="roster.zip", now=now)
    rosters.apply_roster(SYSTEM, import_id=seen.import_id, now=now)


def _send_in_next_roster(year: int, now: datetime) -> None:
    """The technician has sent in the next roster and compared it: something to look at, and nothing changes by it."""
    dee = people.actor_for(Account.objects.get(username="dee"), now=now)
    package = package_zip(package_files(week_later_roster(demo_roster(year))))
    rosters.dry_run_roster(dee, source=package, source_name="roster-this-week.zip", now=now)


def _import_marc(site_id: int, item_type_id: int, now: datetime) -> tuple[int, int]:
    """Send our own MARC file through the importer, and give the things their asset tags; how many records and items.

    Raises ValueError when the importer refuses a record: the file is ours.
    """
    job_id = intake.import_marc(
        SYSTEM, stream=BytesIO(marc_file()), name="alder-creek.mrc", site_id=site_id, item_type_id=item_type_id, now=now
    )
    counts = run_now(job_id).report["counts"]
    if counts.get("refused"):
        raise ValueError(f"The importer refused {counts['refused']} of the demo's own records.")
    tags = [
        (tag.barcode, number, kind)
        for tag in asset_tags()
        for number, kind in ((tag.asset_tag, "asset_tag"), (tag.serial, "serial"))
    ]
    inventory.assign_numbers(SYSTEM, rows=tags, now=now)
    return counts["new"], counts["items"]
