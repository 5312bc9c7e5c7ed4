"""Slips as values: bars, bytes, pages. Every sign that goes to a printer is one we meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.papers import bars, receipts, rules, sheets
from carrel.cellar.papers.slips import LONGEST_LINE, MOST_LINES, Slip, from_content, to_content

SLIP = Slip("tests.slip", "Hold", "0013-G", ("‹Holes›", "FIC SAC", "Alder Creek"), "31811000000017", "until Friday")


def test_a_slip_survives_its_job() -> None:
    assert from_content(to_content(SLIP)) == SLIP
    assert from_content({}) == Slip("", "", "")


def test_a_slip_is_cut_to_what_a_slip_holds() -> None:
    kept = from_content(to_content(Slip("k", "h", "b" * 900, ("x" * 900,) * 99)))
    assert len(kept.big) == LONGEST_LINE
    assert len(kept.lines) == MOST_LINES
    assert len(kept.lines[0]) == LONGEST_LINE


def test_code_128_is_as_the_standard_has_it() -> None:
    """Start B, A, checksum 34, stop: ISO/IEC 15417, table 1. Each sign is eleven modules, the stop thirteen."""
    assert bars.widths_of("A") == (2, 1, 1, 2, 1, 4, 1, 1, 1, 3, 2, 3, 1, 3, 1, 1, 2, 3, 2, 3, 3, 1, 1, 1, 2)
    assert sum(bars.widths_of("31811000000017")) == 11 * (1 + 7 + 1) + 13


@given(st.text(max_size=40))
def test_whatever_the_number_bars_are_drawn_or_not(text: str) -> None:
    widths = bars.widths_of(text)
    assert bool(widths) == bars.can_be_barred(text)
    assert all(1 <= each <= 4 for each in widths)
    assert len(bars.stripes(text)) == (len(widths) + 1) // 2


def test_letters_a_printer_lacks_are_written_plainly() -> None:
    assert receipts.plain("Łódź “Ærø” – straße…") == 'Lodz "AEro" - strasse...'
    assert receipts.encoded("ñ é", "cp1252") == b"\xf1 \xe9"
    assert receipts.encoded("ñ é", "cp850") == b"\xa4 \x82"
    assert receipts.encoded("ñ ł", "ascii") == b"n l"
    assert receipts.encoded("война", "cp1252") == b"?????"


@given(st.text(max_size=80), st.sampled_from(sorted(receipts.CODE_PAGES)))
def test_no_title_can_speak_to_the_printer(text: str, page: str) -> None:
    assert not any(byte < 32 or byte == 127 for byte in receipts.encoded(text, page))


@given(st.text(st.characters(codec="ascii"), max_size=200), st.integers(16, 48))
def test_no_line_is_longer_than_the_paper_and_no_word_is_lost(text: str, width: int) -> None:
    lines = receipts.wrapped(text, width)
    assert all(len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_the_bytes_of_a_receipt() -> None:
    data = receipts.bytes_of(SLIP, paper_mm=80, code_page="cp1252")
    assert data.startswith(b"\x1b@\x1bt\x10")
    assert data.endswith(b"\x1dVB\x00")
    assert b"0013-G\n" in data
    assert b"'Holes'" not in data
    assert b"\x8bHoles\x9b\n" in data
    assert b"\x1dk\x49\x09{C\x1f\x51\x0a\x00\x00\x00\x11" in data
    assert b"{BAC{{7" in receipts.bytes_of(Slip("k", "", "", barcode="AC{7"), paper_mm=58, code_page="ascii")


def test_a_page_is_as_wide_as_its_paper() -> None:
    pdf = sheets.pdf_of(SLIP, paper_mm=80)
    assert pdf.startswith(b"%PDF-")
    assert b"/MediaBox [ 0 0 226.7717" in pdf
    assert sheets.pdf_of(SLIP, paper_mm=80) == pdf


@pytest.mark.parametrize("text", ["Война и мир", "日本", "Łódź", "", "W" * 300])
def test_any_title_makes_a_page(text: str) -> None:
    assert sheets.pdf_of(Slip("k", text, text, (text,), text[:20], text), paper_mm=58).startswith(b"%PDF-")


def test_bars_on_paper_are_wide_enough() -> None:
    """At 58 mm a number of fourteen digits still has bars of three quarters of a point."""
    room = 58 * sheets.mm - 2 * sheets.mm
    assert room / (sum(bars.widths_of("31811000000017")) + 20) >= sheets.LEAST_BAR


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("10.1.2.3", ("10.1.2.3", 9100)),
        ("printer.school.example:9101", ("printer.school.example", 9101)),
        ("[fe80::1]:9100", ("fe80::1", 9100)),
        ("[fe80::1]", ("fe80::1", 9100)),
        ("10.1.2.3:80", None),
        ("10.1.2.3:6379", None),
        ("-o", None),
        ("a b:9100", None),
        ("host:٩١٠٠", None),
        ("", None),
    ],
)
def test_only_ports_of_printers_are_ever_opened(address: str, place: tuple[str, int] | None) -> None:
    assert rules.host_and_port(address) == place


def test_no_queue_is_an_option() -> None:
    assert rules.is_queue("Desk_2.Library@hub")
    assert not any(rules.is_queue(each) for each in ("-d", "", "a b", "x;y", "q" * 121, "../x"))


def test_tries_grow_apart() -> None:
    waits = [rules.wait_after(tries).total_seconds() for tries in range(1, 7)]
    assert waits == [30, 60, 300, 900, 3600, 3600]
