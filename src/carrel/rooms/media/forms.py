"""Text to values: recordings off air, showings, rights, copies."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.inputs import DayInput, ScanInput
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.inventory.rules import CALL_NUMBER_LENGTH
from carrel.rooms.media import phrases, rules
from carrel.rooms.media.actions import Broadcast, NewProgramme
from carrel.rooms.media.models import MediaSetting
from carrel.rooms.media.queries import RecordingShown
from carrel.rooms.people.forms import PersonField
from carrel.rooms.schools.models import Place, Site


class PassingForm(forms.Form):
    """A form that can be sent again with a reason when only questions stand against it."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    overrides = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)

    def passed(self) -> dict[str, Any]:
        """The questions that are passed by name, with the reason, and the key of the deed."""
        chosen = self.cleaned_data
        return {
            "overrides": [code for code in chosen["overrides"].split(",") if code],
            "reason": chosen.get("reason", ""),
            "key": chosen["key"],
        }

    def ask_why(self, codes: list[str]) -> None:
        """Name the questions in the form as it is shown again, so that the same button passes them."""
        self.data = {**{name: self.data.get(name, "") for name in self.data}, "overrides": ",".join(codes)}
        self.fields["reason"].required = True


class BroadcastForm(PassingForm):
    """When a programme was asked for, broadcast and recorded, and how. `said()` is what the actions take."""

    requested_on = forms.DateField(label=_("Asked for on"), widget=DayInput)
    channel = forms.CharField(label=_("Channel"), max_length=rules.CHANNEL_LENGTH)
    broadcast_on = forms.DateField(label=_("Broadcast on"), widget=DayInput)
    broadcast_time = forms.TimeField(label=_("at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    recorded_on = forms.DateField(label=_("Recorded on"), widget=DayInput, help_text=_("The clocks count from here."))
    is_free = forms.BooleanField(label=_("Everybody can receive it free of charge"), required=False)
    is_whole = forms.BooleanField(label=_("It is the whole programme, unaltered"), required=False)
    has_notice = forms.BooleanField(label=_("The copyright notice of the broadcast is on it"), required=False)
    note = forms.CharField(label=_("Note"), max_length=rules.TEXT_LENGTH, required=False)
    reason = forms.CharField(label=_("Why all the same"), max_length=200, required=False)

    def __init__(self, *args: Any, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone = zone

    def said(self) -> Broadcast:
        """The values of a form found in order."""
        chosen = self.cleaned_data
        names = ("requested_on", "channel", "recorded_on", "is_free", "is_whole", "has_notice", "note")
        broadcast_at = datetime.combine(chosen["broadcast_on"], chosen["broadcast_time"], self.zone)
        return Broadcast(broadcast_at=broadcast_at, **{name: chosen[name] for name in names})


def broadcast_initial(shown: RecordingShown, zone: ZoneInfo) -> dict[str, object]:
    """What the form of a recording begins with when it is changed."""
    at = shown.broadcast_at.astimezone(zone)
    names = ("requested_on", "channel", "recorded_on", "is_free", "is_whole", "has_notice", "note")
    return {"broadcast_on": at.date(), "broadcast_time": at.time()} | {name: getattr(shown, name) for name in names}


class RecordingForm(BroadcastForm):
    """A recording made off air. `values()` is what `record_off_air` takes."""

    field_order = (
        "number", "title", "item_type", "place", "call_number", "teacher", "requested_on", "channel", "broadcast_on",
        "broadcast_time", "recorded_on", "copies",
    )  # fmt: skip
    number = forms.CharField(
        label=_("Label of the recording"), max_length=64, widget=ScanInput,
        help_text=_("Scan it. If nothing has this label yet, give a title below and it is entered at the same time."),
    )  # fmt: skip
    title = forms.CharField(label=_("Programme, if it is new here"), max_length=200, required=False)
    item_type = forms.ModelChoiceField(ItemType.objects.none(), label=_("Item type of a new one"), empty_label=None)
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("Place"), required=False, empty_label=_("No place yet")
    )
    call_number = forms.CharField(label=_("Call number"), max_length=CALL_NUMBER_LENGTH, required=False)
    teacher = PersonField(label=_("Asked for by"), help_text=_("The teacher’s name, card or number."))
    copies = forms.IntegerField(
        label=_("Further copies without a label"), min_value=0, max_value=rules.MOST_COPIES, initial=0
    )

    def __init__(self, *args: Any, actor: Actor, site_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor, self.site_id = actor, site_id
        self.item_id: int | None = None
        kinds: Any = self.fields["item_type"]
        kinds.queryset = ItemType.objects.filter(family=ItemType.Family.MEDIA)
        if not kinds.queryset.exists():
            kinds.queryset = ItemType.objects.all()
        places: Any = self.fields["place"]
        places.queryset = Place.objects.filter(site_id=site_id)
        teacher: Any = self.fields["teacher"]
        teacher.actor = actor

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        number = values.get("number", "")
        found = inventory.item_of_number(number, site_id=self.site_id) if number else None
        self.item_id = found.item_id if found else None
        if number and found is None and not values.get("title", "").strip():
            self.add_error("title", _("Nothing has the label %(number)s yet. Give the title.") % {"number": number})
        return values

    def values(self) -> dict[str, Any]:
        """What `record_off_air` takes besides the actor, the site and the moment."""
        chosen = self.cleaned_data
        new = None
        if self.item_id is None:
            place = chosen["place"].pk if chosen["place"] else None
            new = NewProgramme(chosen["title"], chosen["number"], chosen["item_type"].pk, place, chosen["call_number"])
        return {
            "said": self.said(),
            "teacher_id": chosen["teacher"],
            "copies": chosen["copies"],
            "item_id": self.item_id,
            "new": new,
            **self.passed(),
        }


class ShowingForm(PassingForm):
    """A showing, a repeat, or a teacher's own look."""

    teacher = PersonField(label=_("Who showed it"))
    on = forms.DateField(label=_("Day"), widget=DayInput)
    kind = forms.ChoiceField(label=_("How"), choices=list(phrases.SHOWING_WORDS.items()))
    audience = forms.CharField(label=_("To which class"), max_length=rules.NAME_LENGTH, required=False)
    reason = forms.CharField(
        label=_("Why it is repeated"), max_length=200, required=False, help_text=_("Asked for a repeat only.")
    )

    def __init__(self, *args: Any, actor: Actor, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        teacher: Any = self.fields["teacher"]
        teacher.actor = actor
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    def values(self) -> dict[str, Any]:
        """What `enter_showing` takes."""
        chosen = self.cleaned_data
        names = ("on", "kind", "audience")
        return {**{name: chosen[name] for name in names}, **self.passed(), "teacher_id": chosen["teacher"]}


class CopiesForm(forms.Form):
    """How many unlabelled copies there are."""

    copies = forms.IntegerField(label=_("Copies without a label"), min_value=0, max_value=rules.MOST_COPIES)


class FurtherCopyForm(forms.Form):
    """A labelled copy by its number."""

    number = forms.CharField(label=_("Label of the copy"), max_length=64)

    def __init__(self, *args: Any, site_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.site_id = site_id
        self.item_id = 0

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        found = inventory.item_of_number(number, site_id=self.site_id)
        if found is None:
            raise forms.ValidationError(_("No item has this label. Add the copy under its record first."))
        self.item_id = found.item_id
        return number


class RightForm(forms.Form):
    """What an owner allows with a title."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    kind = forms.ChoiceField(label=_("What it allows"), choices=list(phrases.RIGHT_WORDS.items()))
    holder = forms.CharField(
        label=_("From whom"), max_length=rules.NAME_LENGTH, help_text=_("The owner or the seller.")
    )
    from_on = forms.DateField(label=_("From"), widget=DayInput)
    until_on = forms.DateField(label=_("Until"), widget=DayInput, required=False, help_text=_("Empty: without end."))
    site = forms.ModelChoiceField(Site.objects.none(), label=_("For which school"), required=False)
    terms = forms.CharField(label=_("Terms"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    most_copies = forms.IntegerField(label=_("Copies at most"), min_value=1, max_value=30_000, required=False)
    audience = forms.CharField(
        label=_("For whom it may be shown"), max_length=rules.NAME_LENGTH, required=False,
        help_text=_("Such as: classes only, or up to 200 persons without entrance fee."),
    )  # fmt: skip
    warn_days = forms.IntegerField(
        label=_("Days before its end to be warned"), min_value=0, max_value=400, initial=rules.USUAL_WARN_DAYS
    )
    proof = forms.FileField(
        label=_("Proof"),
        required=False,
        help_text=_("The letter, the invoice or the contract: a PDF, picture or text."),
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        sites: Any = self.fields["site"]
        sites.queryset = Site.objects.filter(is_active=True)
        if actor.is_district:
            sites.empty_label = _("all schools")
        else:
            sites.queryset = sites.queryset.filter(pk__in=actor.site_ids)
            sites.required, sites.empty_label = True, None

    def values(self) -> dict[str, Any]:
        """What `add_right` takes."""
        chosen = self.cleaned_data
        names = ("key", "kind", "holder", "from_on", "until_on", "terms", "most_copies", "audience", "warn_days")
        sent = chosen["proof"]
        return {
            **{name: chosen[name] for name in names},
            "site_id": chosen["site"].pk if chosen["site"] else None,
            "proof": sent.file if sent else None,
            "proof_name": (sent.name or "") if sent else "",
        }


class CopyForm(forms.Form):
    """Copies made on request."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    title = forms.CharField(label=_("What was copied"), max_length=rules.TEXT_LENGTH)
    person = PersonField(label=_("For whom"), required=False, help_text=_("A name, a card or a number."))
    made_on = forms.DateField(label=_("Day"), widget=DayInput)
    copies = forms.IntegerField(label=_("Copies"), min_value=1, max_value=30_000, initial=1)
    basis = forms.ChoiceField(label=_("Why it is allowed"), choices=list(phrases.BASIS_WORDS.items()))
    reason = forms.CharField(
        label=_("In a few words"), max_length=rules.TEXT_LENGTH, required=False,
        help_text=_("Which part, for what; or who gave the permission."),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        person: Any = self.fields["person"]
        person.actor = actor

    def values(self) -> dict[str, Any]:
        """What `log_copy` takes."""
        chosen = self.cleaned_data
        names = ("key", "title", "made_on", "copies", "basis", "reason")
        return {**{name: chosen[name] for name in names}, "person_id": chosen["person"]}


class MediaSettingForm(forms.ModelForm[MediaSetting]):
    """How long the logs of a site keep names."""

    log_years = forms.IntegerField(
        label=_("Years the logs keep names"), min_value=1, max_value=20,
        help_text=_("A claim about copyright can be brought for three years (17 U.S.C. 507(b))."),
    )  # fmt: skip

    class Meta:
        model = MediaSetting
        fields = ("log_years",)
