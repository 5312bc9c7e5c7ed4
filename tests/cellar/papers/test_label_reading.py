"""A decoder reads back every symbol from a picture of the page at 300 dots an inch; nothing lies outside margins."""

import pytest

from carrel.cellar.papers.label_layout import CARD, SPINE, STACK, Label, Laid, Line, lay_out
from carrel.cellar.papers.label_pages import Fit, pages_of, pdf_of_labels, ruler_page_of, svg_of_page
from carrel.cellar.papers.label_sheets import PRINT_MARGIN, SHEETS
from carrel.cellar.papers.symbols import CODABAR, CODE39, CODE128, EAN13, ITF, QR, Press, symbol_of
from tests.cellar.papers import paper_eyes

# What zxing calls each symbology, and texts with and without check signs, of odd and even length, with every sign.
SAID = [
    (CODE39, "Code39", "31234000010064"),
    (CODE39, "Code39", "CODE39W"),
    (CODE39, "Code39", "T 1234Y"),
    (CODE39, "Code39", "-. $/+%"),
    (CODE128, "Code128", "31234000010064"),
    (CODE128, "Code128", "T 12345"),
    (CODE128, "Code128", "PJJ123C"),
    (CODE128, "Code128", "1234567"),
    (CODABAR, "Codabar", "31234000010064"),
    (CODABAR, "Codabar", "12-34$5:6/7.8+9"),
    (ITF, "ITF", "31234000010064"),
    (ITF, "ITF", "15400141288763"),
    (EAN13, "EAN13", "9780306406157"),
    (EAN13, "EAN13", "9770317847001"),
    (QR, "QRCode", "AC-CB-0001"),
]
USUAL = Press()
WIDE = SHEETS["5161"]


def laid(kind: str, text: str, code: str = "5161", press: Press = USUAL) -> Laid:
    label = Label(STACK, (Line("Alder Creek Middle School", 8),), symbol_of(kind, text), text)
    return lay_out(label, SHEETS[code], press)


@pytest.mark.parametrize(("kind", "name", "text"), SAID)
def test_every_symbology_is_read_back(kind: str, name: str, text: str) -> None:
    labels = [laid(kind, text)] * WIDE.cells
    (page,) = paper_eyes.pictures(pdf_of_labels(labels, WIDE))
    for picture in paper_eyes.labels_of(page, WIDE):
        assert paper_eyes.read(picture) == [(name, text)]


def test_hundreds_of_tags_are_read_back() -> None:
    sheet = SHEETS["6870"]
    tags = [f"{prefix}{number * 7919 % 100_000:05d}" for prefix in ("AC-", "", "LAPTOP/") for number in range(90)]
    labels = [lay_out(Label(STACK, (Line(tag),), symbol_of(QR, tag)), sheet, USUAL) for tag in tags]
    read = [
        paper_eyes.read(label)
        for page in paper_eyes.pictures(pdf_of_labels(labels, sheet))
        for label in paper_eyes.labels_of(page, sheet)
    ]
    assert read == [[("QRCode", tag)] for tag in tags]


@pytest.mark.parametrize("code", ["5160", "6870", "8511", "5167", "5460", "6570"])
def test_the_narrowest_that_fits_a_sheet_is_read_back_too(code: str) -> None:
    sheet, read = SHEETS[code], 0
    for kind, name, text in SAID:
        made = laid(kind, text, code)
        if not made.is_too_small:
            (page,) = paper_eyes.pictures(pdf_of_labels([made], sheet, start=sheet.cells - 1))
            *_, last = paper_eyes.labels_of(page, sheet)
            assert paper_eyes.read(last) == [(name, text)], (code, text)
            read += 1
    assert read


def test_a_printer_of_600_dots_prints_codabar_on_the_smallest_labels() -> None:
    made = laid(CODABAR, "31234000010064", "5167", Press(0.54, 600))
    (page,) = paper_eyes.pictures(pdf_of_labels([made], SHEETS["5167"]), 600)
    assert paper_eyes.read(next(paper_eyes.labels_of(page, SHEETS["5167"], 600))) == [("Codabar", "31234000010064")]


@pytest.mark.parametrize("sheet", [each for each in SHEETS.values() if not each.is_roll], ids=lambda each: each.code)
def test_nothing_lies_outside_the_print_margins(sheet: object) -> None:
    assert isinstance(sheet, type(WIDE))
    long = "Words upon words that no label has room for " * 4
    for shape in (SPINE, STACK, CARD):
        label = Label(shape, (Line(long, 12, bold=True, most=9), Line(long, most=9)), symbol_of(QR, "A1"), "A1")
        whole = [lay_out(label, sheet, Press())] * sheet.cells
        (page,) = paper_eyes.pictures(pdf_of_labels(whole, sheet), 100)
        edges = paper_eyes.ink_edges(page, 100)
        assert edges is not None
        assert min(edges) >= PRINT_MARGIN - 0.015, (sheet.code, shape, edges)


def test_offset_and_scale_move_the_page() -> None:
    whole = [laid(QR, "A1")] * WIDE.cells
    before = next(paper_eyes.pictures(pdf_of_labels(whole, WIDE), 100))
    after = next(paper_eyes.pictures(pdf_of_labels(whole, WIDE, fit=Fit(right=0.25, down=0.1)), 100))
    first, second = paper_eyes.ink_edges(before, 100), paper_eyes.ink_edges(after, 100)
    assert first and second
    assert second[0] - first[0] == pytest.approx(0.25, abs=0.02)
    assert second[1] - first[1] == pytest.approx(0.1, abs=0.02)
    smaller = next(paper_eyes.pictures(pdf_of_labels(whole, WIDE, fit=Fit(scale=0.9)), 100))
    third = paper_eyes.ink_edges(smaller, 100)
    assert third and third[2] > first[2] + 0.5


def test_pages_begin_at_any_label_and_go_on_from_the_first() -> None:
    pages = list(pages_of([laid(QR, "A1")] * 25, WIDE, start=17))
    assert [[placed.cell for placed in page] for page in pages] == [[17, 18, 19], list(range(20)), [0, 1]]
    assert list(pages_of([], WIDE)) == []


def test_a_page_for_the_eye_has_every_label_and_escapes_what_it_says() -> None:
    label = lay_out(Label(STACK, (Line("Tom & <Jerry>"),), symbol_of(CODE128, "A1"), "A1"), WIDE, Press())
    (page,) = pages_of([label], WIDE)
    picture = svg_of_page(page, WIDE)
    assert "Tom &amp; &lt;Jerry&gt;" in picture
    assert picture.count("<rect") == 1 + WIDE.cells


def test_a_test_page_is_one_page_with_rulers() -> None:
    (page,) = paper_eyes.pictures(ruler_page_of(WIDE, fit=Fit(), words=("Hold this against a sheet", "100 %")), 100)
    edges = paper_eyes.ink_edges(page, 100)
    assert edges and min(edges) < 0.3
    assert ruler_page_of(SHEETS["cr80"], fit=Fit(), words=()).startswith(b"%PDF-")
