"""What pages say of a journey that staff began."""

from django.utils.translation import gettext as _

from carrel.rooms.circulation.actions import Sent


def sent_words(sent: Sent) -> str:
    """What the page says of an item that was sent by hand."""
    say = _("‹%(title)s› is on its way to %(site)s. Put it in the crate for %(site)s with its slip.")
    return say % {"title": sent.title, "site": sent.to_site}
