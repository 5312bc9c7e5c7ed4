"""Sheets of labels as data: where each label lies on its page, and whether all of them lie on it. Pure.

Inches, from the top left corner. Source: the table "Label sheets" in docs/rules/barcodes.md, where each row says whose
measure it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

POINTS = 72.0
LETTER = (8.5, 11.0)
PRINT_MARGIN = 0.25
"""Inches at each edge of a sheet of paper that common office printers leave white."""
PADDING = 0.06
"""Inches from a label's edge to its ink: paper is fed a little askew. Low labels spare less above and below."""
ROLL_PADDING = 0.04
# Measures are published rounded to a hundredth or a thousandth; half a hundredth over the edge is no fault of a sheet.
_ROUNDED = 0.0055


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on paper, in points, from the bottom left corner as PDF counts."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a sheet: the `side` labels run off (left, top, right, bottom), or lie over each other
    (across, down), or `none` where there is nothing to print on; `by` how many inches."""

    side: str
    by: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of labels; `also` are other numbers of the same sheet, `source` says whose measures these are.

    On a roll each page is one label.
    """

    code: str
    name: str
    width: float
    height: float
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    pitch_x: float = 0.0
    pitch_y: float = 0.0
    page_width: float = LETTER[0]
    page_height: float = LETTER[1]
    also: str = ""
    source: str = ""
    is_roll: bool = False

    @property
    def cells(self) -> int:
        """How many labels a page has."""
        return self.columns * self.rows

    def place_of(self, cell: int) -> tuple[int, int]:
        """Row and column of a cell, both from 1; cells are counted from 0, row by row."""
        row, column = divmod(cell % self.cells, self.columns)
        return row + 1, column + 1

    def cell_at(self, row: int, column: int) -> int:
        """The cell at a row and column counted from 1. Raises ValueError for one that is not there."""
        if not (1 <= row <= self.rows and 1 <= column <= self.columns):
            raise ValueError(f"no label at row {row}, column {column}")
        return (row - 1) * self.columns + column - 1

    def box_of(self, cell: int) -> Box:
        """Where a cell lies on its page."""
        row, column = divmod(cell % self.cells, self.columns)
        x = self.left + column * self.pitch_x
        y = self.page_height - self.top - row * self.pitch_y - self.height
        return Box(x * POINTS, y * POINTS, self.width * POINTS, self.height * POINTS)

    def ink_box(self) -> Box:
        """The part of a label in which may be printed, from the label's own corner; the same in each cell.

        A label near the edge of its page loses what no printer reaches, and all others with it: they look alike.
        """
        if self.is_roll:
            left = top = right = bottom = ROLL_PADDING
        else:
            far_right = self.page_width - self.left - (self.columns - 1) * self.pitch_x - self.width
            far_bottom = self.page_height - self.top - (self.rows - 1) * self.pitch_y - self.height
            left, right = (max(PADDING, PRINT_MARGIN - edge) for edge in (self.left, far_right))
            low = min(PADDING, self.height * 0.05)
            top, bottom = (max(low, PRINT_MARGIN - edge) for edge in (self.top, far_bottom))
        # Where the edges of the page eat more on one side, text in the middle would look out of the middle.
        side = max(left, right)
        width, height = self.width - 2 * side, self.height - top - bottom
        return Box(side * POINTS, bottom * POINTS, max(width, 0) * POINTS, max(height, 0) * POINTS)

    def faults(self) -> tuple[Fault, ...]:
        """Every side over which the labels run off the page or into each other; none for a sheet that is in order."""
        if min(self.width, self.height, self.page_width, self.page_height) <= 0 or min(self.columns, self.rows) < 1:
            return (Fault("none", 0.0),)
        right = self.left + (self.columns - 1) * self.pitch_x + self.width - self.page_width
        bottom = self.top + (self.rows - 1) * self.pitch_y + self.height - self.page_height
        sides = [("left", -self.left), ("top", -self.top), ("right", right), ("bottom", bottom)]
        if self.columns > 1:
            sides.append(("across", self.width - self.pitch_x))
        if self.rows > 1:
            sides.append(("down", self.height - self.pitch_y))
        return tuple(Fault(side, round(by, 4)) for side, by in sides if by > _ROUNDED)


_GLABELS, _KOHA = "gLabels", "Koha"
SHEETS: Mapping[str, Sheet] = {
    sheet.code: sheet
    for sheet in (
        Sheet("5160", "Avery 5160", 2.625, 1.0, 3, 10, 0.1875, 0.5, 2.75, 1.0,
              also="8160, 5260, 5960, 18160", source=_KOHA),
        Sheet("5167", "Avery 5167", 1.75, 0.5, 4, 20, 0.28125, 0.5, 2.0625, 0.5,
              also="5267, 8167, 18167, 5667, 15267", source=_GLABELS),
        Sheet("6870", "Avery 6870", 2.25, 0.75, 3, 10, 0.375, 0.625, 2.75, 1.0, source="size and left edge as sold, "
              "the rest by symmetry"),
        Sheet("5161", "Avery 5161", 4.0, 1.0, 2, 10, 0.15625, 0.5, 4.1875, 1.0, also="8161", source=_GLABELS),
        Sheet("5162", "Avery 5162", 4.0, 1.3333, 2, 7, 0.15625, 0.8333, 4.1875, 1.3333, also="8162", source=_GLABELS),
        Sheet("5163", "Avery 5163", 4.0, 2.0, 2, 5, 0.1625, 0.5, 4.1875, 2.0, also="8163", source=_GLABELS),
        Sheet("5164", "Avery 5164", 4.0, 3.3333, 2, 3, 0.15625, 0.5, 4.1875, 3.3333, also="8164", source=_GLABELS),
        Sheet("5366", "Avery 5366", 3.4375, 0.6667, 2, 15, 0.53125, 0.5, 4.0, 0.6667, also="8366", source=_GLABELS),
        Sheet("8195", "Avery 8195", 1.75, 0.666, 4, 15, 0.297, 0.531, 2.031, 0.666, source=_GLABELS),
        Sheet("6570", "Avery 6570", 1.75, 1.25, 4, 8, 0.5, 0.5, 1.938, 1.25, source=_GLABELS),
        Sheet("6871", "Avery 6871", 2.375, 1.25, 3, 6, 0.3725, 1.125, 2.69, 1.5, source=_GLABELS),
        Sheet("5371", "Avery 5371", 3.5, 2.0, 2, 5, 0.75, 0.5, 3.5, 2.0, also="8371", source=_GLABELS),
        Sheet("8373", "Avery 8373", 3.5, 2.0, 2, 4, 0.5, 0.75, 4.0, 2.5, source=_GLABELS),
        Sheet("5460", "Avery 5460", 1.5, 0.75, 2, 7, 0.35, 0.38, 1.75, 0.75, 3.625, 5.625, source=_KOHA),
        Sheet("8511", "Gaylord 8511", 1.0, 1.25, 1, 8, 0.5, 0.6, 0.0, 1.25, source=_KOHA),
        Sheet("cr80", "CR80", 3.375, 2.125, page_width=3.375, page_height=2.125, source="ISO/IEC 7810 ID-1",
              is_roll=True),
    )
}  # fmt: skip
"""The sheets known by name, by code. Sheets of Demco, Brodart and Vernon: nobody publishes their measures."""
