"""Text to values for counts."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.inputs import DayInput
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.schools import queries as schools
from carrel.rooms.schools.models import Place
from carrel.rooms.stocktake import rules
from carrel.rooms.stocktake.phrases import SCOPE_WORDS


class BeginCountForm(forms.Form):
    """What is counted. `values()` is what begin_count takes."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    name = forms.CharField(
        label=_("Name"), max_length=rules.NAME_LENGTH, help_text=_("Such as the bay, the section or the room."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    scope = forms.ChoiceField(
        label=_("What is counted"), choices=[(code, SCOPE_WORDS[code]) for code in rules.SCOPES],
        widget=forms.RadioSelect, initial=rules.WALKED,
    )  # fmt: skip
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("Place"), required=False, empty_label=_("wherever it stands"),
        help_text=_("Only what stands there by its record is asked for. A room of devices needs one."),
    )  # fmt: skip
    from_ = forms.CharField(label=_("From call number"), max_length=100, required=False)
    to = forms.CharField(
        label=_("To call number"), max_length=100, required=False,
        help_text=_("Both for a range only. 599 takes in 599.5."),
    )  # fmt: skip
    item_type = forms.ModelChoiceField(
        ItemType.objects.all(), label=_("Only of one type"), required=False, empty_label=_("all types")
    )
    since = forms.DateField(
        label=_("Not what was seen since"), required=False, widget=DayInput,
        help_text=_("Empty: what is lent or taken back from now on is not asked for. With a day, from that day on."),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor = actor
        places: Any = self.fields["place"]
        places.queryset = schools.places_of(actor)

    def values(self) -> dict[str, Any]:
        """The values of a form found in order."""
        chosen = self.cleaned_data
        since = chosen["since"]
        zone = schools.zone_of(self.actor.site_id or 0)
        return {
            "name": chosen["name"],
            "scope": chosen["scope"],
            "place_id": chosen["place"].pk if chosen["place"] else None,
            "from_": chosen["from_"],
            "to": chosen["to"],
            "item_type_id": chosen["item_type"].pk if chosen["item_type"] else None,
            "since_at": datetime.combine(since, time.min, zone) if since else None,
            "key": chosen["key"],
        }
