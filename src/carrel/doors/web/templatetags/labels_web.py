"""The way from a thing's own page to its labels. Load with {% load labels_web %}."""

from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from carrel.doors.web.actors import actor_of

register = template.Library()


@register.simple_tag(takes_context=True)
def print_labels(context: Context, what: str, pk: int) -> SafeString:
    """A link to begin a run with this item, record, person or class, for whoever may: {% print_labels "item" 5 %}."""
    request = context.get("request")
    if request is None or not actor_of(request).may("labels.start_run"):
        return SafeString("")
    is_card = what in {"person", "class"}
    query = {**({"kind": "card"} if is_card else {}), what: pk}
    word = _("Print cards") if what == "class" else _("Print a card") if is_card else _("Print labels")
    return format_html('<a class="btn" href="{}?{}">{}</a>', reverse("labels.start_run"), urlencode(query), word)
