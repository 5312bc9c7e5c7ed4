"""Every sentence this room says to people, by code."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.phrases import Text

PHRASES: Mapping[str, Text] = {
    "schools.other_site": _(
        "You hold no role at that school. Ask its technician, or the district manager, to change it."
    ),
}
