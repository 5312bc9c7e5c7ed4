"""What the one box understands, whatever is thrown at it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.doors.web.desk.scan import LONGEST, Command, Kind, read_scan


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("31811004172290", "31811004172290"),
        ("3 1811 00417 2290", "31811004172290"),
        ("31811004172290\r\n", "31811004172290"),
        ("]C031811004172290", "31811004172290"),
        ("AC-0412", "AC-0412"),
        ("T1234", "T1234"),
        ("*T1234*", "*T1234*"),
        ("978-0-14-032872-1", "978-0-14-032872-1"),
        ("080442957X", "080442957X"),
        ("\u200b31811004172290\u0000", "31811004172290"),
        ("３１８１１００４１７２２９０", "31811004172290"),
    ],
)
def test_numbers(raw: str, number: str) -> None:
    scan = read_scan(raw)
    assert (scan.kind, scan.number) == (Kind.NUMBER, number)


@pytest.mark.parametrize(
    ("raw", "command"),
    [
        ("?", Command.HELP),
        ("+", Command.YES),
        ("-", Command.NO),
        ("/", Command.WHY),
        ("*", Command.RENEW_ALL),
        (".", Command.NEXT),
        ("%NEXT", Command.NEXT),
        ("%undo\n", Command.UNDO),
        ("%TABLE", Command.TABLE),
    ],
)
def test_commands(raw: str, command: Command) -> None:
    scan = read_scan(raw)
    assert (scan.kind, scan.command) == (Kind.COMMAND, command)


@pytest.mark.parametrize(
    "raw", ["ana garcia", "holes", "wolf hol", "Ñandú", "📚", "%what", "Guinness 2026", "'; drop table"]
)
def test_words(raw: str) -> None:
    assert read_scan(raw).kind is Kind.WORDS


@pytest.mark.parametrize("digit", "123456789")
def test_one_digit_is_a_numbered_answer(digit: str) -> None:
    scan = read_scan(digit)
    assert (scan.kind, scan.answer) == (Kind.ANSWER, int(digit))


@pytest.mark.parametrize("raw", ["", "  ", "\r\n", "\u0000\u0007", "\u200b"])
def test_nothing(raw: str) -> None:
    assert read_scan(raw).kind is Kind.EMPTY


@pytest.mark.parametrize("raw", ["9" * 10_000, "x" * (LONGEST + 1), "a " * 5_000])
def test_too_long(raw: str) -> None:
    scan = read_scan(raw)
    assert scan.kind is Kind.TOO_LONG
    assert len(scan.text) <= LONGEST


@given(st.text())
def test_never_raises_and_keeps_no_control_characters(raw: str) -> None:
    scan = read_scan(raw)
    assert len(scan.text) <= LONGEST
    assert "\x00" not in scan.text
    assert scan.number or scan.kind is not Kind.NUMBER
    assert len(scan.number) <= LONGEST


def test_a_badge_may_be_a_word() -> None:
    scan = read_scan("ELI-BADGE")
    assert (scan.kind, scan.number) == (Kind.WORDS, "ELI-BADGE")
    assert read_scan("ana garcia").number == ""
