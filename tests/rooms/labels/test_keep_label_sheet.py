"""An own sheet is kept in inches, typed in inches or millimetres; the side that runs off is named."""

import pytest

from carrel.rooms.labels import actions
from carrel.rooms.labels.forms import LabelSheetForm
from carrel.rooms.labels.models import LabelSheet
from carrel.rooms.labels.queries import geometry_of, sheets_at
from tests import makers
from tests.rooms.labels.conftest import Labels

pytestmark = pytest.mark.django_db
NOW = makers.NOON

A4 = {
    "name": "Avery Zweckform 3475", "unit": "mm", "width": "70", "height": "36", "columns": "3", "rows": "8",
    "left": "0", "top": "4.5", "page_width": "210", "page_height": "297",
}  # fmt: skip


def test_millimetres_become_inches_and_come_back(labels: Labels) -> None:
    form = LabelSheetForm(A4)
    assert not form.errors
    kept = actions.keep_label_sheet(labels.dee, form=form, now=NOW)
    assert isinstance(kept, LabelSheet)
    kept.refresh_from_db()
    sheet = geometry_of(kept)
    assert (round(sheet.width, 3), round(sheet.pitch_x, 3), sheet.cells) == (2.756, 2.756, 24)
    assert float(LabelSheetForm(instance=kept)["width"].value()) == 70.0
    assert f"own-{kept.pk}" in sheets_at(labels.site.pk)
    assert f"own-{kept.pk}" not in sheets_at(labels.cast.elementary.pk)


@pytest.mark.parametrize(
    ("values", "field", "word"),
    [
        ({"columns": "4"}, "columns", "right side of the page by 70.00 millimetres"),
        ({"rows": "9"}, "rows", "bottom of the page by 31.50 millimetres"),
        ({"pitch_x": "60"}, "pitch_x", "overlap by 10.00 millimetres"),
        ({"unit": "in"}, "width", "less than or equal to 40"),
    ],
)
def test_the_side_that_runs_off_is_named(values: dict[str, str], field: str, word: str) -> None:
    form = LabelSheetForm(A4 | values)
    assert word in " ".join(form.errors.get(field, []))


def test_a_roll_needs_only_the_size_of_its_label(labels: Labels) -> None:
    form = LabelSheetForm({"name": "Roll", "unit": "in", "is_roll": "on", "width": "2.25", "height": "1.25"})
    kept = actions.keep_label_sheet(labels.dee, form=form, now=NOW)
    assert isinstance(kept, LabelSheet)
    sheet = geometry_of(kept)
    assert (sheet.page_width, sheet.page_height, sheet.cells, sheet.is_roll) == (2.25, 1.25, 1, True)
