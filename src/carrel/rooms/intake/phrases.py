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
