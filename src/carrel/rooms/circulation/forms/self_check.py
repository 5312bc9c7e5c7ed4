"""Text to values: how the self-check stations of a site work."""

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.rooms.circulation.models import SelfCheckSetting
from carrel.rooms.circulation.rules.self_check import grades_of


class SelfCheckSettingForm(forms.ModelForm[SelfCheckSetting]):
    """How the self-check stations of a site work."""

    class Meta:
        model = SelfCheckSetting
        fields = ["needs_pin", "takes_returns", "picker_grades", "idle_seconds"]
        help_texts = {
            "needs_pin": _("A PIN is given on the page of the person, under Cards."),
            "takes_returns": _("Without it a book that is scanned to give it back is sent to the desk."),
            "picker_grades": _("For example K,1,2. Empty: nobody; everybody scans a card."),
            "idle_seconds": _("From 10 to 180. Any touch begins to count anew."),
        }

    def clean_picker_grades(self) -> str:
        return ",".join(grades_of(self.cleaned_data["picker_grades"]))
