"""The words of figures."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carrel.cellar.kernel.phrases import Text

BY_WORDS: Mapping[str, Text] = {
    "day": _("Day"),
    "hour": pgettext_lazy("of the day", "Hour"),
    "grade": _("Grade"),
    "class": _("Homeroom"),
    "category": _("Category"),
    "kind": _("Item type"),
    "range": _("Call numbers"),
    "place": _("Place"),
    "age": pgettext_lazy("of titles", "Published"),
}
DEED_WORDS: Mapping[str, Text] = {
    "loans": pgettext_lazy("figures", "Loans"),
    "returns": pgettext_lazy("figures", "Returns"),
    "renewals": pgettext_lazy("figures", "Renewals"),
    "uses": _("Uses here"),
}
NOTHING_WORDS: Mapping[str, Text] = {
    "grade": _("no grade"),
    "class": _("no homeroom, or not known any more"),
    "category": _("no category"),
    "range": _("no call number"),
    "place": _("no place"),
    "age": pgettext_lazy("of titles", "year not told"),
}
"""What stands for a value that is not told."""

RANGE_WORDS: Mapping[str, Text] = {
    "000": _("000 General works"),
    "100": _("100 Philosophy, psychology"),
    "200": _("200 Religion"),
    "300": _("300 Social sciences"),
    "400": _("400 Language"),
    "500": _("500 Science"),
    "600": _("600 Technology"),
    "700": _("700 Arts, recreation"),
    "800": _("800 Literature"),
    "900": _("900 History, geography"),
    "E": _("E Picture books"),
    "ER": _("ER Easy readers"),
    "FIC": _("FIC Fiction"),
    "GN": _("GN Graphic novels"),
    "SC": _("SC Story collections"),
    "B": _("B Biography"),
    "REF": _("REF Reference"),
    "PRO": _("PRO Professional"),
    "AV": _("AV Recordings, kits"),
    "other": _("Other call numbers"),
}
STANDING_WORDS: Mapping[str, Text] = {
    "out": _("Out"),
    "overdue": pgettext_lazy("figures", "Overdue"),
    "lost": pgettext_lazy("figures", "Lost"),
    "missing": pgettext_lazy("figures", "Missing"),
    "claims": _("Said to be returned"),
    "waiting": _("Holds waiting"),
    "owed": pgettext_lazy("figures", "Owed"),
    "owing": _("Readers who owe"),
    "open_charges": _("Open charges"),
}
CLAIM_WORDS: Mapping[str, Text] = {
    "claimed": _("Claimed returned"),
    "claims_found": _("Claims ended: found"),
    "claims_lost": _("Claims ended: lost"),
}
FIGURE_WORDS: Mapping[str, Text] = {
    **DEED_WORDS,
    **CLAIM_WORDS,
    "items": pgettext_lazy("figures", "Items"),
    "value_minor": _("Value of the items"),
    "added": pgettext_lazy("figures", "Added"),
    "withdrawn": pgettext_lazy("figures", "Withdrawn"),
    "never_lent": pgettext_lazy("figures", "Never lent"),
    "mean_year": _("Published on the average"),
    "charged": pgettext_lazy("figures", "Charged"),
}

SUBJECT_WORDS: Mapping[str, Text] = {
    "loans": pgettext_lazy("figures", "Loans"),
    "items": pgettext_lazy("figures", "Items"),
    "patrons": _("Readers, as numbers"),
    "charges": pgettext_lazy("figures", "Charges"),
}
SUBJECT_LEADS: Mapping[str, Text] = {
    "loans": _("What was lent, without who had it: by day, grade, type, call number, place."),
    "items": _("What the school owns: by type, place, state, price, age, use."),
    "patrons": _("How many readers there are, by grade, homeroom, language. Never by name."),
    "charges": _("What was charged and what is left of it, by kind, day and grade."),
}
COUNT_WORDS: Mapping[str, Text] = {
    "loans": pgettext_lazy("figures", "Loans"),
    "items": pgettext_lazy("figures", "Items"),
    "patrons": pgettext_lazy("figures", "Readers"),
    "charges": pgettext_lazy("figures", "Charges"),
}
FIELD_WORDS: Mapping[str, Text] = {
    "lent_on": pgettext_lazy("field", "Lent on"),
    "returned_on": pgettext_lazy("field", "Returned on"),
    "due_on": pgettext_lazy("field", "Due on"),
    "grade": _("Grade"),
    "category": _("Category"),
    "site": pgettext_lazy("field", "School"),
    "kind": _("Item type"),
    "call_number": _("Call number"),
    "title": _("Title"),
    "author": _("Author"),
    "place": _("Place"),
    "renewals": pgettext_lazy("field", "Times renewed"),
    "barcode": _("Barcode"),
    "state": _("State"),
    "condition": _("Condition"),
    "fund": _("Fund"),
    "published": pgettext_lazy("field", "Year published"),
    "acquired_on": pgettext_lazy("field", "Acquired on"),
    "price": _("Price"),
    "lent": pgettext_lazy("field", "Times lent"),
    "last_lent_on": pgettext_lazy("field", "Last lent on"),
    "homeroom": _("Homeroom"),
    "language": pgettext_lazy("field", "Language of the family"),
    "left_on": pgettext_lazy("field", "Left on"),
    "charge_kind": pgettext_lazy("field", "What for"),
    "charged_on": pgettext_lazy("field", "Charged on"),
    "settled_on": pgettext_lazy("field", "Settled on"),
    "amount": pgettext_lazy("field", "Amount"),
    "left": pgettext_lazy("field", "Left to pay"),
}
SUM_WORDS: Mapping[str, Text] = {
    "renewals": pgettext_lazy("figures", "Renewals"),
    "price": pgettext_lazy("sum", "Value"),
    "lent": pgettext_lazy("sum", "Loans"),
    "amount": pgettext_lazy("sum", "Charged"),
    "left": pgettext_lazy("sum", "Left to pay"),
}
EVERY_WORDS: Mapping[str, Text] = {
    "": pgettext_lazy("schedule", "never"),
    "day": pgettext_lazy("schedule", "every open day"),
    "week": pgettext_lazy("schedule", "on the first open day of every week"),
    "month": pgettext_lazy("schedule", "on the first open day of every month"),
}
