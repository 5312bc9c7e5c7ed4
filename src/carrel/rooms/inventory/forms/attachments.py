"""Text to values for files on items and records."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from carrel.cellar.files.rules import PICTURES, content_type_of
from carrel.rooms.inventory import rules
from carrel.rooms.inventory.models import Attachment


class AttachForm(forms.Form):
    """A file from the phone's camera or from a folder, and what it is."""

    photo = forms.FileField(
        label=_("Take a photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
        help_text=_("The place and time a camera writes into it are taken out."),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.txt,.csv,.docx,.xlsx,.odt,.zip,image/*"}),
        help_text=_("A picture of at most 15 MB; a PDF, text or office document of at most 50 MB."),
    )
    kind = forms.ChoiceField(
        label=_("What it is"),
        required=False,
        choices=[("", _("as the file shows")), *Attachment.Kind.choices],
        help_text=_("A picture is a photo, anything else a paper."),
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=rules.ATTACHMENT_TITLE_LENGTH,
        help_text=_("Empty: the name of the file."),
    )
    seen_by = forms.ChoiceField(
        label=_("Who may see it"), choices=Attachment.SeenBy.choices, initial=rules.STAFF, required=False
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    def __init__(self, *args: Any, is_on_item: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_on_item:
            del self.fields["seen_by"]

    def clean(self) -> dict[str, Any]:
        """One file: the photo just taken, or the one chosen."""
        values: dict[str, Any] = super().clean() or {}
        values["sent"] = values.get("photo") or values.get("file")
        if not values["sent"] and not self.errors:
            raise forms.ValidationError(_("There is no file yet. Take a photo or choose a file."))
        if values["sent"] and not values.get("kind"):
            values["kind"] = _kind_of(values["sent"], seen_by=values.get("seen_by", ""))
        return values


def _kind_of(sent: UploadedFile[Any], *, seen_by: str) -> str:
    """A photo where the file or its sender says that it is a picture; else a paper, for readers a manual."""
    sent.seek(0)
    start = sent.read(512)
    sent.seek(0)
    if content_type_of(start) in PICTURES or (sent.content_type or "").startswith("image/"):
        return rules.PHOTO
    return rules.MANUAL if seen_by == rules.EVERYBODY else rules.OTHER_PAPER
