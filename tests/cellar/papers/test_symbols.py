"""Symbols as values: their widths against the reference, what fits, what is refused before it is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.papers import symbols
from carrel.cellar.papers.symbols import CODABAR, CODE39, CODE128, EAN13, ITF, KINDS, QR, Press, symbol_of

NUMBER = "31234000010064"
FINE = Press(least_bar=0.54)


@pytest.mark.parametrize(
    ("kind", "text", "modules"),
    # Code 39: 16 signs of 13.5 modules (six narrow, three wide at 2.5) and 15 gaps: 231. Section 6h of the reference.
    [
        (CODE39, NUMBER, 231),
        (CODABAR, NUMBER, 178),
        (ITF, NUMBER, 120.5),
        (CODE128, NUMBER, 112),
        (EAN13, "9780306406157", 95),
    ],
)
def test_widths_are_those_of_the_reference(kind: str, text: str, modules: float) -> None:
    assert symbol_of(kind, text).modules == pytest.approx(modules, abs=0.6)


@pytest.mark.parametrize(
    ("kind", "fits_at_075", "fits_at_054"),
    [(CODE39, False, False), (CODABAR, False, True), (ITF, True, True), (CODE128, True, True)],
)
def test_what_fits_a_label_of_an_inch_and_three_quarters(kind: str, fits_at_075: bool, fits_at_054: bool) -> None:
    room, label = 1.75 * 72 - 8.6, 1.75 * 72
    symbol = symbol_of(kind, NUMBER)
    assert bool(symbols.narrow_bar(symbol, ink=room, label=label, press=Press())) is fits_at_075
    assert bool(symbols.narrow_bar(symbol, ink=room, label=label, press=FINE)) is fits_at_054


def test_a_bar_is_a_whole_number_of_dots_where_one_fits() -> None:
    narrow = symbols.narrow_bar(symbol_of(CODE128, NUMBER), ink=120, label=130, press=Press())
    assert narrow == pytest.approx(4 * 72 / 300)
    on_a_roll = symbols.narrow_bar(symbol_of(CODE128, NUMBER), ink=170, label=180, press=Press(dots=203))
    assert on_a_roll == pytest.approx(3 * 72 / 203)


@given(st.sampled_from(KINDS), st.text(max_size=40))
def test_whatever_the_text_a_symbol_is_made_or_denied(kind: str, text: str) -> None:
    if not symbols.can_be_symbol(kind, text):
        with pytest.raises(ValueError, match="has no signs"):
            symbol_of(kind, text)
        return
    made = symbol_of(kind, text)
    assert made.modules > 0
    if kind != QR:
        assert len(made.widths) % 2 == 1
        assert min(made.widths) >= 1


@given(
    st.sampled_from([CODE39, CODE128, CODABAR, ITF]),
    st.text("0123456789", min_size=1, max_size=20),
    st.floats(20, 400),
    st.sampled_from([203, 300, 600]),
)
def test_bars_are_never_narrower_than_the_printer_prints_and_never_wider_than_the_label(
    kind: str, text: str, room: float, dots: int
) -> None:
    symbol, press = symbol_of(kind, text), Press(dots=dots)
    narrow = symbols.narrow_bar(symbol, ink=room, label=room + 8, press=press)
    if narrow:
        assert press.least_bar - 1e-6 <= narrow <= symbols.MOST_BAR + 1e-6
        assert symbol.modules * narrow <= room + 1e-6
        assert (symbol.modules + 20) * narrow <= room + 8 + 1e-6
    else:
        assert symbols.least_width(symbol, press) > room or symbol.modules * press.least_bar > room
