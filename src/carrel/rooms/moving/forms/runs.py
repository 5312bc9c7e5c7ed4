"""A delivery run: its name, its days, and each school's place in the order."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from carrel.rooms.moving.models import Run
from carrel.rooms.moving.rules.runs import NAME_LENGTH
from carrel.rooms.schools.queries import sites

WEEKDAYS = (
    ("0", _("Monday")), ("1", _("Tuesday")), ("2", _("Wednesday")), ("3", _("Thursday")), ("4", _("Friday")),
    ("5", _("Saturday")), ("6", _("Sunday")),
)  # fmt: skip


class RunForm(forms.Form):
    """A number for each school on the round; a school without one is not on it."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    days = forms.MultipleChoiceField(label=_("Weekdays"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site_ids = []
        for site in sites().filter(is_active=True):
            self.site_ids.append(site.pk)
            self.fields[f"stop_{site.pk}"] = forms.IntegerField(
                label=site.called, required=False, min_value=1, max_value=99
            )

    def stop_fields(self) -> list[BoundField]:
        """The fields of the schools."""
        return [self[f"stop_{site_id}"] for site_id in self.site_ids]

    def values(self) -> dict[str, Any]:
        """What `keep_run` takes: schools with the same number go in the order of their names."""
        said = self.cleaned_data
        places = [(said[f"stop_{site_id}"], site_id) for site_id in self.site_ids if said.get(f"stop_{site_id}")]
        return {
            "name": said["name"],
            "weekdays": "".join("1" if code in said["days"] else "0" for code, _word in WEEKDAYS),
            "stops": [site_id for _place, site_id in sorted(places, key=lambda each: each[0])],
            "is_active": said["is_active"],
        }


def run_initial(run: Run, stops: Sequence[int]) -> dict[str, Any]:
    """A round as its form shows it."""
    days = [code for (code, _word), sign in zip(WEEKDAYS, run.weekdays, strict=True) if sign == "1"]
    return {"name": run.name, "days": days, "is_active": run.is_active} | {
        f"stop_{site_id}": place for place, site_id in enumerate(stops, 1)
    }
