"""The words of care: kinds, outcomes, reasons, states."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = Mapping[str, str | Promise]

KIND_WORDS: Words = {"mending": _("Mending"), "repair": _("Repair")}

OUTCOME_WORDS: Words = {
    "mended": _("Mended"),
    "repaired": _("Repaired"),
    "replaced": _("Replaced by another"),
    "beyond": _("Beyond repair"),
    "elsewhere": _("Went another way"),
}

LIST_WORDS: Words = {
    "draft": pgettext_lazy("disposal list", "Draft"),
    "asked": pgettext_lazy("disposal list", "Approval asked"),
    "approved": pgettext_lazy("disposal list", "Approved"),
    "declined": pgettext_lazy("disposal list", "Declined"),
    "carried_out": pgettext_lazy("disposal list", "Carried out"),
}

REASON_WORDS: Words = {
    "worn": _("Worn out"),
    "damaged": pgettext_lazy("reason", "Damaged"),
    "beyond_repair": _("Beyond repair"),
    "misleading": _("Misleading or outdated"),
    "superseded": _("Superseded by a newer one"),
    "trivial": _("Trivial, of no merit"),
    "irrelevant": _("Irrelevant to our readers"),
    "elsewhere": _("To be had elsewhere"),
    "duplicate": _("Duplicate, one too many"),
    "lost": pgettext_lazy("reason", "Lost"),
    "obsolete": _("Obsolete equipment"),
}

RECIPIENT_WORDS: Words = {
    "sold": _("Sold"),
    "given": _("Given away"),
    "recycled": _("Recycled"),
    "destroyed": _("Destroyed"),
    "vendor": _("Back to the vendor"),
    "kept": _("Kept for parts or use by staff"),
}

CHANGE_WORDS: Words = {
    "looked": _("Looked at, not done"),
    "doing": _("Being done"),
    "done": pgettext_lazy("change of many", "Done"),
    "undoing": _("Being taken back"),
    "undone": pgettext_lazy("change of many", "Taken back"),
}

LINE_WORDS: Words = {
    "waiting": pgettext_lazy("line", "Will change"),
    "done": pgettext_lazy("line", "Changed"),
    "left": pgettext_lazy("line", "Left as it is"),
    "undone": pgettext_lazy("line", "As before"),
}

FIELD_WORDS: Words = {
    "place_id": _("Place"),
    "item_type_id": _("Item type"),
    "fund": _("Fund"),
    "condition": _("Condition"),
    "price_minor": _("Price"),
    "call_number": _("Call number"),
    "note": _("Note for staff"),
    "site_id": _("Site"),
    "genre": _("Genre"),
}

COLOUR_WORDS: Words = {
    "red": _("Red"),
    "orange": _("Orange"),
    "yellow": _("Yellow"),
    "green": _("Green"),
    "blue": _("Blue"),
    "purple": _("Purple"),
    "brown": _("Brown"),
    "black": _("Black"),
    "white": _("White"),
}

BEYOND_LIST = _("Beyond repair")
"""The name of the list that opens by itself when something is beyond repair."""

DISPOSAL_REASON = _("Disposal “%(list)s”")
"""What the item's own history says about how it ended."""
