"""What the kernel says to people, and how every room's phrases are filled in."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.verdicts import Objection

Text = str | Promise

PHRASES: Mapping[str, Text] = {
    "kernel.not_allowed": _(
        "Your role does not include this. Ask the librarian or the technician of your site to do it."
    ),
    "kernel.reason_missing": _("A reason is needed to pass this. Write a word or two, then do it again."),
    "kernel.still_needed": _("“%(name)s” is still needed by %(count)s others. Move those first, then take it away."),
    "kernel.other_site": _("“%(name)s” belongs to another school or to the whole district. Ask the district manager."),
    "kernel.takes_too_long": _(
        "This took more than %(seconds)s seconds and was ended. Ask for fewer days or one school, or group by less."
    ),
    "kernel.key_reused": _("This page is older than what was done last. Nothing was done. Open the page again."),
}


def say(phrases: Mapping[str, Text], objection: Objection) -> str:
    """The sentence for an objection, its facts filled in. Raises KeyError for a code without a phrase: a bug."""
    phrase = phrases.get(objection.code) or PHRASES[objection.code]
    return str(phrase) % dict(objection.facts)
