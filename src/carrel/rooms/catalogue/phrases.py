"""Every sentence the catalogue says to people, by code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Text = str | Promise

PHRASES: Mapping[str, str | Promise] = {
    "catalogue.title_missing": _("A record needs a title. Write what stands on the cover."),
    "catalogue.title_too_long": _("A title has at most %(longest)s characters, and this one is longer. Shorten it."),
    "catalogue.format_unknown": _("“%(format)s” is no kind of thing Carrel knows. Choose one from the list."),
    "catalogue.isbn_shape": _(
        "“%(isbn)s” is no ISBN: it has 10 or 13 digits. Scan the bars on the back of the book, or leave it blank."
    ),
    "catalogue.isbn_check_digit": _(
        "The last digit of the ISBN %(isbn)s does not fit the others. It is kept as it is; look at the book again."
    ),
    "catalogue.isbn_is_there": _(
        "‹%(title)s› has this ISBN already. Add a copy to that record, or make a second record all the same."
    ),
    "catalogue.no_such_record": _(
        "This record is no longer there. Its page is an old one; search for the title again."
    ),
    "catalogue.record_is_merged": _(
        "‹%(title)s› has been merged into another record and is only a pointer now. Open the other record."
    ),
    "catalogue.record_changed_meanwhile": _(
        "‹%(title)s› was changed by someone else a moment ago. Look at it again, then make your change."
    ),
    "catalogue.record_has_copies": _(
        "‹%(title)s› has %(count)s copies or records hanging on it. Withdraw or move them, then take it out."
    ),
    "catalogue.same_record": _("Both are the same record, ‹%(title)s›. Choose two different ones."),
    "catalogue.formats_differ": _(
        "‹%(title)s› and ‹%(other)s› are not the same kind of thing. Readers look for them separately; "
        "merge them only if one of the two is wrong."
    ),
    "catalogue.not_merged": _("‹%(title)s› stands by itself. There is nothing to take apart."),
    "catalogue.winner_is_merged": _(
        "‹%(other)s›, which ‹%(title)s› was merged into, has itself been merged since. Take that merge apart first."
    ),
}

FORMAT_WORDS: Mapping[str, str | Promise] = {
    "book": pgettext_lazy("kind of record", "Book"),
    "graphic_novel": pgettext_lazy("kind of record", "Graphic novel"),
    "large_print": pgettext_lazy("kind of record", "Large print"),
    "braille": pgettext_lazy("kind of record", "Braille"),
    "ebook": pgettext_lazy("kind of record", "E-book"),
    "textbook": pgettext_lazy("kind of record", "Textbook"),
    "serial": pgettext_lazy("kind of record", "Magazine"),
    "audiobook": pgettext_lazy("kind of record", "Audiobook"),
    "music": pgettext_lazy("kind of record", "Music"),
    "score": pgettext_lazy("kind of record", "Sheet music"),
    "video": pgettext_lazy("kind of record", "Film"),
    "map": pgettext_lazy("kind of record", "Map"),
    "picture": pgettext_lazy("kind of record", "Picture"),
    "software": pgettext_lazy("kind of record", "Software"),
    "online": pgettext_lazy("kind of record", "Online"),
    "kit": pgettext_lazy("kind of record", "Kit"),
    "game": pgettext_lazy("kind of record", "Game"),
    "equipment": pgettext_lazy("kind of record", "Equipment"),
    "manuscript": pgettext_lazy("kind of record", "Manuscript"),
    "mixed": pgettext_lazy("kind of record", "Mixed material"),
    "other": pgettext_lazy("kind of record", "Other"),
}

NUMBER_WORDS: Mapping[str, str | Promise] = {
    "isbn": _("ISBN"),
    "issn": _("ISSN"),
    "lccn": _("Library of Congress number"),
    "oclc": _("WorldCat number"),
    "upc": _("Product code"),
    "control": _("Source number"),
}

# What a coded field says of the readers meant; any other audience is a text of the record itself.
AUDIENCE_WORDS: Mapping[str, str | Promise] = {
    "Preschool": pgettext_lazy("audience", "Preschool"),
    "Grades K-3": pgettext_lazy("audience", "Grades K to 3"),
    "Grades 4-8": pgettext_lazy("audience", "Grades 4 to 8"),
    "Grades 9-12": pgettext_lazy("audience", "Grades 9 to 12"),
    "Adults": pgettext_lazy("audience", "Adults"),
    "Specialists": pgettext_lazy("audience", "Specialists"),
    "All ages": pgettext_lazy("audience", "All ages"),
    "Children": pgettext_lazy("audience", "Children"),
}

AUDIENCE_GROUPS: Mapping[str, str | Promise] = {
    "preschool": pgettext_lazy("audience", "Preschool"),
    "primary": pgettext_lazy("audience", "Grades K to 3"),
    "middle": pgettext_lazy("audience", "Grades 4 to 8"),
    "high": pgettext_lazy("audience", "Grades 9 to 12"),
    "children": pgettext_lazy("audience", "Children"),
    "everyone": pgettext_lazy("audience", "All ages"),
    "adults": pgettext_lazy("audience", "Adults"),
    "specialists": pgettext_lazy("audience", "Specialists"),
}

MEASURE_WORDS: Mapping[str, str | Promise] = {
    "lexile": pgettext_lazy("reading level", "Lexile"),
    "ar": pgettext_lazy("reading level", "Accelerated Reader"),
    "rc": pgettext_lazy("reading level", "Reading Counts"),
    "fp": pgettext_lazy("reading level", "Guided reading"),
    "dra": pgettext_lazy("reading level", "DRA"),
    "rr": pgettext_lazy("reading level", "Reading Recovery"),
    "grade": pgettext_lazy("reading level", "Reading grade"),
    "interest": pgettext_lazy("reading level", "Interest grade"),
    "age": pgettext_lazy("reading level", "Interest age"),
}

LANGUAGE_WORDS: Mapping[str, str | Promise] = {
    "ara": _("Arabic"),
    "arm": _("Armenian"),
    "chi": _("Chinese"),
    "eng": _("English"),
    "fre": _("French"),
    "ger": _("German"),
    "heb": _("Hebrew"),
    "hin": _("Hindi"),
    "hmn": _("Hmong"),
    "ita": _("Italian"),
    "jpn": _("Japanese"),
    "kor": _("Korean"),
    "lat": _("Latin"),
    "mul": _("Several languages"),
    "pan": _("Punjabi"),
    "per": _("Persian"),
    "por": _("Portuguese"),
    "rus": _("Russian"),
    "spa": _("Spanish"),
    "tgl": _("Tagalog"),
    "ukr": _("Ukrainian"),
    "vie": _("Vietnamese"),
}
