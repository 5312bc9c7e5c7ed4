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
    "waiting": _("Holds waiting"),
    "owed": pgettext_lazy("figures", "Owed"),
    "owing": _("Readers who owe"),
    "open_charges": _("Open charges"),
}
FIGURE_WORDS: Mapping[str, Text] = {
    **DEED_WORDS,
    "items": pgettext_lazy("figures", "Items"),
    "value_minor": _("Value of the items"),
    "added": pgettext_lazy("figures", "Added"),
    "withdrawn": pgettext_lazy("figures", "Withdrawn"),
    "never_lent": pgettext_lazy("figures", "Never lent"),
    "charged": pgettext_lazy("figures", "Charged"),
}
