"""Text to values: a hold for a reader, a hold that changes, a reservation for a class."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.inputs import DayInput, ScanInput
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.forms import person_meant
from carrel.rooms.people.models import Enrolment, SchoolClass
from carrel.rooms.schools.models import Site

MOST_COPIES = 500


class PlaceHoldForm(forms.Form):
    """Whose hold, where it is fetched, any copy or one; and after a refusal, why it is placed all the same."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    overrides = forms.CharField(required=False, widget=forms.HiddenInput)
    card = forms.CharField(
        label=_("Card, student number or name"),
        max_length=64,
        widget=ScanInput,
        help_text=_("Scan the card, or type a number or a name."),
    )
    pickup_site = forms.ModelChoiceField(Site.objects.none(), label=_("Fetched at"), empty_label=None)
    item = forms.ModelChoiceField(
        Item.objects.none(), label=_("Which copy"), required=False, empty_label=_("any copy, whichever comes first")
    )
    expires_on = forms.DateField(
        label=_("Wanted until"), widget=DayInput, required=False, help_text=_("Empty: as long as the policy says.")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=200)
    reason = forms.CharField(label=_("Why all the same"), required=False, max_length=200)

    def __init__(self, *args: Any, actor: Actor, record_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.person_id: int | None = None
        choice: Any = self.fields["pickup_site"]
        choice.queryset = Site.objects.filter(is_active=True)
        copies: Any = self.fields["item"]
        copies.queryset = Item.objects.filter(record=record_id).exclude(barcode="").order_by("site", "barcode")
        if not self.data.get("overrides"):
            self.fields.pop("reason")

    def clean_card(self) -> str:
        """The number names a reader the actor may know."""
        number = str(self.cleaned_data["card"]).strip()
        self.person_id = person_meant(self.actor, number)
        return number

    def values(self) -> dict[str, Any]:
        """What `place_hold` takes."""
        chosen = self.cleaned_data
        return {
            "patron_id": self.person_id or 0,
            "pickup_site_id": chosen["pickup_site"].pk,
            "item_id": chosen["item"].pk if chosen["item"] else None,
            "expires_on": chosen["expires_on"],
            "note": chosen["note"],
            "key": chosen["key"],
            "overrides": [code for code in chosen["overrides"].split(",") if code],
            "reason": chosen.get("reason", ""),
        }

    def say(self, refused: Refused, sentences: Iterable[str], *, may_pass: bool) -> None:
        """Show what stands against it; what only asks may be passed with a reason, by the same form sent again."""
        for text in sentences:
            self.add_error(None, text)
        if refused.can_be_passed and may_pass:
            codes = ",".join(each.code for each in refused.objections)
            self.data = {**{name: self.data.get(name, "") for name in self.data}, "overrides": codes}
            self.fields["reason"] = forms.CharField(label=_("Why all the same"), required=True, max_length=200)

    @property
    def can_be_passed(self) -> bool:
        """Whether the form asks why it is placed all the same."""
        return "reason" in self.fields


class ChangeHoldForm(forms.Form):
    """Another site, another last day, another note."""

    pickup_site = forms.ModelChoiceField(Site.objects.none(), label=_("Fetched at"), empty_label=None)
    expires_on = forms.DateField(
        label=_("Wanted until"), widget=DayInput, required=False, help_text=_("Empty: until it is filled.")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    def __init__(self, *args: Any, sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["pickup_site"]
        choice.queryset = sites

    def values(self) -> dict[str, Any]:
        """What `change_hold` takes."""
        chosen = self.cleaned_data
        return {
            "pickup_site_id": chosen["pickup_site"].pk,
            "expires_on": chosen["expires_on"],
            "note": chosen["note"],
        }


class ReservationForm(forms.Form):
    """So many copies for a class, from day to day."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    school_class = forms.ModelChoiceField(SchoolClass.objects.none(), label=_("Class"), empty_label=_("choose a class"))
    copies = forms.IntegerField(label=_("Copies"), min_value=1, max_value=MOST_COPIES)
    from_on = forms.DateField(label=_("From"), widget=DayInput)
    until_on = forms.DateField(label=_("Until"), widget=DayInput)
    days_ahead = forms.IntegerField(
        label=_("Days before it from which copies are kept"), min_value=0, max_value=60,
        help_text=_("Copies that come back in these days are kept for the class."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    def __init__(self, *args: Any, site_id: int, today: date, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = is_new
        if is_new:
            choice: Any = self.fields["school_class"]
            choice.queryset = SchoolClass.objects.filter(
                site=site_id, ended_on=None, enrolments__role=Enrolment.Role.TEACHER
            ).distinct()
        else:
            self.fields.pop("school_class")
            self.fields.pop("key")
        self.fields["from_on"].widget.attrs["min"] = today.isoformat() if is_new else ""

    def values(self) -> dict[str, Any]:
        """What `place_reservation` and `change_reservation` take."""
        chosen = self.cleaned_data
        found = {name: chosen[name] for name in ("copies", "from_on", "until_on", "days_ahead", "note")}
        if not self.is_new:
            return found
        teacher = Enrolment.objects.filter(school_class=chosen["school_class"], role=Enrolment.Role.TEACHER).first()
        return found | {
            "class_id": chosen["school_class"].pk,
            "teacher_id": teacher.person_id if teacher else 0,
            "key": chosen["key"],
        }
