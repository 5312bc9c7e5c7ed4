"""Who hears of what. The only place that fills the registry of announcements."""

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.announcements import listen
from carrel.rooms.catalogue.actions import RecordsMerged, RecordsUnmerged
from carrel.rooms.charges.actions import move_charges
from carrel.rooms.circulation.actions import (
    HoldCaught,
    ItemSent,
    move_holds_of_merged,
    move_loans,
    print_hold_slip,
    print_transit_slip,
)
from carrel.rooms.inventory.actions import move_items_back, move_items_of_merged
from carrel.rooms.people.actions import PersonsMerged
from carrel.rooms.schools.queries import site
from carrel.rooms.supplies.actions import move_movements


def wire() -> None:
    """Connect lower rooms' news with upper rooms' listeners."""
    listen(RecordsMerged, move_items_of_merged)
    listen(RecordsUnmerged, move_items_back)
    listen(RecordsMerged, _holds_follow_record)
    listen(PersonsMerged, _loans_follow)
    listen(PersonsMerged, _holds_follow_person)
    listen(PersonsMerged, _charges_follow)
    listen(PersonsMerged, _supplies_follow)
    listen(HoldCaught, _hold_slip)
    listen(ItemSent, _transit_slip)


def _loans_follow(news: PersonsMerged) -> None:
    move_loans(SYSTEM, from_person_id=news.merged_id, to_person_id=news.kept_id, now=news.at)


def _holds_follow_record(news: RecordsMerged) -> None:
    move_holds_of_merged(SYSTEM, records=(news.loser_id, news.winner_id), now=news.at)


def _holds_follow_person(news: PersonsMerged) -> None:
    move_holds_of_merged(SYSTEM, persons=(news.merged_id, news.kept_id), now=news.at)


def _charges_follow(news: PersonsMerged) -> None:
    move_charges(SYSTEM, from_person_id=news.merged_id, to_person_id=news.kept_id, now=news.at)


def _supplies_follow(news: PersonsMerged) -> None:
    move_movements(SYSTEM, from_person_id=news.merged_id, to_person_id=news.kept_id, now=news.at)


def _hold_slip(news: HoldCaught) -> None:
    at = site(news.site_id)
    if at is not None and at.hold_slips:
        print_hold_slip(SYSTEM, hold_id=news.hold_id, now=news.at)


def _transit_slip(news: ItemSent) -> None:
    at = site(news.from_site_id)
    if at is not None and at.transit_slips:
        print_transit_slip(SYSTEM, transit_id=news.transit_id, now=news.at)
