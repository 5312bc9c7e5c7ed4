"""Every sentence the inventory says to people, by code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PHRASES: Mapping[str, str | Promise] = {
    "inventory.number_blank": _("There is no number in this. Scan the label, or type the figures below its bars."),
    "inventory.number_long": _(
        "A number has at most %(most)s characters, and this one is longer. Scan a single label."
    ),
    "inventory.number_taken": _("%(number)s is already on ‹%(title)s›. Scan another label."),
    "inventory.number_taken_just_now": _(
        "%(number)s was given to another item a moment ago, at another desk. Scan another label."
    ),
    "inventory.number_is_isbn": _(
        "%(number)s is the ISBN printed on the book: every copy has the same. Scan the library's own label."
    ),
    "inventory.number_length": _(
        "%(number)s has %(found)s characters, labels of %(site)s have %(expected)s. Scan it again, or keep it as it is."
    ),
    "inventory.number_prefix": _(
        "%(number)s does not begin with %(expected)s as labels of %(site)s do. Scan another, or keep it as it is."
    ),
    "inventory.number_check": _(
        "%(number)s ends in %(found)s, and its check digit should be %(expected)s. "
        "Scan it again; if the label is printed so, keep it as it is."
    ),
    "inventory.item_on_loan": _("‹%(title)s› is on loan. Return it at the desk, then change its state."),
    "inventory.state_not_by_hand": _("This state is set by lending, returning or sending an item, not by hand."),
    "inventory.state_already": _("‹%(title)s› is in this state already. Nothing has changed."),
    "inventory.item_changed_meanwhile": _(
        "‹%(title)s› was changed by someone else a moment ago. Look at it again, then make your change."
    ),
    "inventory.number_current": _(
        "%(number)s is the number ‹%(title)s› goes by. Give it another first, then take this one off."
    ),
    "inventory.number_not_found": _("%(number)s is not on ‹%(title)s›. Nothing has changed."),
    "inventory.item_lent_since": _(
        "‹%(title)s› has been on loan since it was added, so it cannot be taken out again. Withdraw it instead."
    ),
    "inventory.no_such_item": _("This item is no longer there. It was taken out again, or its page is an old one."),
    "inventory.no_such_place": _("This place belongs to another site. Choose a place of the item's own site."),
    "inventory.other_site": _("‹%(title)s› belongs to a site at which you hold no role. Ask its library to do this."),
    # Number ranges reserved for vendors.
    "inventory.range_backwards": _("The range ends before it begins: %(last)s comes before %(first)s. Swap them."),
    "inventory.range_too_long": _(
        "%(last)s does not fit: barcodes of this site have %(length)s characters with prefix and check. Look at the "
        "barcode settings of the site."
    ),
    "inventory.range_overlaps": _("%(first)s to %(last)s is reserved for %(name)s already. Choose other numbers."),
}

CONDITION_WORDS: Mapping[str, str | Promise] = {
    "new": _("New"),
    "good": _("Good"),
    "worn": _("Worn"),
    "damaged": _("Damaged"),
}

STATE_WORDS: Mapping[str, str | Promise] = {
    "available": pgettext_lazy("item state", "In"),
    "on_loan": pgettext_lazy("item state", "Out"),
    "lost": pgettext_lazy("item state", "Lost"),
    "missing": pgettext_lazy("item state", "Missing"),
    "withdrawn": pgettext_lazy("item state", "Withdrawn"),
    "in_repair": pgettext_lazy("item state", "In repair"),
    "in_transit": pgettext_lazy("item state", "On its way"),
    "on_hold": pgettext_lazy("item state", "On the hold shelf"),
}

ACT_WORDS: Mapping[str, str | Promise] = {
    "inventory.add_item": _("Added"),
    "inventory.add_items": _("Added"),
    "inventory.change_item": _("Changed"),
    "inventory.assign_number": _("Number given"),
    "inventory.remove_number": _("Number taken off"),
    "inventory.set_item_state": _("State changed"),
    "inventory.take_out_item": _("Taken out again"),
}
