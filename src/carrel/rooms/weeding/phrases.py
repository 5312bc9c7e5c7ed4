"""Every sentence this room says to people, by code, and the words of reasons and marks."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carrel.cellar.kernel.phrases import Text
from carrel.rooms.inventory.rules import LC

MARK_WORDS: Mapping[str, str | Promise] = {
    "keep": pgettext_lazy("weeding", "Keep"),
    "withdraw": pgettext_lazy("weeding", "Withdraw"),
}

REASON_WORDS: Mapping[str, str | Promise] = {
    "old": pgettext_lazy("weeding", "Published long ago"),
    "owned": pgettext_lazy("weeding", "Here for long"),
    "unused": pgettext_lazy("weeding", "Not used for long"),
    "seldom": pgettext_lazy("weeding", "Used seldom"),
    "worn": pgettext_lazy("weeding", "Worn"),
    "damaged": pgettext_lazy("weeding", "Damaged"),
    "duplicate": pgettext_lazy("weeding", "One copy too many"),
    "added": pgettext_lazy("weeding", "Added by hand"),
}

REASONS_SAID: Mapping[str, str | Promise] = {
    "old": _("published %(amount)s"),
    "owned": _("years here: %(amount)s"),
    "unused": _("years without use: %(amount)s"),
    "seldom": _("uses a year: %(a_year)s"),
    "worn": _("worn"),
    "damaged": _("damaged"),
    "duplicate": _("copies here: %(amount)s"),
    "added": _("added by hand"),
}
"""How a reason is said of one copy."""

SECTION_WORDS: Mapping[str, str | Promise] = {
    "Computers": pgettext_lazy("section of a library", "Computers"),
    "General works, news": pgettext_lazy("section of a library", "General works, news"),
    "Philosophy, psychology": pgettext_lazy("section of a library", "Philosophy, psychology"),
    "Religion, mythology": pgettext_lazy("section of a library", "Religion, mythology"),
    "Social sciences, law, careers": pgettext_lazy("section of a library", "Social sciences, law, careers"),
    "Folk tales": pgettext_lazy("section of a library", "Folk tales"),
    "Languages": pgettext_lazy("section of a library", "Languages"),
    "Science, mathematics": pgettext_lazy("section of a library", "Science, mathematics"),
    "Medicine, technology": pgettext_lazy("section of a library", "Medicine, technology"),
    "Farming, home, crafts": pgettext_lazy("section of a library", "Farming, home, crafts"),
    "Arts, music, sports": pgettext_lazy("section of a library", "Arts, music, sports"),
    "Literature": pgettext_lazy("section of a library", "Literature"),
    "Geography, travel": pgettext_lazy("section of a library", "Geography, travel"),
    "History": pgettext_lazy("section of a library", "History"),
    "Biography": pgettext_lazy("section of a library", "Biography"),
    "Reference": pgettext_lazy("section of a library", "Reference"),
    "Picture books": pgettext_lazy("section of a library", "Picture books"),
    "Fiction": pgettext_lazy("section of a library", "Fiction"),
    "Graphic novels": pgettext_lazy("section of a library", "Graphic novels"),
    "Easy readers": pgettext_lazy("section of a library", "Easy readers"),
    "Story collections": pgettext_lazy("section of a library", "Story collections"),
    "Professional collection": pgettext_lazy("section of a library", "Professional collection"),
    "Films, recordings, kits": pgettext_lazy("section of a library", "Films, recordings, kits"),
    "Everything else": pgettext_lazy("section of a library", "Everything else"),
}
"""The sections of the table every site begins with, in the words of the district."""

SCHEME_WORDS: Mapping[str, str | Promise] = {
    "": _("Dewey, and sections (FIC, E, B)"),
    LC: _("Library of Congress"),
}
"""How the call numbers of a line are meant; blank is Dewey."""

USUAL_PROFILE = _("Our weeding table")
ADDED_SECTION = _("Added by hand")
LIST_NOTICE = _("Weeded by the rules of “%(profile)s”")

PHRASES: Mapping[str, Text] = {
    "weeding.unnamed": _("It has no name yet. Give it one by which it is found again."),
    "weeding.no_rules": _("A table without a line names nothing. Keep one line at least."),
    "weeding.too_many_rules": _("A table holds at most %(most)s lines."),
    "weeding.section_unnamed": _("A line has no section yet. Say what it is for, such as “Science”."),
    "weeding.range_backwards": _("In “%(section)s” the last call number comes before the first. Exchange the two."),
    "weeding.no_such_scheme": _("“%(section)s” has call numbers of a kind nobody knows. Choose Dewey or LC."),
    "weeding.no_such_type": _("“%(section)s” is for an item type that is gone. Choose another."),
    "weeding.needs_too_much": _(
        "“%(section)s” needs %(needs)s reasons and looks at %(asks)s. Ask for fewer reasons, or let it look at more."
    ),
    "weeding.no_such_profile": _("This table is no longer here. Open weeding again."),
    "weeding.changed_meanwhile": _(
        "%(name)s kept “%(profile)s” meanwhile. Nothing was changed. Open it again and change what is there now."
    ),
    "weeding.nothing_before": _("“%(profile)s” was never otherwise. There is nothing to take back."),
    "weeding.there_already": _("“%(profile)s” is there. Nothing had to be brought back."),
    "weeding.no_such_list": _("This list was given up. Open weeding again."),
    "weeding.list_proposed": _("“%(list)s” was proposed. Take the proposal back before you change it."),
    "weeding.too_many_lines": _(
        "The rules name %(count)s copies, more than the %(most)s one can walk along. Narrow it by call numbers."
    ),
    "weeding.nobody_named": _("The rules name no copy between these call numbers. Nothing has to be weeded there."),
    "weeding.kept_until_past": _("A copy is kept until a day that is still to come, not until %(day)s."),
    "weeding.kept_why": _("Kept for good: say why in a word or two, such as “local history”."),
    "weeding.no_such_number": _("No item has the number %(number)s. Look at the label again."),
    "weeding.other_sites": _("“%(title)s” belongs to another school. Send it there; it is not weeded here."),
    "weeding.is_out": _("“%(title)s” is on loan, promised or on its way. Take it back at the desk first."),
    "weeding.not_there": _("“%(title)s” counts as lost, missing or withdrawn. Put its state right on its page first."),
    "weeding.is_waited_for": _("Somebody waits for “%(title)s”. It is not weeded while they do."),
    "weeding.is_reserved": _("A class has reserved “%(title)s”. It is not weeded before that is over."),
    "weeding.on_disposal_list": _("“%(title)s” stands on the disposal list “%(other)s” already."),
    "weeding.is_kept": _("“%(title)s” is to be kept. Take it all the same?"),
    "weeding.not_on_list": _("“%(title)s” is not on “%(list)s”: no rule names it. Take it all the same?"),
    "weeding.marked_already": _("“%(title)s” was marked already."),
    "weeding.last_copy": _("“%(title)s” is the last copy of the district."),
    "weeding.nothing_marked": _("Nothing on “%(list)s” is marked to be withdrawn yet."),
    "weeding.decided": _("“%(list)s” was decided on. Take back the decision on the disposal list first."),
}
