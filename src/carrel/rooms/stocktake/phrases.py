"""Every sentence and word stocktake says to people."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carrel.cellar.kernel.phrases import Text

SCOPE_WORDS: Mapping[str, Text] = {
    "walked": _("What lies between my first and my last scan"),
    "place": _("A place with all that stands in it"),
    "range": _("A range of call numbers"),
    "all": _("Everything this school has"),
    "sample": _("A sample of 200 copies"),
    "devices": _("The devices of a room; each is put down as being there"),
}
STATE_WORDS: Mapping[str, Text] = {
    "open": pgettext_lazy("count", "Open"),
    "finishing": pgettext_lazy("count", "Being finished"),
    "finished": pgettext_lazy("count", "Finished"),
    "undoing": pgettext_lazy("count", "Being undone"),
}
OUTCOME_WORDS: Mapping[str, Text] = {
    "right": pgettext_lazy("scan in a count", "In its place"),
    "other_place": pgettext_lazy("scan in a count", "Other place"),
    "outside": pgettext_lazy("scan in a count", "Not of this count"),
    "other_site": pgettext_lazy("scan in a count", "Other school"),
    "lent": pgettext_lazy("scan in a count", "On loan, and here"),
    "waits": pgettext_lazy("scan in a count", "Somebody waits for it"),
    "travels": pgettext_lazy("scan in a count", "On its way, and here"),
    "mended": pgettext_lazy("scan in a count", "In repair, and here"),
    "found": pgettext_lazy("scan in a count", "Found"),
    "gone": pgettext_lazy("scan in a count", "Withdrawn, and here"),
    "placed": pgettext_lazy("scan in a count", "Place put right"),
}
ORDER_WORDS: Mapping[str, Text] = {
    "back": _("Wrong place"),
    "swapped": _("The wrong way round"),
    "again": _("Seen already"),
    "elsewhere": _("From elsewhere?"),
    "unknown": _("Unknown number"),
}

PHRASES: Mapping[str, Text] = {
    "stocktake.unnamed": _("Give the count a name, such as the shelf or the room."),
    "stocktake.other_school": _("“%(count)s” is a count of another school."),
    "stocktake.place_missing": _("Choose the place that is counted."),
    "stocktake.range_missing": _("Write the first and the last call number of the range."),
    "stocktake.range_turned": _("The last call number stands before the first. Exchange them."),
    "stocktake.nothing_asked_for": _("No copy stands there by the records, so there is nothing to take a sample of."),
    "stocktake.no_such_count": _("This count is gone. Look at the list of counts."),
    "stocktake.no_such_scan": _("This scan was taken back already."),
    "stocktake.closed": _("“%(count)s” is finished. Undo it to go on, or begin another count."),
    "stocktake.not_finished": _("“%(count)s” is open still. There is nothing to undo."),
    "stocktake.under_way": _("“%(count)s” is being worked on. Wait until that is done."),
    "stocktake.drop_finished": _("“%(count)s” is finished. Undo it before you give it up."),
    "stocktake.nothing_scanned": _("Nothing was scanned in “%(count)s”. Give it up, or begin to scan."),
    "stocktake.mostly_unseen": _(
        "%(unseen)s copies of “%(count)s” were not seen, and %(seen)s were. Finished now, all %(unseen)s are missing; "
        "one press puts them back."
    ),
    "stocktake.nothing_to_return": _("“%(title)s” is not out, and nothing of it is to be returned."),
    "stocktake.other_place": _("By its record it stands in %(place)s. Take it there, or change its record."),
    "stocktake.from_elsewhere": _(
        "By its record it stands in %(place)s. Have you come there? Go on. If not, undo this scan and take it there."
    ),
    "stocktake.outside": _("It is not among what this count asks for. It counts all the same."),
    "stocktake.no_place": _("Its record says no place. Say on its page where it stands."),
    "stocktake.other_site": _("It belongs to %(site)s. Send it home."),
    "stocktake.lent": _("By its record it is on loan. Take it back, then it stands in again."),
    "stocktake.waits": _("It is kept for a reader. Put it on the hold shelf."),
    "stocktake.travels": _("By its record it is on its way to another school. Take it back, and its journey ends."),
    "stocktake.mended": _("By its record it is being mended or repaired. End the case if it is whole again."),
    "stocktake.found": _("It was lost or missing, and stands in again."),
    "stocktake.found_claimed": _("A reader said they had brought it back, and was right. It stands in again."),
    "stocktake.gone": _("It was withdrawn. Take it off the shelf."),
    "stocktake.placed": _("Its place is put down as %(place)s from now on."),
    "stocktake.unknown": _("Nothing has the number %(number)s. Put it aside; it stands on the list of strays."),
    "stocktake.seen_already": _("It was scanned in this count before, and counts once."),
    "stocktake.belongs_between": _(
        "It belongs between “%(before)s” (%(before_call)s) and “%(after)s” (%(after_call)s)."
    ),
    "stocktake.belongs_before": _("It belongs before “%(after)s” (%(after_call)s)."),
    "stocktake.swapped": _("It belongs before “%(after)s” (%(after_call)s), which you scanned just now."),
    "stocktake.was_the_other": _("So “%(title)s” (%(call)s) is the one that stands too early."),
}
