"""Text to values: what is sent to another site by hand, and to which."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.inventory.queries import item_of_number
from carrel.rooms.schools import queries as schools
from carrel.rooms.schools.models import Site


class SendItemForm(forms.Form):
    """Where to, and on the page of journeys which item, by any of its numbers."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    to_site = forms.ModelChoiceField(Site.objects.none(), label=_("To"), empty_label=_("Choose a school"))
    number = forms.CharField(
        label=_("Number"), max_length=64, help_text=_("Scan or type a number of what lies before you.")
    )

    def __init__(self, *args: Any, actor: Actor, asks_number: bool = True, to: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"key": secrets.token_urlsafe(16), "to_site": to}
        self.actor = actor
        choice: Any = self.fields["to_site"]
        choice.queryset = schools.sites().exclude(pk=actor.site_id or 0)
        choice.label_from_instance = lambda site: site.called
        if not asks_number:
            self.fields.pop("number")

    def clean_number(self) -> int:
        """The number names an item; its key comes back."""
        found = item_of_number(self.cleaned_data["number"], site_id=self.actor.site_id)
        if found is None:
            raise forms.ValidationError(_("No item has this number. Scan it again, or look for it by its title."))
        return found.item_id

    def values(self) -> dict[str, Any]:
        """What `send_item` takes besides the item."""
        return {"to_site_id": self.cleaned_data["to_site"].pk, "key": self.cleaned_data["key"]}
