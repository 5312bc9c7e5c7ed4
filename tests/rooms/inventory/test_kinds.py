"""What may be written into a field of a kind, how its values sort, and what stands against defining one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.inventory.phrases import FIELD_KIND_WORDS, FIELD_WORDS, PHRASES, USUAL_WORDS
from carrel.rooms.inventory.rules import (
    CHOICE,
    DAY,
    FIGURE,
    LONG_TEXT,
    MONEY,
    TEXT,
    USUAL_FIELDS,
    YES_NO,
    FieldFacts,
    FieldRule,
    chain_of,
    choices_of,
    field_code,
    field_objections,
    kinds_below,
    numbers_in,
    own_value,
    own_values,
)


def field(kind: str = TEXT, **more: object) -> FieldRule:
    return FieldRule(7, 1, "it", "It", kind, **more)  # type: ignore[arg-type]  # named by each test


def read(kind: str, text: str, **more: object) -> tuple[str, str] | None:
    value, found = own_value(field(kind, **more), text)
    assert not found
    return (value.text, value.sort_key) if value else None


def refused(kind: str, text: str, **more: object) -> list[str]:
    value, found = own_value(field(kind, **more), text)
    assert value is None
    for each in found:
        assert str(PHRASES[each.code]) % each.facts
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        (TEXT, "  Lenovo\t100e ", "Lenovo 100e"),
        (LONG_TEXT, "one\ntwo\n", "one\ntwo"),
        (FIGURE, "1,024.50", "1024.5"),
        (FIGURE, "-0", "0"),
        (FIGURE, "100", "100"),
        (MONEY, "$1,299.9", "1299.90"),
        (DAY, "2027-06-30", "2027-06-30"),
        (YES_NO, "Sí", "yes"),
        (YES_NO, "FALSE", "no"),
    ],
)
def test_values_are_kept_in_one_spelling(kind: str, text: str, kept: str) -> None:
    found = read(kind, text)
    assert found is not None
    assert found[0] == kept
    assert read(kind, kept) == found


def test_a_choice_is_kept_as_its_list_writes_it() -> None:
    assert read(CHOICE, "dark RED", choices=("Dark red", "Blue")) == ("Dark red", "dark red")


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (TEXT, "x" * 301, "inventory.value_long"),
        (LONG_TEXT, "x" * 4001, "inventory.value_long"),
        (FIGURE, "twelve", "inventory.value_no_figure"),
        (FIGURE, "1,23", "inventory.value_no_figure"),
        (FIGURE, "1e9", "inventory.value_no_figure"),
        (MONEY, "a lot", "inventory.value_no_amount"),
        (MONEY, "1e99", "inventory.value_no_amount"),
        (DAY, "6/30/2027", "inventory.value_no_day"),
        (DAY, "2027-02-30", "inventory.value_no_day"),
        (YES_NO, "perhaps", "inventory.value_no_yes"),
        (CHOICE, "Green", "inventory.value_no_choice"),
    ],
)
def test_what_cannot_be_read_is_named(kind: str, text: str, code: str) -> None:
    assert refused(kind, text, choices=("Red", "Blue") if kind == CHOICE else ()) == [code]


@pytest.mark.parametrize("kind", [TEXT, LONG_TEXT, FIGURE, MONEY, DAY, YES_NO, CHOICE])
def test_nothing_is_nothing_unless_it_is_needed(kind: str) -> None:
    assert read(kind, " ") is None
    assert refused(kind, " ", is_required=True) == ["inventory.value_needed"]


@given(st.decimals("-99999999", "99999999", places=2), st.decimals("-99999999", "99999999", places=2))
def test_figures_and_amounts_sort_as_they_count(one: Decimal, other: Decimal) -> None:
    for kind in (FIGURE, MONEY):
        first, second = read(kind, f"{one:f}"), read(kind, f"{other:f}")
        assert first is not None and second is not None
        assert (first[1] < second[1]) == (one < other)


def test_all_values_of_an_item_at_once() -> None:
    serial = FieldRule(1, 1, "serial_number", "Serial number", is_number=True)
    until = FieldRule(2, 1, "warranty_until", "Warranty until", DAY, is_required=True)
    values, found = own_values([serial, until], {1: "pf-3x 9", 2: "soon", 9: "of another kind"})
    assert [value.text for value in values] == ["pf-3x 9"]
    assert [each.code for each in found[2]] == ["inventory.value_no_day"]
    assert numbers_in([serial, until], values) == ("PF-3X9",)


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (FieldFacts("Colour", kind=CHOICE, choices=("Red", "Blue")), []),
        (FieldFacts("★"), ["inventory.field_without_name"]),
        (FieldFacts("  MODEL "), ["inventory.field_taken"]),
        (FieldFacts("Make", "model"), ["inventory.field_taken"]),
        (FieldFacts("Colour", kind=CHOICE, choices=("Red",)), ["inventory.field_needs_choices"]),
        (
            FieldFacts("Colour", kind=CHOICE, choices=tuple(map(str, range(101)))),
            ["inventory.field_many_choices"],
        ),
        (FieldFacts("Weight", kind=FIGURE, is_number=True), ["inventory.field_number_is_text"]),
    ],
)
def test_defining_a_field(facts: FieldFacts, codes: list[str]) -> None:
    found = field_objections(facts, kind_name="Robots", near=[("model", "Model", "Devices")])
    assert [each.code for each in found] == codes
    for each in found:
        assert str(PHRASES[each.code]) % each.facts


def test_a_field_with_values_goes_on_holding_what_it_holds() -> None:
    was = field(CHOICE, choices=("Red", "Blue"))
    facts = FieldFacts("It", kind=TEXT)
    found = field_objections(facts, kind_name="Robots", value_count=3, used=["Red"], was=was)
    assert [each.code for each in found] == ["inventory.field_has_values"]
    fewer = FieldFacts("It", kind=CHOICE, choices=("Blue", "Green"))
    found = field_objections(fewer, kind_name="Robots", value_count=3, used=["Red"], was=was)
    assert [each.code for each in found] == ["inventory.field_choice_used"]
    assert not field_objections(facts, kind_name="Robots", was=was)


def test_chains_of_kinds() -> None:
    parents: dict[int, int | None] = {1: None, 2: 1, 3: 2, 4: None}
    assert chain_of(3, parents) == (1, 2, 3)
    assert kinds_below([1], parents) == {1, 2, 3}
    assert kinds_below([2, 4], parents) == {2, 3, 4}


def test_usual_fields_have_words_and_fit() -> None:
    assert set(USUAL_FIELDS) == set(USUAL_WORDS)
    for usuals in USUAL_FIELDS.values():
        for usual in usuals:
            facts = FieldFacts(str(FIELD_WORDS[usual.code]), usual.code, usual.kind, is_number=usual.is_number)
            assert not field_objections(facts, kind_name="Robots")
            assert str(FIELD_KIND_WORDS[usual.kind])


def test_codes_and_choices() -> None:
    assert field_code("Año de compra!") == "ano_de_compra"
    assert choices_of("Red \n\nBlue\nRed") == ("Red", "Blue")
