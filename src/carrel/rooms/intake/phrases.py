"""What intake says to people, by code: why something did not come in, what was done otherwise, and what to do."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Mapping[str, str | Promise] = {
    "intake.unreadable": _("It cannot be read: %(why)s"),
    "intake.no_title": _("Field 245 is missing. A record needs a title."),
    "intake.number_taken": _("Barcode %(number)s is already on ‹%(title)s›."),
    "intake.number_twice": _("Barcode %(number)s came before, with record %(first)s of this file."),
    "intake.number_long": _("A barcode has at most %(most)s signs; one here has %(found)s."),
    "intake.other_site": _("A copy is for %(site)s, where you hold no role."),
    "intake.mended": _("%(what)s"),
    "intake.odd_number": _("Barcode %(number)s has a wrong check digit. It was taken as it is printed."),
    "intake.same_number_other_kind": _(
        "‹%(title)s› has the same number and is of another kind. A new record was made."
    ),
    "intake.matched_by_title": _(
        "Title, author, year and kind are those of ‹%(title)s›, so it was taken for the same."
    ),
    "intake.price_unread": _("The price “%(price)s” of a copy cannot be read. The copy has none."),
    "intake.no_such_file": _("The file of this import is no longer kept. Send it again."),
    "intake.no_such_import": _("This import is no longer there, or it belongs to another site."),
    "intake.import_not_done": _("‹%(title)s› is not done yet. Wait for it, or stop it; then take it back."),
    "intake.taken_back_already": _("‹%(title)s› was taken back already."),
    "intake.choice_unknown": _("Choose what becomes of the record."),
    "intake.asked_already": _("‹%(title)s› was decided before."),
    "intake.no_such_question": _("This question is no longer there. Look at the list again."),
    "intake.map_needs_barcode": _("Say in which subfield the barcode stands, or let the field be found by itself."),
    "intake.map_shape": _(
        "“%(text)s” is no subfield. Write the letters or digits of the subfields one after the other."
    ),
    "intake.tag_shape": _("“%(text)s” is no field. A field of a copy has three digits, such as 852 or 949."),
    "intake.word_unknown": _("“%(word)s” is not among the words of this file."),
    "intake.target_unknown": _("What “%(word)s” should mean is no longer there. Choose again."),
    "intake.no_isbn": _("“%(text)s” is no ISBN. Scan the bars on the back of the book, or add a record by hand."),
    "intake.not_waiting": _("‹%(title)s› does not wait any more. Look at the list again."),
    "intake.title_missing": _("Write the title: it is what readers search for."),
    # Packing lists.
    "intake.line_blank": _("Line %(line)s has neither title nor number. It was left out."),
    "intake.line_count_unread": _("Line %(line)s: “%(text)s” is no number of copies. It was left out."),
    "intake.line_price_unread": _("Line %(line)s: the price “%(text)s” cannot be read. The line has none."),
    "intake.line_isbn_wrong": _(
        "Line %(line)s: “%(text)s” cannot be an ISBN, so no scan will find the line. Open it and correct the number."
    ),
    "intake.line_site_unknown": _("Line %(line)s: no site is called “%(text)s”. Choose where it goes."),
    "intake.too_many_lines": _("‹%(name)s› has more than %(most)s lines. Send it in parts."),
    "intake.being_read": _("The list of ‹%(name)s› is being read. Wait for it, then choose other columns."),
    "intake.counted_already": _("Copies of this delivery are counted already. Reading its list anew would lose them."),
    "intake.columns_missing": _("Say which column holds the title or the number; without one nothing can be counted."),
    # Deliveries.
    "intake.no_such_delivery": _("This delivery is no longer there, or it belongs to another site."),
    "intake.no_such_line": _("This line is no longer there. Look at the delivery again."),
    "intake.delivery_closed": _("‹%(name)s› is closed. Open it again, then make your change."),
    "intake.delivery_open": _("‹%(name)s› is open already."),
    "intake.delivery_in_use": _("Copies of ‹%(name)s› are packed or made already. Close it instead of taking it out."),
    "intake.scan_blank": _("There is no number in this. Scan the ISBN on the book, or type it."),
    "intake.scan_is_our_copy": _("This is our copy of ‹%(title)s›. Scan the ISBN of what came in."),
    "intake.scan_no_product": _(
        "“%(text)s” is no ISBN or product number, and no line has it. Scan the ISBN of the copy, or type it. What has "
        "none is counted on its line: open the line, or add it below with “Type a line of the list”."
    ),
    "intake.nothing_to_take_back": _("No copy of ‹%(title)s› is counted. There is nothing to take back."),
    "intake.more_damaged_than_came": _(
        "%(damaged)s damaged copies of ‹%(title)s› cannot be: %(came)s came. Count again."
    ),
    "intake.fewer_than_packed": _(
        "%(packed)s copies of ‹%(title)s› are in cartons, so %(came)s cannot have come. Take some out of a carton."
    ),
    "intake.line_packed": _("Copies of ‹%(title)s› are in a carton. Take them out of it, then share the line out."),
    "intake.line_in_use": _(
        "Copies of ‹%(title)s› are packed or made already. Set its counts instead of taking it out."
    ),
    "intake.shares_do_not_add_up": _("The shares of ‹%(title)s› make %(total)s, and %(expected)s are listed."),
    # Cartons.
    "intake.no_such_carton": _("No carton has this number, or it goes to another school. Look at its label again."),
    "intake.carton_sent": _("The carton has left. Call it back, then change what is in it."),
    "intake.carton_not_sent": _("The carton has not left yet. Mark it as sent first."),
    "intake.carton_empty": _("Nothing is in the carton yet. Pack it first."),
    "intake.carton_received": _("The carton was received already. Open it again, then make your change."),
    "intake.carton_not_received": _("The carton was not received yet."),
    "intake.carton_counted": _("Copies of this carton are counted at its school. It cannot be called back."),
    "intake.more_than_there": _(
        "%(wanted)s copies of ‹%(title)s› cannot go into this carton: %(left)s are there for its school."
    ),
    "intake.not_in_carton": _("%(number)s is not in this carton. Lay it aside and ask who packed it."),
    # Processing.
    "intake.no_such_batch": _("This batch is no longer there, or it belongs to another site."),
    "intake.nothing_to_process": _("There is no copy to make ready here: all of them are in processing or done."),
    "intake.no_such_step": _("This step is not one of the batch any more. Look at the page again."),
    "intake.not_in_batch": _("%(number)s is not in this batch. Lay it aside, or begin a batch with it."),
    "intake.all_labelled": _("Every copy of ‹%(title)s› in this batch has its label."),
    "intake.item_type_missing": _("Choose the item type of copies that are the first of their title."),
    "intake.check_first_over": _("‹%(title)s› is not read to its end yet. Wait for it, then import."),
}

ADVICE: Mapping[str, str | Promise] = {
    "intake.unreadable": _("Ask whoever made the file for it again."),
    "intake.no_title": _("Add the title where the file comes from, or add the record by hand."),
    "intake.number_taken": _("Give the copy a new label and add it by hand."),
    "intake.number_twice": _("Give the copy a new label and add it by hand."),
    "intake.number_long": _("Look at the label; add the copy by hand."),
    "intake.other_site": _("Let someone of that site import it, or the district."),
}

IN_PROCESSING = _("In processing")
"""The place a new copy stands at until its last step is done."""

USUAL_STEPS = (_("Stamp"), _("Barcode"), _("Spine label"), _("Cover"), _("Shelf"))
"""The steps a site begins with, in their order; the second gives the label."""
