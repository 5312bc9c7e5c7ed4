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
    # parts of kits, slots of carts
    "inventory.part_without_name": _("A part of ‹%(kit)s› needs a name, such as charger or case."),
    "inventory.part_count_wrong": _("A part is there once or more, at most %(most)s times. Change the count."),
    "inventory.part_with_barcode_is_one": _(
        "What has a barcode or a slot of its own is one piece. Enter the others as parts of their own."
    ),
    "inventory.part_named_already": _("‹%(kit)s› has a part called %(name)s already. Change its count instead."),
    "inventory.slot_wrong": _("A slot has a number from 1 to %(most)s. Change the number."),
    "inventory.slot_taken": _("Slot %(slot)s of ‹%(kit)s› is taken. Choose an empty one, or move what is in it."),
    "inventory.no_such_slot": _("‹%(kit)s› has no slot %(slot)s. Make the slot first, or choose another."),
    "inventory.part_is_itself": _("‹%(kit)s› cannot be a part of itself. Scan the part, not the kit."),
    "inventory.part_goes_in_a_circle": _(
        "‹%(kit)s› is itself a part of ‹%(part)s›, so it cannot hold it. Take it out there first."
    ),
    "inventory.part_of_another": _("‹%(part)s› is a part of ‹%(other)s› already. Take it off there first."),
    "inventory.no_such_part": _("This part is no longer there. Look at the item again."),
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
    "inventory.add_part": _("Part added"),
    "inventory.change_part": _("Part changed"),
    "inventory.remove_part": _("Part taken off"),
    "inventory.make_slots": _("Slots made"),
    "inventory.fill_slot": _("Slot filled"),
    "inventory.empty_slot": _("Slot emptied"),
    "inventory.move_to_slot": _("Moved to another slot"),
    "inventory.note_in_slot": _("Slot looked into"),
}
