"""Every sentence about licences of software and their seats, by code; and the words for kinds."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KIND_WORDS: Mapping[str, str | Promise] = {
    "seats": pgettext_lazy("kind of licence", "By seats"),
    "site": pgettext_lazy("kind of licence", "For the whole school"),
    "subscription": pgettext_lazy("kind of licence", "Subscription"),
}

STANDING_WORDS: Mapping[str, str | Promise] = {
    "not_yet": pgettext_lazy("a licence", "Not yet"),
    "in_force": pgettext_lazy("a licence", "In force"),
    "ending": pgettext_lazy("a licence", "Ends soon"),
    "over": pgettext_lazy("a licence", "Over"),
    "ended": pgettext_lazy("a licence", "Given up"),
}

PHRASES: Mapping[str, str | Promise] = {
    "software.unknown": _("This licence or seat is no longer there, or it belongs to another school."),
    "software.ends_before_it_begins": _(
        "The licence of ‹%(title)s› would end on %(expires_on)s, before it begins on %(starts_on)s. Look at the dates."
    ),
    "software.seats_missing": _("Say how many seats the licence of ‹%(title)s› has."),
    "software.end_missing": _("Say until when the subscription of ‹%(title)s› is paid."),
    "software.seats_are_held": _(
        "%(held)s seats of ‹%(title)s› are held, and the licence would have %(seats)s. Take seats back first."
    ),
    "software.title_missing": _("Give the product’s name."),
    "software.licence_ended": _("The licence of ‹%(title)s› is given up. Take it up again before you give seats."),
    "software.licence_over": _(
        "The licence of ‹%(title)s› ended on %(expires_on)s. Renew it before you give %(holder)s a seat."
    ),
    "software.licence_not_yet": _("The licence of ‹%(title)s› has not begun yet."),
    "software.holds_a_seat": _("%(holder)s holds a seat of ‹%(title)s› already."),
    "software.no_seat_left": _(
        "All %(seats)s seats of ‹%(title)s› are held. Take one back, or buy more, before %(holder)s gets one."
    ),
    "software.no_code_left": _("Every code of ‹%(title)s› is given out. Add codes, or take a seat back."),
    "software.holder_missing": _("Say who or what gets the seat: a person, a place, or a device by its label."),
    "software.code_is_held": _("This code of ‹%(title)s› is in somebody’s hands. Take that seat back first."),
    "software.seat_is_open": _("This seat is held already."),
    "software.nothing_to_take_back": _(
        "‹%(title)s› was not renewed, or it was changed since. There is no renewal to take back."
    ),
}
