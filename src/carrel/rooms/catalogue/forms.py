"""Text from people into values: a brief record, the plain facts of a record, a merge."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.inputs import ScanInput
from carrel.cellar.kernel.texts import squeeze
from carrel.rooms.catalogue.phrases import FORMAT_WORDS
from carrel.rooms.catalogue.rules import BRIEF_FORMATS
from carrel.rooms.catalogue.rules.document import LONGEST_NAME, LONGEST_NUMBER, LONGEST_TITLE

_LISTS = ("isbns", "series", "subjects")
FIRST_YEAR, LAST_YEAR = 1000, 2999


class BriefRecordForm(forms.Form):
    """A record by hand in five fields; the last two appear only when a record has the ISBN already."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    author = forms.CharField(
        label=_("Author"), max_length=LONGEST_NAME, required=False, help_text=_("Family name first: Sachar, Louis")
    )
    isbn = forms.CharField(
        label=_("ISBN"),
        max_length=40,
        required=False,
        widget=ScanInput,
        help_text=_("Scan the bars on the back, or leave it blank."),
    )
    call_number = forms.CharField(
        label=_("Call number"), max_length=LONGEST_NUMBER, required=False, help_text=_("As on the spine: F Sac")
    )
    format = forms.ChoiceField(label=_("Kind"), choices=[(code, FORMAT_WORDS[code]) for code in BRIEF_FORMATS])
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    same_isbn = forms.BooleanField(label=_("Make a second record with this ISBN"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)

    @property
    def five(self) -> list[forms.BoundField]:
        """The five fields of the record itself."""
        return [self[name] for name in ("title", "author", "isbn", "call_number", "format")]


class EditRecordForm(forms.Form):
    """The plain facts of a record, one text each; lists one to a line."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    subtitle = forms.CharField(label=_("Subtitle"), max_length=LONGEST_TITLE, required=False)
    author = forms.CharField(
        label=_("Author"), max_length=LONGEST_NAME, required=False, help_text=_("Family name first: Sachar, Louis")
    )
    isbns = forms.CharField(
        label=_("ISBN"), required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("One to a line.")
    )
    publisher = forms.CharField(label=_("Publisher"), max_length=LONGEST_NAME, required=False)
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    call_number = forms.CharField(
        label=_("Call number"),
        max_length=LONGEST_NUMBER,
        required=False,
        help_text=_("What a new copy is offered; copies that are there keep theirs."),
    )
    series = forms.CharField(
        label=_("Series"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One to a line; the volume after a semicolon: Magic tree house; 3"),
    )
    subjects = forms.CharField(
        label=_("Subjects"), required=False, widget=forms.Textarea(attrs={"rows": 5}), help_text=_("One to a line.")
    )
    audience = forms.CharField(label=_("Audience"), max_length=LONGEST_NAME, required=False)
    summary = forms.CharField(label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    seen_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def changes(self) -> dict[str, str]:
        """What the form says of each fact, as rules.edited takes it."""
        facts = {name: value for name, value in self.cleaned_data.items() if name not in ("key", "seen_at")}
        return {name: _lines(value) if name in _LISTS else squeeze(str(value or "")) for name, value in facts.items()}


def _lines(text: str) -> str:
    """The text with each line squeezed and empty ones left out."""
    return "\n".join(line for each in text.splitlines() if (line := squeeze(each)))


class MergeRecordsForm(forms.Form):
    """Which record stays and which becomes a pointer to it."""

    winner = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    loser = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    formats_differ = forms.BooleanField(label=_("Merge them although they are different kinds"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)
