"""Labels as values: all ink stays in the label, no text is smaller than eight points, what has no room is told."""

from hypothesis import example, given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from carrel.cellar.papers.label_layout import (
    CARD,
    LEAST_TEXT,
    SHAPES,
    SPINE,
    STACK,
    Bars,
    Label,
    Laid,
    Line,
    Text,
    lay_out,
)
from carrel.cellar.papers.label_sheets import SHEETS, Box
from carrel.cellar.papers.symbols import CODABAR, CODE39, CODE128, ITF, QR, Press, symbol_of

NUMBER = "31234000010064"
words = st.text("abcdefgh ABCDEFG 0123456789.áñüЖ", max_size=60)
lines = st.lists(
    st.builds(Line, words, st.floats(8, 18), st.booleans(), st.integers(1, 4), st.integers(1, 9)), max_size=5
)


def must_lie_in(laid: Laid, box: Box) -> None:
    for ink in laid.inks:
        if isinstance(ink, Text):
            wide, low, high = stringWidth(ink.text, ink.face, ink.size), 0.26 * ink.size, 0.78 * ink.size
            assert ink.size >= LEAST_TEXT
        else:
            wide, low, high = ink.width, 0.0, ink.height
        assert ink.x >= box.x - 0.01
        assert ink.x + wide <= box.x + box.width + 0.01
        assert ink.y - low >= box.y - 0.01
        assert ink.y + high <= box.y + box.height + 0.01


@example(shape=CARD, above=[], below=[], kind=QR, code="8511", is_left=False)  # its number is wider than the label
@example(shape=CARD, above=[], below=[], kind=CODE128, code="5167", is_left=False)  # its bars are higher
@given(
    st.sampled_from(SHAPES),
    lines,
    lines,
    st.sampled_from(["", CODE39, CODE128, CODABAR, ITF, QR]),
    st.sampled_from(sorted(SHEETS)),
    st.booleans(),
)
def test_whatever_a_label_says_its_ink_stays_in_the_label(
    shape: str, above: list[Line], below: list[Line], kind: str, code: str, is_left: bool
) -> None:
    symbol = symbol_of(kind, NUMBER) if kind else None
    label = Label(shape, tuple(above), symbol, NUMBER if kind else "", tuple(below), is_left=is_left)
    laid = lay_out(label, SHEETS[code], Press())
    if not laid.is_too_small:
        must_lie_in(laid, SHEETS[code].ink_box())


def test_long_text_goes_to_the_next_line_and_what_has_none_is_told() -> None:
    label = Label(STACK, (Line("a library of a school with a name that nobody would believe " * 3, most=2),))
    laid = lay_out(label, SHEETS["5160"], Press())
    assert len(laid.inks) == 2
    assert isinstance(laid.inks[1], Text) and laid.inks[1].text.endswith("…")
    assert laid.left_out


def test_a_spine_line_too_wide_even_at_eight_points_is_broken_and_not_shrunk() -> None:
    laid = lay_out(Label(SPINE, (Line("WOLLSTONECRAFT-SHELLEY", 14, bold=True, most=3),)), SHEETS["8511"], Press())
    texts = [ink for ink in laid.inks if isinstance(ink, Text)]
    assert "".join(ink.text for ink in texts) == "WOLLSTONECRAFT-SHELLEY"
    assert len(texts) > 1
    assert min(ink.size for ink in texts) >= LEAST_TEXT
    assert not laid.left_out


def test_bars_that_do_not_fit_are_told_and_not_drawn() -> None:
    label = Label(STACK, (), symbol_of(CODE39, NUMBER), NUMBER)
    laid = lay_out(label, SHEETS["5167"], Press())
    assert laid.is_too_small
    assert not any(isinstance(ink, Bars) for ink in laid.inks)
    assert not lay_out(label, SHEETS["5161"], Press()).is_too_small
