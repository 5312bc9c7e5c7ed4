"""A copy by the ISBN on its back, and a title for an ISBN that waits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.rooms.catalogue.forms import BriefRecordForm
from carrel.rooms.inventory.forms import AddItemForm


class AddByIsbnForm(AddItemForm):
    """A new copy, its label first; title and author are asked only where nobody knows the ISBN."""

    title = forms.CharField(label=_("Title"), max_length=500, required=False)
    author = forms.CharField(
        label=_("Author"), max_length=300, required=False, help_text=_("Family name first: Sachar, Louis")
    )


class FillWaitingForm(BriefRecordForm):
    """The title of a waiting ISBN; the ISBN itself is known."""

    field_order = ("title", "author", "call_number", "format")

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # a form's own arguments
        for name in ("isbn", "same_isbn", "reason"):
            del self.fields[name]
