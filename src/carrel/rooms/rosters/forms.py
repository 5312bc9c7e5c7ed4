"""What is typed and chosen to send a roster in and to let it in."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from carrel.cellar.oneroster import package_zip
from carrel.rooms.rosters.models import RosterSchedule
from carrel.rooms.rosters.phrases import COLUMN_NAMES
from carrel.rooms.rosters.rules import LEAVERS_IN_A_HUNDRED
from carrel.rooms.rosters.rules.people_list import COLUMNS

if TYPE_CHECKING:
    from carrel.rooms.schools.models import Site

MOST_FILES = 30


class ManyFilesInput(forms.ClearableFileInput):
    """A file field that takes a zip, or the CSV files all at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """A list of uploaded files, one at least."""

    widget = ManyFilesInput(attrs={"accept": ".zip,.csv,.xlsx"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given = data if isinstance(data, (list, tuple)) else [data]
        return [super(ManyFilesField, self).clean(each, initial) for each in given[:MOST_FILES]]


class RosterForm(forms.Form):
    """The package and the share of leavers at which to stop."""

    roster = ManyFilesField(
        label=_("Roster"),
        help_text=_(
            "The OneRoster zip as the student system made it, or its CSV files all together. "
            "Or a list of people: CSV, XLSX, or a zip of it with photos named by student number."
        ),
    )
    is_whole = forms.BooleanField(
        label=_("The list is whole"),
        required=False,
        help_text=_("Of a list of people: who is not in it has left. A OneRoster says so itself."),
    )
    leavers_in_a_hundred = forms.IntegerField(
        label=_("Stop when more in a hundred of a school leave"),
        min_value=0,
        max_value=100,
        initial=LEAVERS_IN_A_HUNDRED,
        help_text=_("On an ordinary day few leave. A wrong export looks as if many did."),
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def package(self) -> tuple[BinaryIO, str]:
        """The package as one stream with a name: several CSV files become one zip."""
        given: list[UploadedFile[Any]] = self.cleaned_data["roster"]
        if len(given) == 1:
            return _stream(given[0]), given[0].name or "roster.zip"
        files = {each.name or "": each.read() for each in given}
        return BytesIO(package_zip(files)), "roster.zip"


class LetInForm(forms.Form):
    """What is said when a roster is let in although many leave."""

    accept_leavers = forms.BooleanField(label=_("Let it in all the same"), required=False)
    reason = forms.CharField(label=_("Why this is right"), max_length=200, required=False)
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class PeopleListForm(forms.Form):
    """Which column of a list is which of ours; made for the headings of one file."""

    is_whole = forms.BooleanField(label=_("The list is whole: who is not in it has left"), required=False)

    def __init__(self, *arguments: Any, heads: Sequence[str], columns: Mapping[str, str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = [("", _("not in the file")), *((head, head) for head in heads)]
        for column in COLUMNS:
            field = forms.ChoiceField(
                label=str(COLUMN_NAMES[column.name]),
                choices=choices,
                required=False,
                initial=columns.get(column.name, ""),
            )
            self.fields[f"column_{column.name}"] = field
        self.order_fields([*(f"column_{column.name}" for column in COLUMNS), "is_whole"])

    @property
    def columns(self) -> dict[str, str]:
        """Our columns → the file's, without those that are not in the file."""
        said = {name.removeprefix("column_"): text for name, text in self.cleaned_data.items()}
        return {name: str(text) for name, text in said.items() if text and name != "is_whole"}


class RollOverForm(forms.Form):
    """Where the last grade of each school goes, and who stays in their grade; made for the schools there are."""

    stays = forms.CharField(
        label=_("Who stays in their grade"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Student numbers, one to a line."),
    )
    again = forms.BooleanField(label=_("Do it although it was done lately"), required=False)
    reason = forms.CharField(label=_("Why this is right"), max_length=200, required=False)
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(
        self, *arguments: Any, sites: Sequence["Site"], rolled: Sequence["Site"], was_lately: bool = True, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        if not was_lately:
            del self.fields["again"], self.fields["reason"]
        self.rolled = [site.pk for site in rolled]
        leave = [("", _("They leave"))]
        for site in reversed(rolled):
            others = [(str(other.pk), _("They go to %(site)s") % {"site": other}) for other in sites if other != site]
            field = forms.ChoiceField(
                label=_("The last grade of %(site)s") % {"site": site}, choices=[*leave, *others], required=False
            )
            self.fields = {f"after_{site.pk}": field, **self.fields}

    def goes_to(self) -> dict[int, int | None]:
        """Each site → the site its last grade goes to, None where they leave."""
        said = {pk: self.cleaned_data[f"after_{pk}"] for pk in self.rolled}
        return {pk: int(text) if text else None for pk, text in said.items()}


class RosterScheduleForm(forms.ModelForm[RosterSchedule]):
    """Whether the folder is looked into, and what is let in by itself."""

    class Meta:
        model = RosterSchedule
        fields = ("is_on", "lets_in", "hour", "leavers_in_a_hundred")
        help_texts = {
            "lets_in": _("What asks a question or holds a fault waits in the list for you."),
            "hour": _("0 to 23. Student systems write at night; from this hour on the file is there."),
        }

    hour = forms.IntegerField(label=_("From this hour on"), min_value=0, max_value=23)
    leavers_in_a_hundred = forms.IntegerField(
        label=_("Stop when more in a hundred of a school leave"), min_value=0, max_value=100
    )


def _titled(name: str) -> str:
    """A name of the list as the label of a field."""
    return name[:1].upper() + name[1:]


def _stream(given: UploadedFile[Any]) -> BinaryIO:
    opened: Any = given.open()
    stream: BinaryIO = opened
    return stream
