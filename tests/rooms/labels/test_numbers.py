"""Which bars a number becomes: the check digits of the reference, and what is refused with what would do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.papers.label_sheets import SHEETS
from carrel.cellar.papers.symbols import Press
from carrel.rooms.inventory.rules import ANY_TEMPLATE, BarcodeTemplate
from carrel.rooms.labels import rules

MOD10 = BarcodeTemplate("31234", 14, "mod10")
MOD43 = BarcodeTemplate("T", 9, "mod43")
PLAIN = ANY_TEMPLATE


@pytest.mark.parametrize(
    ("number", "symbology", "template", "text", "wrong"),
    [
        ("31234000010064", "codabar_mod10", MOD10, "31234000010064", ""),
        ("31234000010064", "codabar_mod10", PLAIN, "31234000010064", ""),
        ("35555000012349", "codabar_mod10", PLAIN, "35555000012349", "check"),
        ("35555000012349", "codabar", PLAIN, "35555000012349", ""),
        ("1006", "codabar_mod10", PLAIN, "10066", ""),
        ("T 1234", "codabar", PLAIN, "T 1234", "signs"),
        ("CODE39", "code39_mod43", PLAIN, "CODE39W", ""),
        ("T12345", "code39_mod43", PLAIN, "T123451", ""),
        ("T 1234", "code39_mod43", PLAIN, "T 1234Y", ""),
        ("P98765", "code39_mod43", PLAIN, "P98765H", ""),
        ("3LIB00001234", "code39_mod43", PLAIN, "3LIB00001234K", ""),
        ("T00001006-", "code39_mod43", MOD43, "T00001006-", ""),
        ("T00001006", "code39_mod43", MOD43, "T00001006", "check"),
        ("1540014128876", "itf_mod10", PLAIN, "15400141288763", ""),
        ("31234000010064", "itf_mod10", PLAIN, "312340000100644"[:15], "odd"),
        ("31234000010064", "itf", PLAIN, "31234000010064", ""),
        ("1234567", "itf", PLAIN, "1234567", "odd"),
        ("978030640615", "ean13", PLAIN, "9780306406157", ""),
        ("9780804429573", "ean13", PLAIN, "9780804429573", ""),
        ("9780804429570", "ean13", PLAIN, "9780804429570", "check"),
        ("977037859500", "ean13", PLAIN, "9770378595002", ""),
        ("T 12345", "code128", PLAIN, "T 12345", ""),
        ("Ж1", "code128", PLAIN, "Ж1", "signs"),
        ("AC-CB-0001", "qr", PLAIN, "AC-CB-0001", ""),
    ],
)
def test_what_bars_say(number: str, symbology: str, template: BarcodeTemplate, text: str, wrong: str) -> None:
    made = rules.coded(number, symbology, template)
    assert made.wrong == wrong
    if not wrong:
        assert made.text == text


def test_mod10_of_threes_is_that_of_itf_14() -> None:
    assert rules.mod10_of_threes("1540014128876") == "3"


def objections(number: str, symbology: str, sheet: str) -> list[tuple[str, dict[str, object]]]:
    found = rules.number_objections(
        number, symbology=symbology, template=PLAIN, sheet=SHEETS[sheet], press=Press(), title="Holes"
    )
    return [(each.code, dict(each.facts)) for each in found]


def test_bars_too_wide_are_refused_with_what_would_fit() -> None:
    ((code, facts),) = objections("31234000010064", "code39", "5167")
    assert code == "labels.bars_too_wide"
    assert facts["instead"] == "Code 128, QR"
    assert "Avery 5160" in str(facts["sheets"]) and "Avery 5167" not in str(facts["sheets"])
    assert objections("31234000010064", "code128", "5167") == []
    assert objections("31234000010064", "code39", "5160") == []


@pytest.mark.parametrize(
    ("number", "symbology", "code"),
    [
        ("", "code128", "labels.no_number"),
        ("T 1", "codabar", "labels.number_signs"),
        ("35555000012349", "codabar_mod10", "labels.number_check"),
        ("123", "itf", "labels.number_odd"),
    ],
)
def test_each_refusal_names_what_would_do(number: str, symbology: str, code: str) -> None:
    ((found, facts),) = objections(number, symbology, "5160")
    assert found == code
    assert number == "" or facts["instead"] != "–"


@given(st.text(max_size=40), st.sampled_from(sorted(rules.SYMBOLOGY_NAMES)), st.sampled_from(sorted(SHEETS)))
def test_whatever_the_number_it_is_printed_readably_or_refused(number: str, symbology: str, sheet: str) -> None:
    found = objections(number, symbology, sheet)
    assert len(found) <= 1
