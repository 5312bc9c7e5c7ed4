"""Sheets as data: all of them lie on their page, cells are counted row by row, and a fault names its side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.papers.label_sheets import PRINT_MARGIN, SHEETS, Sheet

measures = st.floats(0.3, 5).map(lambda value: round(value, 3))


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.code)
def test_every_known_sheet_lies_on_its_page_and_says_whose_measures_it_has(sheet: Sheet) -> None:
    assert sheet.faults() == ()
    assert sheet.source
    box = sheet.ink_box()
    for cell in range(sheet.cells):
        at = sheet.box_of(cell)
        assert at.x + box.x >= (0 if sheet.is_roll else PRINT_MARGIN * 72) - 1e-6
        assert at.x + box.x + box.width <= (sheet.page_width - (0 if sheet.is_roll else PRINT_MARGIN)) * 72 + 1e-6
        assert at.y + box.y >= (0 if sheet.is_roll else PRINT_MARGIN * 72) - 1e-6


def test_cells_are_counted_row_by_row() -> None:
    sheet = SHEETS["5160"]
    assert sheet.cells == 30
    assert sheet.place_of(0) == (1, 1)
    assert sheet.place_of(10) == (4, 2)
    assert sheet.cell_at(4, 2) == 10
    with pytest.raises(ValueError, match="row 11"):
        sheet.cell_at(11, 1)


@pytest.mark.parametrize(
    ("values", "sides"),
    [
        ({"columns": 4}, {"right"}),
        ({"rows": 11}, {"bottom"}),
        ({"left": -0.1}, {"left"}),
        ({"top": -0.2}, {"top"}),
        ({"pitch_x": 2.5}, {"across"}),
        ({"pitch_y": 0.9}, {"down"}),
        ({"columns": 4, "rows": 12}, {"right", "bottom"}),
        ({"columns": 0}, {"none"}),
    ],
)
def test_a_fault_names_the_side_that_runs_off(values: dict[str, float], sides: set[str]) -> None:
    good = {"code": "x", "name": "x", "width": 2.625, "height": 1.0, "columns": 3, "rows": 10, "left": 0.1875,
            "top": 0.5, "pitch_x": 2.75, "pitch_y": 1.0}  # fmt: skip
    assert {fault.side for fault in Sheet(**(good | values)).faults()} == sides  # type: ignore[arg-type]  # by name


@given(measures, measures, st.integers(1, 6), st.integers(1, 25), st.floats(0, 2), st.floats(0, 2))
def test_a_sheet_without_faults_keeps_every_label_on_the_page_and_apart(
    width: float, height: float, columns: int, rows: int, left: float, top: float
) -> None:
    sheet = Sheet("x", "x", width, height, columns, rows, left, top, width, height)
    if sheet.faults():
        return
    boxes = [sheet.box_of(cell) for cell in range(sheet.cells)]
    slack = 0.006 * 72
    assert all(-slack <= box.x and box.x + box.width <= 8.5 * 72 + slack for box in boxes)
    assert all(-slack <= box.y and box.y + box.height <= 11 * 72 + slack for box in boxes)
    assert len({(round(box.x, 3), round(box.y, 3)) for box in boxes}) == sheet.cells
