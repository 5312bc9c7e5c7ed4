"""One row of floating."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.rooms.inventory.models import ReturnRow


class ReturnRowForm(forms.ModelForm[ReturnRow]):
    """Of which kind, returned where, and what happens then."""

    class Meta:
        model = ReturnRow
        fields = ("item_type", "site", "goes")

    def clean(self) -> dict[str, Any]:
        """A kind has one row for a school, and one for all schools."""
        values = super().clean() or {}
        same = ReturnRow.objects.filter(item_type=values.get("item_type"), site=values.get("site"))
        if values.get("item_type") and same.exclude(pk=self.instance.pk or 0).exists():
            raise forms.ValidationError(_("This kind has a row for this school already. Change that one."))
        return values
