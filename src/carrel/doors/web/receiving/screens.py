"""The steps of processing: a plain noun with the generic screens."""

from django.utils.translation import gettext_lazy as _

from carrel.doors.web.crud import Column, Screen
from carrel.rooms.intake import queries
from carrel.rooms.intake.forms import ProcessingStepForm

PROCESSING_STEPS = Screen(
    room="intake",
    noun="processing_step",
    nouns="processing_steps",
    title=_("Steps of processing"),
    add_word=_("Add a step"),
    lead=_(
        "What is done to every new copy, in this order. A site without steps gets the usual five with its first batch."
    ),
    form=ProcessingStepForm,
    rows=queries.processing_steps,
    columns=(
        Column(_("Step"), lambda row: row.name),
        Column(_("Site"), lambda row: row.site.called),
        Column(_("Order"), lambda row: row.sort),
        Column(_("Label"), lambda row: _("given in this step") if row.gives_label else "—"),
    ),
    view_permission="intake.view_processing",
    initial=lambda actor: {"site": actor.site_id},
)
SCREENS = (PROCESSING_STEPS,)
