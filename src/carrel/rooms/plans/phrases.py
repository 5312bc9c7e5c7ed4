"""Every sentence this room says to people, by code."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.phrases import Text

PHRASES: Mapping[str, Text] = {
    "plans.no_such_plan": _("This plan is no longer here. Open the list of plans again."),
    "plans.changed_meanwhile": _(
        "%(name)s kept “%(plan)s” meanwhile. Nothing was changed. Open it again and draw on what is there now."
    ),
    "plans.unnamed": _("The plan has no name yet. Call it as people call the room."),
    "plans.odd_size": _("A sheet is between %(least)s and %(most)s squares across and down."),
    "plans.too_many_shapes": _("A plan holds at most %(most)s shapes. Draw the rest on a plan of its own."),
    "plans.unlabelled": _("The shape at %(label)s has no label. Call it as its sign does."),
    "plans.off_the_sheet": _(
        "“%(label)s” does not lie on the sheet. Move it, make it smaller, or make the sheet larger."
    ),
    "plans.place_elsewhere": _(
        "“%(label)s” is tied to a place of another school, or one that is gone. Choose another."
    ),
    "plans.range_of_no_shelf": _(
        "“%(label)s” is no shelf, so no call numbers stand on it. Make it a shelf, or empty them."
    ),
    "plans.range_begins_nowhere": _(
        "“%(label)s” ends with %(last)s and has no beginning. Say from which call number on."
    ),
    "plans.range_backwards": _("On “%(label)s”, %(last)s comes before %(first)s. Exchange the two."),
    "plans.nothing_before": _("“%(plan)s” was never otherwise. There is nothing to take back."),
    "plans.there_already": _("“%(plan)s” is there. Nothing had to be brought back."),
}
