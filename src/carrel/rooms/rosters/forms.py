"""What is typed and chosen to send a roster in and to let it in."""

from io import BytesIO
from typing import Any, BinaryIO

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from carrel.cellar.oneroster import package_zip
from carrel.rooms.rosters.rules import LEAVERS_IN_A_HUNDRED

MOST_FILES = 30


class ManyFilesInput(forms.ClearableFileInput):
    """A file field that takes a zip, or the CSV files all at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """A list of uploaded files, one at least."""

    widget = ManyFilesInput(attrs={"accept": ".zip,.csv"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given = data if isinstance(data, (list, tuple)) else [data]
        return [super(ManyFilesField, self).clean(each, initial) for each in given[:MOST_FILES]]


class RosterForm(forms.Form):
    """The package and the share of leavers at which to stop."""

    roster = ManyFilesField(
        label=_("Roster"),
        help_text=_("The OneRoster 1.1 zip as the student system made it, or its CSV files all together."),
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


def _stream(given: UploadedFile[Any]) -> BinaryIO:
    opened: Any = given.open()
    stream: BinaryIO = opened
    return stream
