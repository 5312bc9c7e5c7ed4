"""What labels say to people, by code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Mapping[str, str | Promise] = {
    "labels.no_number": _("“%(title)s” has no number yet, so there is nothing to bar. Give it one on its page."),
    "labels.number_signs": _(
        "%(symbology)s has no bars for “%(number)s” (%(title)s). What would do on this sheet: %(instead)s."
    ),
    "labels.number_check": _(
        "The last sign of %(number)s (%(title)s) is not its check, and a reader set to %(symbology)s would refuse the "
        "label. Print it without the check: %(instead)s."
    ),
    "labels.number_odd": _(
        "%(symbology)s needs an even number of digits. A reader would send %(number)s (%(title)s) with a 0 before it, "
        "and it would not be found. What would do: %(instead)s."
    ),
    "labels.bars_too_wide": _(
        "%(number)s (%(title)s) in %(symbology)s does not fit a label of %(sheet)s: its bars would be too narrow to be "
        "read. On this sheet would fit: %(instead)s. In this code it fits: %(sheets)s."
    ),
    "labels.text_left_out": _("“%(text)s” has no room on the label of %(title)s, even at 8 points."),
    "labels.run_empty": _("There is nothing to print yet. Scan a number, or choose a list."),
    "labels.run_printed": _("This run is printed. Repeat it, or begin a new one."),
    "labels.not_printed": _("This run is not printed yet. Print it first; then it can be sent to the queue."),
    "labels.run_taken_back": _("This run was taken back. Repeat it, or begin a new one."),
    "labels.run_gone": _("That run is not here any more, or it is another school’s."),
    "labels.run_full": _("A run holds %(most)s labels. Print this one, then begin the next."),
    "labels.numbers_used": _(
        "%(count)s of these numbers are on items by now, %(number)s first. The run stays, so that no number is given "
        "twice."
    ),
    "labels.no_template": _(
        "This site does not say how its numbers are made, so there is no next one. Say it on the page of the site: "
        "first signs and length."
    ),
    "labels.numbers_end": _("The site’s numbers end after %(left)s more. Print fewer, or make its numbers longer."),
    "labels.not_found": _("Nothing here has the number “%(number)s”. Look at the label again."),
    "labels.other_site": _("“%(title)s” belongs to another school. Its label is printed there."),
    "labels.no_sheet": _("The sheet of this run is not kept any more. Choose another."),
    "labels.no_cell": _("%(sheet)s has no label at row %(row)s, column %(column)s."),
    "labels.wrong_kind": _("This run is for another kind of label. Begin a new one."),
    "labels.no_queue": _("“%(printer)s” has no queue to print on by itself. Open the PDF and print it from there."),
}
KIND_WORDS: Mapping[str, str | Promise] = {
    "spine": _("Spine labels"),
    "barcode": _("Barcode labels"),
    "pocket": _("Pocket labels"),
    "set": _("Spine, barcode and pocket"),
    "asset": _("Asset tags"),
    "card": _("Library cards"),
    "carton": _("Carton labels"),
    "blank": _("New numbers"),
}
ORDER_WORDS: Mapping[str, str | Promise] = {
    "scanned": _("As they were scanned"),
    "shelf": _("As they stand on the shelf"),
}
STATE_WORDS: Mapping[str, str | Promise] = {
    "open": _("open"),
    "printed": _("printed"),
    "taken_back": _("taken back"),
}
SIDE_WORDS: Mapping[str, str | Promise] = {
    "left": _("The labels run off the left side of the page by %(by)s %(unit)s."),
    "top": _("The labels run off the top of the page by %(by)s %(unit)s."),
    "right": _("The labels run off the right side of the page by %(by)s %(unit)s."),
    "bottom": _("The labels run off the bottom of the page by %(by)s %(unit)s."),
    "across": _("Labels beside each other overlap by %(by)s %(unit)s: the step to the right is too small."),
    "down": _("Labels below each other overlap by %(by)s %(unit)s: the step down is too small."),
    "none": _("A page needs at least one row and one column of labels that have a size."),
}
