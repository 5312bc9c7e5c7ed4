"""Every sentence circulation says to people, by code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

PHRASES: Mapping[str, Text] = {
    # one's own
    "circulation.account_of_nobody": _(
        "This account belongs to nobody in the records, so nothing here is yours. Ask staff to link it to your record."
    ),
    "circulation.past_loan_unknown": _("This title is not in your reading history any more."),
    # check-out: the patron
    "circulation.patron_unknown": _("Nobody has this number. Scan the card again, or find the reader by name."),
    "circulation.patron_of_another_school": _(
        "This is a student of another school of this district. Lend at their own school."
    ),
    "circulation.patron_left": _("%(patron)s left on %(left)s. Lend only if they are back, and say why."),
    "circulation.patron_expired": _(
        "%(patron)s could borrow until %(expired)s. Renew the membership, or pass this once with a reason."
    ),
    "circulation.card_lost": _(
        "The card %(card)s of %(patron)s was reported lost. Check who is standing here before you go on."
    ),
    "circulation.card_expired": _(
        "The card %(card)s of %(patron)s was good until %(expired)s. Check who is standing here before you go on."
    ),
    "circulation.card_replaced": _("%(patron)s has a newer card. This one still works."),
    "circulation.patron_blocked": _(
        "%(patron)s may not borrow: %(note)s. Lift the block, or pass it once with a reason."
    ),
    "circulation.patron_warning": _("A note on %(patron)s: %(note)s."),
    # check-out: the item
    "circulation.item_unknown": _("No item has this number. Lay it aside, or add it to the catalogue."),
    "circulation.item_lost": _("‹%(title)s› was marked as lost. It is in your hand: mark it as found and lend it?"),
    "circulation.item_missing": _(
        "‹%(title)s› was marked as missing. It is in your hand: mark it as found and lend it?"
    ),
    "circulation.item_withdrawn": _("‹%(title)s› was withdrawn. Lend it all the same, or lay it aside for disposal."),
    "circulation.item_in_repair": _("‹%(title)s› is marked as in repair. Lend it all the same, or lay it aside."),
    "circulation.item_of_another_site": _("‹%(title)s› belongs to %(site)s."),
    "circulation.already_lent_to_this_patron": _(
        "‹%(title)s› is already lent to %(patron)s until %(until)s. Returned, or renew?"
    ),
    "circulation.item_on_loan_elsewhere": _(
        "‹%(title)s› is on loan to %(who)s until %(until)s. Return it for them and lend it here?"
    ),
    "circulation.item_on_loan_to_another_reader": _(
        "‹%(title)s› is on loan to another reader until %(until)s. Return it for them and lend it here?"
    ),
    "circulation.item_on_loan_at_another_school": _(
        "‹%(title)s› is on loan to a student of another school until %(until)s. Return it for them and lend it here?"
    ),
    "circulation.on_hold_for_another": _(
        "‹%(title)s› is kept for another reader who waits for it. Lend it all the same, and say why?"
    ),
    "circulation.others_wait": _("Other readers wait for ‹%(title)s›."),
    # check-out to a place
    "circulation.place_of_another_school": _(
        "This place belongs to a school where you hold no role. Choose a place of your own school."
    ),
    "circulation.item_is_awaited": _(
        "‹%(title)s› is kept for a reader, or on its way between two schools. Scan it at the return desk; what is "
        "free then can go to %(place)s."
    ),
    "circulation.already_at_this_place": _("‹%(title)s› is lent to %(place)s already, until %(until)s."),
    "circulation.no_school_year": _(
        "No school year holds today, so nothing says until when %(place)s keeps ‹%(title)s›. Enter the school year "
        "under School, or give a day."
    ),
    # check-out: the policy
    "circulation.not_loanable": _(
        "‹%(title)s› (%(type)s) is not lent to readers like %(patron)s. Use it here, or pass this once with a reason."
    ),
    "circulation.no_loan_length": _(
        "No policy says how long ‹%(title)s› (%(type)s) is lent. Add a row to the policy grid, or give a due date."
    ),
    "circulation.no_open_day": _(
        "The calendar of %(site)s has no open day within a year. Enter the open days, or give a due date."
    ),
    "circulation.no_period": _(
        "The bell schedules of %(site)s have no such period within a year. Enter the bells, or give a due date."
    ),
    "circulation.no_named_date": _(
        "‹%(title)s› (%(type)s) is lent until a named date, and there is none ahead. Give the hard due date its next "
        "day, or give a due date."
    ),
    "circulation.too_many_overdue": _(
        "%(patron)s has %(count)s overdue, and %(limit)s stop lending. Take one back first, or pass this once "
        "with a reason."
    ),
    "circulation.has_overdue": _("%(patron)s has %(count)s overdue."),
    "circulation.over_limit": _(
        "%(patron)s has %(count)s out, and %(limit)s is the most. Take one back first, or pass this once with a reason."
    ),
    "circulation.over_type_limit": _(
        "%(patron)s has %(count)s of “%(type)s” out, and %(limit)s is the most. "
        "Take one back first, or pass this once with a reason."
    ),
    # due dates
    "circulation.hard_due_date_past": _(
        "“%(name)s” ended on %(hard)s, so it was left out. Enter its next date in the policy grid."
    ),
    "circulation.due_in_the_past": _("%(due)s is before today, %(today)s. Give a day from today on."),
    "circulation.due_on_closed_day": _("The library is closed on %(due)s. The date stands as you gave it."),
    # check-in
    "circulation.not_on_loan": _("‹%(title)s› was not on loan. Put it on its shelf."),
    "circulation.returned_late": _("‹%(title)s› was due on %(due)s. Days late: %(days)s."),
    "circulation.was_found": _("‹%(title)s› was marked as %(state)s. It is found now."),
    "circulation.found_and_settled": _(
        "‹%(title)s› was taken for lost. What was charged for it is settled by your rules."
    ),
    "circulation.claim_was_right": _("The reader said that they had brought ‹%(title)s› back. They were right."),
    "circulation.item_is_withdrawn": _("‹%(title)s› was withdrawn. Lay it aside for disposal."),
    "circulation.item_is_in_repair": _("‹%(title)s› is in repair. Lay it aside for repair."),
    "circulation.belongs_elsewhere": _("‹%(title)s› belongs to %(home)s. Put it in the crate for %(home)s."),
    "circulation.arrived_home": _("‹%(title)s› has come home to %(home)s. Put it on its shelf."),
    "circulation.returned_in_the_future": _("%(returned)s has not come yet. Give today or an earlier day."),
    "circulation.returned_before_lent": _(
        "‹%(title)s› was lent on %(lent)s, after %(returned)s. Give that day or a later one."
    ),
    # renewal and change of due date
    "circulation.loan_is_closed": _("‹%(title)s› has been returned. Lend it again."),
    "circulation.renewal_limit": _(
        "‹%(title)s› has had %(count)s of %(limit)s renewals. Take it back, or pass this once with a reason."
    ),
    "circulation.renewal_overdue": _(
        "‹%(title)s› is overdue since %(until)s, and overdue items are not renewed. Take it back, or pass this "
        "once with a reason."
    ),
    "circulation.would_not_extend": _(
        "‹%(title)s› would not be due later than %(until)s. Nothing was changed; change the due date by hand if "
        "it must move."
    ),
    # batches
    "circulation.batch_unknown": _("There is no such list at this school any more. Open the page of lists again."),
    "circulation.batch_no_site": _("Choose the school you work at first: the box beside your name."),
    "circulation.batch_for_nobody": _(
        "Nothing says who gets these. Choose a reader, or put the card or student number before each number."
    ),
    "circulation.batch_empty": _("There is no line in it. Scan or paste a number on each line."),
    "circulation.batch_too_long": _("%(lines)s lines are too many at once; %(most)s are the most. Divide the list."),
    "circulation.batch_is_over": _("This list is ended. Begin a new one."),
    "circulation.batch_scanned_before": _("‹%(title)s› (%(number)s) is on this list already. Nothing was done twice."),
    "circulation.batch_other_title": _(
        "‹%(title)s› is not the title that is handed out here. Scan the right copy, or lend this one with a reason."
    ),
    "circulation.batch_nobody_waits": _("Everybody has had their turn. Choose a name to give somebody another one."),
    "circulation.batch_line_forgotten": _(
        "What this line was about is no longer on record: it came back and the list has forgotten it."
    ),
    "circulation.renewal_too_soon": _(
        "‹%(title)s› is due on %(until)s and may be renewed from %(from)s on. Come back then, or pass this once with a "
        "reason."
    ),
    "circulation.renewal_held": _(
        "Somebody waits for ‹%(title)s›, and no other copy is in. Take it back by %(until)s, or pass this once with a "
        "reason."
    ),
    "circulation.renewal_reserved": _(
        "‹%(title)s› is reserved for a class from %(from)s to %(last)s. Take it back by %(until)s, or pass this once "
        "with a reason."
    ),
    # due dates and the calendar
    "circulation.loans_of_another_site": _(
        "Due dates of a school where you hold no role do not move by your word. Ask its technician or the district."
    ),
    # self-check
    "circulation.self_check_unknown": _("We do not know this card. Scan it again, or ask at the desk."),
    "circulation.self_check_badge": _("This is a badge for working here, not a library card. Scan a library card."),
    "circulation.self_check_card_stopped": _("This card cannot be used here any more. Please go to the desk with it."),
    "circulation.self_check_no_pin": _("This card has no PIN yet. Ask at the desk for one, then come back."),
    "circulation.self_check_wrong_pin": _("That is not the PIN of this card. Wait a moment, then type it again."),
    "circulation.self_check_rests": _(
        "That was not the PIN too often, so this card rests. Try again in %(minutes)s min, or ask at the desk."
    ),
    "circulation.self_check_not_to_pick": _("This face cannot be touched here. Scan a card, or ask at the desk."),
    "circulation.self_check_no_returns": _("Books cannot be given back here. Please take it to the desk."),
    "circulation.self_check_no_site": _(
        "You do not work at a school now. Choose one at the top of the page, then open the station."
    ),
    # undo
    "circulation.undo_unknown": _(
        "This cannot be taken back: it was not a loan, a return, a renewal, a change of date or a use here."
    ),
    "circulation.undo_done_before": _("This was taken back before. Nothing was changed."),
    "circulation.undo_not_own": _(
        "‹%(title)s› was scanned by somebody else, or more than %(minutes)s minutes ago. Ask the technician to take it "
        "back."
    ),
    "circulation.undo_lent_again": _("‹%(title)s› has been lent again since. Return it first."),
    "circulation.undo_item_changed": _(
        "‹%(title)s› has been marked otherwise since. Look at the item, then lend it again."
    ),
    "circulation.undo_borrower_severed": _(
        "Who had ‹%(title)s› is no longer on record. Scan the card and lend it again."
    ),
    "circulation.undo_returned_since": _("‹%(title)s› has been returned since. Take the return back first."),
    "circulation.undo_changed_since": _(
        "The due date of ‹%(title)s› has changed since. Take the later change back first."
    ),
    "circulation.undo_claimed_since": _(
        "Somebody said since that ‹%(title)s› was brought back. Settle that first: it is under Search the shelves."
    ),
    # blocks and the grid
    "circulation.block_unknown": _("This block is not in force any more. Nothing was changed."),
    "circulation.loan_unknown": _("There is no such loan. It may have been erased; open the list again."),
    "circulation.policy_patron_setting": _(
        "How many loans a reader may have in all cannot hang on an item type. Leave the item type empty, or use "
        "the limit by type."
    ),
    "circulation.policy_length_without_unit": _(
        "A length needs a unit, and a unit a length. Fill in both, or leave both empty. Only “until the named date” "
        "needs no length."
    ),
    "circulation.policy_row_exists": _(
        "There is a row for this site, category and item type already. Change that one."
    ),
    "circulation.hard_due_date_elsewhere": _(
        "“%(name)s” belongs to another site. Choose a series of this site or of the district."
    ),
    "circulation.hard_due_date_is_cutoff": _(
        "“%(name)s” is a cut-off of grade %(grades)s and holds there by itself. Choose a series without grades."
    ),
    "circulation.policy_version_unknown": _("There is no such version of the policy. Open the list of versions again."),
    "circulation.hard_due_date_in_use": _(
        "Rows of the grid still use “%(name)s”: %(count)s. Take it out of them first."
    ),
    "circulation.site_of_another": _(
        "This row belongs to a site you do not work at. Ask its librarian or the district."
    ),
    # holds
    "circulation.hold_unknown": _("There is no such hold any more. Look at the list again."),
    "circulation.hold_is_over": _("The hold on ‹%(title)s› has ended already. Place a new one."),
    "circulation.hold_pickup_closed": _("%(site)s gives nothing out at present. Choose another school to fetch it."),
    "circulation.hold_waits_already": _("%(patron)s waits for ‹%(title)s› already. Once is enough: the place is kept."),
    "circulation.hold_has_it": _("%(patron)s has ‹%(title)s› on loan. Let them wait for another copy, and say why?"),
    "circulation.hold_no_copy": _(
        "No copy of ‹%(title)s› can be waited for: all are lost or withdrawn, or there is none."
    ),
    "circulation.hold_not_lent": _(
        "‹%(title)s› is not lent to readers like %(patron)s. Use it here, or say why they may."
    ),
    "circulation.hold_not_allowed": _(
        "‹%(title)s› cannot be put on hold. Pass this once with a reason, if it must be."
    ),
    "circulation.hold_other_school": _(
        "‹%(title)s› is kept for readers of its own school. Pass this once with a reason, if that school agrees."
    ),
    "circulation.hold_copy_is_in": _(
        "%(count)s copies of ‹%(title)s› are in. Fetch one from the shelf, or place the hold with a reason."
    ),
    "circulation.hold_limit": _(
        "%(patron)s waits for %(count)s titles; the limit is %(limit)s. Cancel one, or pass this once with a reason."
    ),
    "circulation.hold_has_copy": _("A copy of ‹%(title)s› is kept for it already. Cancel it, or lend the copy."),
    "circulation.hold_is_reserved": _("This copy of ‹%(title)s› is reserved for a class. Change the reservation."),
    "circulation.hold_day_past": _("%(day)s is past. Give a day from today on for ‹%(title)s›."),
    "circulation.reservation_unknown": _("There is no such reservation any more. Look at the list again."),
    "circulation.reservation_ends_early": _("A reservation ends on its first day or later. Change one of the days."),
    "circulation.reservation_past": _("%(until)s is past. Reserve ‹%(title)s› from today on."),
    "circulation.reservation_too_many": _(
        "On %(day)s only %(free)s copies of ‹%(title)s› are not reserved yet. Take fewer than %(copies)s, or "
        "other days."
    ),
    "circulation.reserved_for_class": _(
        "‹%(title)s› is kept for %(class)s from %(from)s to %(until)s. Lend it to %(patron)s all the same, and say why?"
    ),
    "circulation.hold_caught": _(
        "Somebody waits for ‹%(title)s›. Put it on the hold shelf; it is kept there until %(until)s."
    ),
    "circulation.hold_caught_no_end": _(
        "Somebody waits for ‹%(title)s›. Put it on the hold shelf. The calendar is too short to say until when."
    ),
    "circulation.hold_arrived": _(
        "‹%(title)s› has arrived for somebody who waits. Put it on the hold shelf; it is kept there until %(until)s."
    ),
    "circulation.hold_stays": _("‹%(title)s› stands on the hold shelf for somebody. Put it back there."),
    "circulation.hold_sent": _("Somebody waits for ‹%(title)s› at %(site)s. Send it there."),
    # copies in the wrong hands, conditions, journeys
    "circulation.swap_not_on_loan": _("One of the two copies of ‹%(title)s› is not on loan any more. Scan it again."),
    "circulation.swap_other_title": _(
        "‹%(title)s› and ‹%(other)s› are not copies of one title. Return each by itself."
    ),
    "circulation.swap_same_reader": _("Both copies of ‹%(title)s› are with the same reader. There is nothing to swap."),
    "circulation.condition_unknown": _("“%(condition)s” is no condition. Choose new, good, worn or damaged."),
    "circulation.send_unknown": _("No item has this number, or no school was chosen. Scan it again."),
    "circulation.send_on_loan": _("‹%(title)s› is on loan. Scan it at the return desk first, then send it."),
    "circulation.send_held": _(
        "‹%(title)s› stands on the hold shelf for somebody. Lend it to them, or end the hold before you send it."
    ),
    "circulation.send_on_its_way": _(
        "‹%(title)s› is on its way already. Scan it at the return desk when it has arrived, or say that it never left."
    ),
    "circulation.send_withdrawn": _("‹%(title)s› was withdrawn. Set its state to “in” before you send it to %(site)s."),
    "circulation.send_in_repair": _("‹%(title)s› is in repair. Set its state to “in” before you send it to %(site)s."),
    "circulation.send_not_found": _(
        "‹%(title)s› is lost or missing by what Carrel knows. Scan it at the return desk, which finds it, then send it."
    ),
    "circulation.send_site_closed": _("%(site)s is not in use at present. Choose another school."),
    "circulation.send_to_here": _(
        "‹%(title)s› would go to %(site)s, where you work now. Choose another school, or send it from where it lies."
    ),
    "circulation.send_is_there": _(
        "‹%(title)s› stands at %(site)s by what Carrel knows. If it lies before you, scan it at the return desk: it "
        "goes on its way there."
    ),
    "circulation.sent_on": _("‹%(title)s› was sent to %(site)s by staff. Put it in the crate for %(site)s."),
    "circulation.sent_arrived": _("‹%(title)s› has arrived, sent by staff. It stays at %(site)s until it is lent."),
    "circulation.floats_here": _(
        "‹%(title)s› stays here: its kind belongs where it was returned last. Put it on its shelf."
    ),
    "circulation.found_since": _("‹%(title)s› was found since. Where it went from there stands on its page."),
    "circulation.sent_stays": _("‹%(title)s› was sent here by staff. It stays at %(site)s until it is lent."),
    # kits
    "circulation.part_out_already": _("%(part)s %(barcode)s is out already and does not go along."),
    "circulation.part_not_here": _("%(part)s %(barcode)s is not in and does not go along. Look at its page."),
    "circulation.kit_lacks": _("Missing since an earlier return: %(parts)s."),
    "circulation.part_of_no_loan": _("This part did not go out with this loan. Look at the kit again."),
    "circulation.kit_is_still_out": _("‹%(kit)s› is out. Take it back first, then say what is missing."),
    "circulation.kit_borrower_severed": _(
        "The name of whoever had ‹%(kit)s› is gone, so nobody can be asked for %(part)s. Change the parts of the item."
    ),
    "circulation.part_noted_already": _("%(part)s of ‹%(kit)s› is noted as missing already."),
    "circulation.part_moved_on": _("%(part)s was lent or set aside since, so it was there. Look at its page."),
    "circulation.part_missing_count": _("‹%(kit)s› has %(expected)s of %(part)s. Not more than these can be missing."),
    "circulation.missing_part_unknown": _("This part is not on the list of missing ones any more."),
    "circulation.missing_part_settled": _("%(part)s was settled already. Nothing has changed."),
    "circulation.settling_needs_a_reason": _("Say in a word or two why %(part)s is settled without being found."),
    "circulation.transit_is_over": _("It is not on its way any more. Look at the list again."),
    # fines, lost, claimed
    "circulation.lost_without_price": _(
        "Nobody wrote down what ‹%(title)s› costs. Enter a price; 0 takes it for lost and bills no price."
    ),
    "circulation.lost_price_wrong": _("This is no price for ‹%(title)s›. Write it as 18.99."),
    "circulation.claim_of_nobody": _("‹%(title)s› is with a cart or a room, not with a reader. Look for it there."),
    "circulation.claimed_already": _(
        "It is noted already that ‹%(title)s› was brought back. Look for it on the shelf, or take it for lost."
    ),
    "circulation.claim_in_the_future": _("%(said)s has not come yet. Give today or an earlier day."),
    "circulation.claim_before_lent": _(
        "‹%(title)s› was lent on %(lent)s, after %(said)s. Give that day or a later one."
    ),
    "circulation.many_claims": _(
        "%(patron)s says so of %(count)s things now, and your rules want a word from %(limit)s on. It is noted."
    ),
    "circulation.damage_of_nobody": _("The loan of ‹%(title)s› names no reader any more, so nobody can be charged."),
    "circulation.damage_unknown": _("The schedule of damages of this school has no such line. Look at it under Money."),
    "circulation.damage_costs_nothing": _("“%(damage)s” comes to nothing for ‹%(title)s›: its price is not known."),
    "circulation.undo_paid_since": _(
        "Something was paid for ‹%(title)s› since. Give the money back on the page of charges first."
    ),
    "circulation.no_fine_to_forgive": _("Nothing is owed for the lateness of ‹%(title)s›."),
    "circulation.no_fine_forgiven": _("No fine for ‹%(title)s› was forgiven."),
}
