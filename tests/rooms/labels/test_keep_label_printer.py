"""A label printer is kept with its offset, scale and narrowest bar."""

import pytest

from carrel.rooms.labels import actions
from carrel.rooms.labels.forms import LabelPrinterForm
from carrel.rooms.labels.models import LabelPrinter
from carrel.rooms.labels.queries import fit_of, press_of
from tests import makers
from tests.rooms.labels.conftest import Labels

pytestmark = pytest.mark.django_db
NOW = makers.NOON

VALUES = {
    "name": "Roll at the desk", "sheet": "cr80", "offset_right": "-5", "offset_down": "12", "scale": "101.5",
    "dots": "203", "least_bar": "100",
}  # fmt: skip


def test_offset_scale_and_bars_are_used(labels: Labels) -> None:
    form = LabelPrinterForm(VALUES, initial={"site": labels.site.pk})
    actions.keep_label_printer(labels.dee, form=form, now=NOW)
    kept = LabelPrinter.objects.get(name="Roll at the desk")
    assert kept.site_id == labels.site.pk
    fit, press = fit_of(kept), press_of(kept)
    assert (fit.right, fit.down, fit.scale) == (-0.05, 0.12, 1.015)
    assert (press.least_bar, press.dots) == (1.0, 203)


def test_an_offset_of_more_than_an_inch_is_a_slip_of_the_finger(labels: Labels) -> None:
    form = LabelPrinterForm(VALUES | {"offset_right": "500", "scale": "50"}, initial={"site": labels.site.pk})
    assert set(form.errors) == {"offset_right", "scale"}
