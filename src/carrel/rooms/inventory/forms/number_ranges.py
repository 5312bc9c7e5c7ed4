"""A range of numbers that a vendor prints, from bare or whole numbers as people have them at hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.phrases import say
from carrel.rooms.inventory import queries, rules
from carrel.rooms.inventory.models import NumberRange
from carrel.rooms.inventory.phrases import PHRASES
from carrel.rooms.inventory.rules import BarcodeTemplate, Reserved


class NumberRangeForm(forms.ModelForm[NumberRange]):
    """Whose range it is and from which number to which; prefix, length and check sign are the site's."""

    first = forms.CharField(
        label=_("From number"), max_length=64, help_text=_("The bare number (5000), or the whole barcode as printed.")
    )
    last = forms.CharField(label=_("To number"), max_length=64)

    class Meta:
        model = NumberRange
        fields = ("site", "vendor", "first", "last", "note")

    def clean(self) -> dict[str, Any]:
        """The range, held against what labels of the site can hold and against all other ranges."""
        values = super().clean() or {}
        if self.errors:
            return values
        template = queries.template_of(values["site"].pk)
        if not template.prefix or not template.length:
            raise forms.ValidationError(
                _("%(site)s has no prefix and length for its barcodes yet. Set them in its settings first."),
                params={"site": values["site"]},
            )
        short = {name: _bare(values[name], template) for name in ("first", "last")}
        for name, number in short.items():
            if number is None:
                self.add_error(name, _("This is no number of this site’s barcodes. Type the digits only."))
        first, last = short["first"], short["last"]
        if first is None or last is None:
            return values
        wanted = Reserved(template, first, last, str(values["vendor"]))
        others = queries.ranges_reserved(but=self.instance.pk)
        for objection in rules.number_range_objections(wanted, others):
            self.add_error(None, say(PHRASES, objection))
        self.instance.prefix, self.instance.length = template.prefix, template.length
        self.instance.check_sign = template.check
        return values | {"first": first, "last": last}


def _bare(text: str, template: BarcodeTemplate) -> int | None:
    """The bare number in a text: short as it is, or cut out of a whole barcode of the site."""
    number = rules.normalise_number(text)
    if len(number) == template.length and number.startswith(template.prefix):
        number = number[len(template.prefix) : -1 if template.check else None]
    return int(number) if number.isascii() and number.isdigit() and len(number) <= 18 else None
