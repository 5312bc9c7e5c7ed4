"""Barcodes are checked when given to an item and taken as they come on a scan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.kernel.verdicts import Weight
from carrel.rooms.inventory import rules
from carrel.rooms.inventory.rules import BarcodeTemplate

LIBRARY = BarcodeTemplate(prefix="31234", length=14, check="mod10")


@pytest.mark.parametrize(
    ("read", "stored"),
    [
        ("31234000010064\r\n", "31234000010064"),
        ("3 1234 00001 0064", "31234000010064"),
        ("]C031234000010064", "31234000010064"),
        ("*cb-0042*", "CB-0042"),
        ("a31234000010064b", "31234000010064"),
        ("t123*", "123"),
        ("T 12345", "T12345"),
        ("\x02CB\x00-7\x03", "CB-7"),
        ("１２３", "123"),
        ("AB", "AB"),
        ("", ""),
        ("📚", "📚"),
    ],
)
def test_normalise_number(read: str, stored: str) -> None:
    assert rules.normalise_number(read) == stored


@given(st.text(max_size=50))
def test_normalised_numbers_hold_no_blanks_and_no_control_characters(text: str) -> None:
    number = rules.normalise_number(text)
    assert all(char.isprintable() and not char.isspace() for char in number)


@pytest.mark.parametrize(
    "number",
    [
        "31234000010064",
        "35555000012346",
        "21234000000018",
        "20000000000121",
        "30000000000004",
        "33191000105864",
        "30234000517861",
    ],
)
def test_mod10(number: str) -> None:
    assert rules.has_mod10_check(number)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert not rules.has_mod10_check(wrong)


@pytest.mark.parametrize(
    ("number", "is_wrong"),
    [
        ("33191000105864", False),
        ("33191000105865", True),
        ("43191000105865", False),
        ("3319100010586", False),
        ("", False),
    ],
)
def test_only_a_library_number_can_have_a_wrong_check(number: str, is_wrong: bool) -> None:
    assert rules.has_wrong_check(number) is is_wrong
    codes = {each.code for each in rules.assign_number_objections(number)}
    assert ("inventory.number_check" in codes) is is_wrong


@given(st.from_regex(r"[0-9]{13}", fullmatch=True), st.integers(0, 12), st.integers(1, 9))
def test_mod10_finds_every_single_wrong_digit(body: str, place: int, off: int) -> None:
    number = body + rules.mod10_check(body)
    wrong = number[:place] + str((int(number[place]) + off) % 10) + number[place + 1 :]
    assert not rules.has_mod10_check(wrong)


@pytest.mark.parametrize(
    ("text", "check"),
    [("CODE39", "W"), ("T12345", "1"), ("T 1234", "Y"), ("P98765", "H"), ("3LIB00001234", "K"), ("T00001006", "-")],
)
def test_mod43(text: str, check: str) -> None:
    assert rules.mod43_check(text) == check
    assert rules.without_mod43(text + check) == text


@pytest.mark.parametrize(
    ("scanned", "isbn"),
    [
        ("9780306406157", "9780306406157"),
        ("978030640615752495", "9780306406157"),
        ("978080442957305", "9780804429573"),
        ("9780306406158", ""),
        ("4006381333931", ""),
        ("31234000010064", ""),
    ],
)
def test_scanned_isbn(scanned: str, isbn: str) -> None:
    assert rules.scanned_isbn(scanned) == isbn


@pytest.mark.parametrize(
    ("digits", "check"), [("978080442957", "3"), ("977031784700", "1"), ("977037859500", "2"), ("977002893100", "6")]
)
def test_ean13_check(digits: str, check: str) -> None:
    assert rules.ean13_check(digits) == check


def test_short_and_full_numbers_mean_each_other() -> None:
    assert rules.numbers_meant("1006", LIBRARY) == ("1006", "31234000010064")
    assert rules.numbers_meant("31234000010064", LIBRARY) == ("31234000010064", "1006")
    assert rules.numbers_meant("T12345", BarcodeTemplate(check="mod43")) == ("T12345", "T123451")
    assert rules.numbers_meant("T123451", BarcodeTemplate(check="mod43"))[0] == "T123451"
    assert "T12345" in rules.numbers_meant("T123451", BarcodeTemplate(check="mod43"))
    assert rules.numbers_meant("x" * 10_000) == ()
    assert rules.numbers_meant("\x00") == ()


def test_next_number() -> None:
    assert rules.next_number("", LIBRARY) == "3123400000001" + rules.mod10_check("3123400000001")
    assert rules.next_number("31234000010064", LIBRARY)[:13] == "3123400001007"
    assert rules.next_number("x", BarcodeTemplate()) == ""
    assert rules.next_number("31999", BarcodeTemplate(prefix="31", length=5)) == ""


def codes(number: str, **more: object) -> list[tuple[str, Weight]]:
    found = rules.assign_number_objections(number, **more)  # type: ignore[arg-type]  # each test names real parameters
    return [(each.code, each.weight) for each in found]


def test_assignment_refuses_what_cannot_be() -> None:
    assert codes("") == [("inventory.number_blank", Weight.REFUSE)]
    assert codes("9" * 65) == [("inventory.number_long", Weight.REFUSE)]
    assert codes("A1", taken_by="Ghost") == [("inventory.number_taken", Weight.REFUSE)]


@pytest.mark.parametrize(
    ("number", "template", "code"),
    [
        ("9780306406157", BarcodeTemplate(), "inventory.number_is_isbn"),
        ("35555000012349", BarcodeTemplate(), "inventory.number_check"),
        ("3123400001006", LIBRARY, "inventory.number_length"),
        ("35555000012346", LIBRARY, "inventory.number_prefix"),
        ("31234000010065", LIBRARY, "inventory.number_check"),
        ("T123452", BarcodeTemplate(check="mod43"), "inventory.number_check"),
    ],
)
def test_assignment_asks_about_odd_labels(number: str, template: BarcodeTemplate, code: str) -> None:
    assert codes(number, template=template) == [(code, Weight.ASK)]


def test_assignment_lets_good_labels_and_other_kinds_pass() -> None:
    assert codes("31234000010064", template=LIBRARY) == []
    assert codes("T12345") == []
    assert codes("35555000012349", is_barcode=False) == []
