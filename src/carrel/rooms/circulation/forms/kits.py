"""Text to values for missing parts."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SettleForm(forms.Form):
    """How a missing part is settled without being found, and why."""

    how = forms.ChoiceField(label=_("Settled"), choices=[("replaced", _("Replaced")), ("waived", _("Waived"))])
    reason = forms.CharField(label=_("Why"), max_length=200)
