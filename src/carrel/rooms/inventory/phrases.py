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
    "inventory.item_has_entries": _(
        "‹%(title)s› has entries of its own elsewhere (a recording, a licence), so it cannot be taken out again. "
        "Withdraw it instead."
    ),
    "inventory.other_site": _("‹%(title)s› belongs to a site at which you hold no role. Ask its library to do this."),
    # Fields of kinds and their values.
    "inventory.no_such_kind": _("This kind is no longer there. Somebody took it away; look at the list of item types."),
    "inventory.no_such_field": _("This field is no longer there. Somebody took it away; look at the kind again."),
    "inventory.field_without_name": _("A field needs a name with a letter or a figure in it."),
    "inventory.field_taken": _(
        "“%(other)s” of %(other_kind)s has this name or code, and %(kind)s shares its fields. Choose another name."
    ),
    "inventory.field_needs_choices": _("“%(field)s” offers choices, so it needs two or more. Write one to a line."),
    "inventory.field_many_choices": _("“%(field)s” has more than %(most)s choices. Let people write words instead."),
    "inventory.field_number_is_text": _(
        "A number that finds the item is kept as words. Let “%(field)s” hold words, or do not let it find the item."
    ),
    "inventory.field_has_values": _(
        "“%(field)s” has values already (%(count)s), so what it holds stays as it is. Put it away and add another."
    ),
    "inventory.field_choice_used": _(
        "Items have these choices of “%(field)s”: %(choices)s. Leave them in the list, or change the items first."
    ),
    "inventory.value_needed": _("“%(field)s” has to be filled in."),
    "inventory.value_long": _("“%(field)s” takes at most %(most)s characters. Shorten it."),
    "inventory.value_no_figure": _("%(field)s: “%(text)s” is no figure. Write it as 12 or 12.5."),
    "inventory.value_no_amount": _("%(field)s: “%(text)s” is no amount of money. Write it as 18.99."),
    "inventory.value_no_day": _("%(field)s: “%(text)s” is no day. Write it as 2026-11-28."),
    "inventory.value_no_yes": _("%(field)s: “%(text)s” is neither yes nor no. Write one of them."),
    "inventory.list_without_name": _("Give the list a name, so that it can be found again."),
    "inventory.no_such_list": _("This list is no longer there. Somebody removed it a moment ago."),
    "inventory.value_no_choice": _("%(field)s: “%(text)s” is not among its choices: %(choices)s."),
    "inventory.no_such_record": _("This record is no longer there, or became part of another. Search for it again."),
    "inventory.no_such_attachment": _("This file is no longer there. What was taken off is kept for thirty days."),
    "inventory.attachment_untitled": _("‹%(name)s› has no title yet. Say in a few words what it is."),
    "inventory.attachment_no_photo": _(
        "‹%(name)s› is no photo. Choose Manual, Invoice or Other paper, then send it again."
    ),
    "inventory.attachment_for_staff": _(
        "‹%(title)s› is for staff: invoices, other papers and whatever hangs on one copy are shown to nobody else. "
        "Attach it for staff only."
    ),
    "inventory.attachment_there": _("‹%(title)s› is there already. Nothing has changed."),
    # Number ranges reserved for vendors.
    "inventory.range_backwards": _("The range ends before it begins: %(last)s comes before %(first)s. Swap them."),
    "inventory.range_too_long": _(
        "%(last)s does not fit: barcodes of this site have %(length)s characters with prefix and check. Look at the "
        "barcode settings of the site."
    ),
    "inventory.range_overlaps": _("%(first)s to %(last)s is reserved for %(name)s already. Choose other numbers."),
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

FIELD_KIND_WORDS: Mapping[str, str | Promise] = {
    "text": _("Words"),
    "long_text": _("Several lines"),
    "number": _("A figure"),
    "money": _("An amount of money"),
    "date": _("A day"),
    "yes_no": _("Yes or no"),
    "choice": _("One of some choices"),
}

LIST_COLUMN_WORDS: Mapping[str, str | Promise] = {
    "title": _("Title"),
    "author": _("Author"),
    "barcode": _("Barcode"),
    "kind": _("Item type"),
    "site": _("Site"),
    "place": _("Place"),
    "call_number": _("Call number"),
    "copy_number": _("Copy"),
    "volume": _("Volume"),
    "serial": _("Serial number"),
    "asset_tag": _("Asset tag"),
    "state": _("State"),
    "condition": _("Condition"),
    "price": _("Price"),
    "fund": _("Fund"),
    "acquired_on": _("Came on"),
    "loans": _("Loans"),
    "last_lent": _("Last lent"),
    "last_seen": _("Last seen"),
    "note": _("Note for staff"),
}

PRESET_WORDS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "insurance": (_("Insurance list"), _("What there is, where it stands and what it cost.")),
    "master-book": (_("Master file of books"), _("Every copy in the order of the shelves.")),
    "master-textbook": (_("Master file of textbooks"), _("Every textbook, by title.")),
    "master-periodical": (_("Master file of magazines"), _("Every issue that is kept.")),
    "master-media": (_("Master file of recordings"), _("Recordings and films, by title.")),
    "master-kit": (_("Master file of kits"), _("Kits and games, by title.")),
    "master-device": (_("Master file of devices"), _("Every device with its serial number.")),
    "master-equipment": (_("Master file of equipment"), _("Projectors, cameras, players and the like.")),
    "master-software": (_("Master file of software"), _("Boxes and discs of programs.")),
}
"""The lists that are there by themselves (rules.PRESETS): their name, and what they are for."""

FIELD_WORDS: Mapping[str, str | Promise] = {
    "serial_number": _("Serial number"),
    "model": _("Model"),
    "manufacturer": _("Manufacturer"),
    "warranty_until": _("Warranty until"),
    "purchase_order": _("Purchase order"),
    "funding_source": _("Funding source"),
    "insurance": _("Insurance"),
    "publisher": _("Publisher"),
    "version": _("Version"),
    "licence_number": _("Licence number"),
    "channel": _("Channel"),
    "broadcast_on": _("Broadcast on"),
}
"""The labels of the usual fields (rules.USUAL_FIELDS)."""

USUAL_WORDS: Mapping[str, str | Promise] = {
    "device": _("Fields of devices"),
    "equipment": _("Fields of equipment"),
    "software": _("Fields of software"),
    "recording": _("Fields of recordings"),
}

ACT_WORDS: Mapping[str, str | Promise] = {
    "inventory.add_item": _("Added"),
    "circulation.float": _("Floated to another school"),
    "moving.move_home": _("Moved to another school"),
    "inventory.add_items": _("Added"),
    "inventory.change_item": _("Changed"),
    "inventory.assign_number": _("Number given"),
    "inventory.remove_number": _("Number taken off"),
    "inventory.set_item_state": _("State changed"),
    "inventory.take_out_item": _("Taken out again"),
    "inventory.attach_file": _("File attached"),
    "inventory.detach_file": _("File taken off"),
    "inventory.reattach_file": _("File put back"),
    "inventory.add_part": _("Part added"),
    "inventory.change_part": _("Part changed"),
    "inventory.remove_part": _("Part taken off"),
    "inventory.make_slots": _("Slots made"),
    "inventory.fill_slot": _("Slot filled"),
    "inventory.empty_slot": _("Slot emptied"),
    "inventory.move_to_slot": _("Moved to another slot"),
    "inventory.note_in_slot": _("Slot looked into"),
}
