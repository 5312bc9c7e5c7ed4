"""Who hears of what. The only place that fills the registry of announcements."""

from dataclasses import replace

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.announcements import listen
from carrel.cellar.post.actions import MailGoes
from carrel.rooms.care.actions import (
    ItemBackFromCare,
    end_case_elsewhere,
    move_genres_back,
    move_genres_of_merged,
    reopen_case_elsewhere,
)
from carrel.rooms.catalogue.actions import RecordsMerged, RecordsUnmerged
from carrel.rooms.charges.actions import move_charges
from carrel.rooms.circulation.actions import (
    HoldCaught,
    ItemSent,
    LoanOpenAgain,
    call_back_packed,
    check_in,
    move_holds_of_merged,
    move_loans,
    print_hold_slip,
    print_transit_slip,
    send_packed,
)
from carrel.rooms.intake.actions import CartonCalledBack, CartonSent, CartonUnpacked
from carrel.rooms.inventory.actions import (
    ItemBackInRepair,
    ItemLeftRepair,
    move_items_back,
    move_items_of_merged,
)
from carrel.rooms.media.actions import move_requests, move_rights_back, move_rights_of_merged
from carrel.rooms.moving.actions import let_stand_again
from carrel.rooms.people.actions import PersonsMerged
from carrel.rooms.recovery.actions import call_for_clearances, move_notices
from carrel.rooms.reports.actions import withhold_mailed_report
from carrel.rooms.rosters.actions import PersonsMoved
from carrel.rooms.schools.queries import site
from carrel.rooms.software.actions import move_licences_back, move_licences_of_merged, move_seats
from carrel.rooms.supplies.actions import move_movements


def wire() -> None:
    """Connect lower rooms' news with upper rooms' listeners."""
    listen(RecordsMerged, move_items_of_merged)
    listen(RecordsUnmerged, move_items_back)
    listen(RecordsMerged, _holds_follow_record)
    listen(PersonsMerged, _loans_follow)
    listen(PersonsMerged, _holds_follow_person)
    listen(PersonsMerged, _charges_follow)
    listen(RecordsMerged, move_rights_of_merged)
    listen(RecordsUnmerged, move_rights_back)
    listen(PersonsMerged, _requests_follow)
    listen(RecordsMerged, move_licences_of_merged)
    listen(RecordsUnmerged, move_licences_back)
    listen(PersonsMerged, _seats_follow)
    listen(PersonsMerged, _supplies_follow)
    listen(PersonsMerged, _notices_follow)
    listen(PersonsMoved, _leavers_are_cleared)
    listen(MailGoes, withhold_mailed_report)
    listen(HoldCaught, _hold_slip)
    listen(ItemSent, _transit_slip)
    listen(ItemLeftRepair, end_case_elsewhere)
    listen(ItemBackInRepair, reopen_case_elsewhere)
    listen(ItemBackFromCare, _returned_from_care)
    listen(RecordsMerged, move_genres_of_merged)
    listen(RecordsUnmerged, move_genres_back)
    listen(CartonSent, _packed_copies_leave)
    listen(CartonCalledBack, _packed_copies_stay)
    listen(CartonUnpacked, _packed_copies_arrive)
    listen(LoanOpenAgain, let_stand_again)


def _loans_follow(news: PersonsMerged) -> None:
    move_loans(SYSTEM, from_person_id=news.merged_id, to_person_id=news.kept_id, now=news.at)


def _holds_follow_record(news: RecordsMerged) -> None:
    move_holds_of_merged(SYSTEM, records=(news.loser_id, news.winner_id), now=news.at)


def _holds_follow_person(news: PersonsMerged) -> None:
    move_holds_of_merged(SYSTEM, persons=(news.merged_id, news.kept_id), now=news.at)


def _charges_follow(news: PersonsMerged) -> None:
    move_charges(SYSTEM, from_person_id=news.merged_id, to_person_id=news.kept_id, now=news.at)


def _requests_follow(news: PersonsMerged) -> None:
    move_requests(SYSTEM, from_person_id=news.merged_id, to_person_id=news.kept_id, now=news.at)


def _seats_follow(news: PersonsMerged) -> None:
    move_seats(SYSTEM, from_person_id=news.merged_id, to_person_id=news.kept_id, now=news.at)


def _supplies_follow(news: PersonsMerged) -> None:
    move_movements(SYSTEM, from_person_id=news.merged_id, to_person_id=news.kept_id, now=news.at)


def _notices_follow(news: PersonsMerged) -> None:
    move_notices(SYSTEM, from_person_id=news.merged_id, to_person_id=news.kept_id, now=news.at)


def _leavers_are_cleared(news: PersonsMoved) -> None:
    if news.left or news.back:
        call_for_clearances()


def _hold_slip(news: HoldCaught) -> None:
    at = site(news.site_id)
    if at is not None and at.hold_slips:
        print_hold_slip(replace(SYSTEM, site_id=at.pk, desk=news.desk), hold_id=news.hold_id, now=news.at)


def _transit_slip(news: ItemSent) -> None:
    at = site(news.from_site_id)
    if at is not None and at.transit_slips:
        print_transit_slip(replace(SYSTEM, site_id=at.pk, desk=news.desk), transit_id=news.transit_id, now=news.at)


def _returned_from_care(news: ItemBackFromCare) -> None:
    """What is whole again goes to who waits for it, home, or to its shelf: the return desk knows which."""
    check_in(news.actor, item_id=news.item_id, now=news.at)


def _packed_copies_leave(news: CartonSent) -> None:
    send_packed(SYSTEM, item_ids=news.item_ids, from_site_id=news.from_site_id, to_site_id=news.to_site_id, now=news.at)


def _packed_copies_stay(news: CartonCalledBack) -> None:
    call_back_packed(SYSTEM, item_ids=news.item_ids, now=news.at)


def _packed_copies_arrive(news: CartonUnpacked) -> None:
    """Unpacked they go to who waits for them, or to their shelf: the return desk knows which."""
    for item_id in news.item_ids:
        check_in(replace(SYSTEM, site_id=news.site_id), item_id=item_id, now=news.at)
