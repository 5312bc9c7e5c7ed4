"""What post says, by code, and what to do about it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WAY_WORDS: Mapping[str, str | Promise] = {
    "email": _("E-mail"),
    "sms": _("Short message"),
}

STATE_WORDS: Mapping[str, str | Promise] = {
    "waiting": pgettext_lazy("mail", "Waiting"),
    "sent": pgettext_lazy("mail", "Sent"),
    "bounced": pgettext_lazy("mail", "Came back"),
    "taken_off": pgettext_lazy("mail", "Taken off"),
}

PHRASES: Mapping[str, str | Promise] = {
    "post.unknown": _("This mail is not there, or it belongs to another school."),
    "post.not_waiting": _("This mail does not wait any more. There is nothing to take off."),
    "post.is_sent": _("This mail was sent. Make the notice anew if it should go again."),
    "post.is_forgotten": _("What this mail said is forgotten. Make the notice anew."),
    "post.no_address": _("“%(address)s” is no address that mail can go to."),
    "post.refused": _("The mail server refused it: %(answer)s"),
    "post.put_off": _("The mail server put it off: %(answer)s"),
    "post.given_up": _("It was tried %(tries)s times. The last answer was: %(answer)s"),
    "post.no_answer": _("%(host)s does not answer. Mail waits and is sent when it does."),
    "post.broke_off": _("%(host)s broke off in the middle. The mail is tried again."),
    "post.not_let_in": _("The mail server does not let Carrel in: %(answer)s"),
    "post.not_set_up": _("No way to send is set up. Mail waits."),
    "post.too_old": _("It could not go for three days, and what it said is forgotten. Make the notice anew."),
    "post.gateway_refused": _("The gateway refused it (%(status)s)."),
    "post.gateway_put_off": _("The gateway put it off (%(status)s)."),
}

ADVICE: Mapping[str, str | Promise] = {
    "post.no_address": _("Put the address right on the page of the person, or give the notice on paper."),
    "post.refused": _("The address is wrong or closed. Ask the family, put it right, then make the notice anew."),
    "post.given_up": _("The other side did not take it for two days. Try again, or give it on paper."),
    "post.too_old": _("See below whether a way to send is set up, then make the notice anew."),
    "post.gateway_refused": _("Look whether the number can take short messages."),
}
