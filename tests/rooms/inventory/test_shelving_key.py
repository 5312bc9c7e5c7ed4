"""Call numbers stand as a shelf reader puts them."""

import itertools
import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.inventory.rules import (
    DEWEY,
    KEY_LENGTH,
    LC,
    LOCAL,
    OTHER,
    SCHEMES,
    ShelfOrder,
    bound_key,
    range_of,
    section_key,
    shelving_key,
    spine_lines,
)
from tests.foreign_cases import offered

DATA = Path(__file__).parents[2] / "data"
PEER_SCHEMES = {"dewey": DEWEY, "lc": LC, "generic": OTHER}

LOCAL_SECTIONS = """
E BER|E DE PAOLA|E DEGEN|E SEN|E SEN c.2|E SEUSS|ER LOB|FIC|FIC ALE|FIC DE ANGELI|FIC DEAN|FIC L'ENGLE|FIC LENGLE A
FIC MCDONALD|FIC MUÑOZ|FIC MUNOZ RYAN|FIC O'DELL|FIC ROW|FIC ROW 1997|FIC ROW 1998|FIC ROW v.1|FIC ROW v.2
FIC ROW v.2 c.1|FIC ROW v.2 c.2|FIC ROW v.10|FIC ROWL|GN TEL|SC POE|001.9 ALI|005 WOO|92 LINCOLN|B LINCOLN FRE
B LINDBERGH|B OBAMA|REF 031 WOR 2024 v.1|REF 031 WOR 2024 v.2|REF 031 WOR 2024 v.21|REF 423 MER|REF 423 MER 2019
REF FIC|REF B LINCOLN
"""
DEWEY_DECIMALS = """
005.13 KER|5.2 SCR|025.04 BER|423 MER|500 ASI|509 ASI|523 SIM|523.2 BRA|523.4 A45|523.4 A453|523.4 A46|523.4 A5
523.4 SIM|523.4 SIM 2009|523.4 SIM 2015|523.4 SIM v.1|523.43 BRA|523.438 DIX|523.5 AAR|567.9 DIX|567.91 ABE|796.3 R15
796.3/57 RIP|796.357/08 RIP|796.358 C|796.4 B|813.54 R884h|813.54 R884s|914.4 FRA|921 WAS|970.004 PEN|970.00497 SNE
973.7 L63f c.1|973.7 L63f c.2|973.7 L63g
"""
CONGRESS = """
B105 .A35|E184.A1 G5|LB2331 .C3|PS3505 .A12|PS3511.A86 A6 1985|PS3511.A86 A6 1985 c.2|PS3511.A86 A6 1990
PS3511.A86 A61|PS3511.A9|PZ7.R79835 Har 1998|PZ7.R79835 Harm|PZ7.R8|PZ10.3.B7|Q76 .B4|QA76.73.P98 L88 2013|QA76.9 .D3
QA100 .B2|QL49 .Z3
"""
WORKED = [(LOCAL_SECTIONS, LOCAL, 41), (DEWEY_DECIMALS, DEWEY, 35), (CONGRESS, LC, 18)]


@pytest.mark.parametrize(("text", "scheme", "count"), WORKED)
def test_worked_shelf_order(text: str, scheme: str, count: int) -> None:
    shelf = [label for line in text.strip().splitlines() for label in line.split("|")]
    assert len(shelf) == count
    for before, after in itertools.pairwise(shelf):
        assert shelving_key(before, scheme) < shelving_key(after, scheme), (before, after)
    shuffled = random.Random(7).sample(shelf, len(shelf))
    assert sorted(shuffled, key=lambda label: shelving_key(label, scheme)) == shelf


@pytest.mark.parametrize("case", offered("call_numbers"))
def test_peer_shelf_orders(case: dict[str, object]) -> None:
    scheme = PEER_SCHEMES[str(case["scheme"])]
    if case.get("expected") == "empty key":
        inputs = case["inputs"]
        assert isinstance(inputs, list)
        assert [shelving_key(each, scheme) for each in inputs] == [""] * len(inputs)
        return
    expected = case["expected_order"]
    assert isinstance(expected, list)
    shuffled = random.Random(3).sample(expected, len(expected))
    assert sorted(shuffled, key=lambda label: shelving_key(label, scheme)) == expected


@pytest.mark.parametrize("peer_scheme", sorted(PEER_SCHEMES))
def test_peer_pairs_keep_their_order(peer_scheme: str) -> None:
    pairs = json.loads((DATA / "call_number_pairs.json").read_text())["pairs"]
    ours = sorted(
        (pair["key"], shelving_key(pair["label"], PEER_SCHEMES[peer_scheme]))
        for pair in pairs
        if pair["scheme"] == peer_scheme
    )
    assert len(ours) > 100
    for (theirs_before, before), (theirs_after, after) in itertools.pairwise(ours):
        assert theirs_before == theirs_after or before < after


def test_scheme_is_never_guessed() -> None:
    assert shelving_key("E 185", LC) > shelving_key("B 105", LC)
    assert shelving_key("B LIN", LOCAL) > shelving_key("E SEN", LOCAL)
    assert shelving_key("REF QA76.9 .D3", LC) > shelving_key("Z1 .A2", LC)


def test_volumes_count_and_plain_numbers_do_too() -> None:
    labels = ["GN ONE v.2", "GN ONE v. 10", "GN ONE v.100"]
    assert sorted([labels[2], labels[0], labels[1]], key=shelving_key) == labels
    assert shelving_key("GN ONE 9") < shelving_key("GN ONE 10")
    assert shelving_key("GN ONE c. 2") == shelving_key("GN ONE c.2")


def test_the_library_chooses_the_walk() -> None:
    order = ShelfOrder(sections=("FIC", "NF", "E", "B"), biography_numbers=frozenset({"92", "921"}))
    walk = ["FIC ALE", "005 WOO", "E SEN", "921 WAS"]
    assert sorted([walk[2], walk[0], walk[3], walk[1]], key=lambda label: shelving_key(label, LOCAL, order)) == walk


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    "odd", ["", "…", "FIC 😀", "\x00\x07", "9" * 5000, "v.", "c.", "FIC Ж", "١٢٣ ABC", "~", "a" * 10_000]
)
def test_anything_has_a_key(odd: str, scheme: str) -> None:
    key = shelving_key(odd, scheme)
    assert len(key) <= KEY_LENGTH
    assert re.fullmatch(r"[ -~]*", key)


def test_spine_lines() -> None:
    assert spine_lines("REF 031 WOR 2024 v. 21") == ("REF", "031", "WOR", "2024", "v.21")


# The rule stated as lists of (rank, number, text), the plain way; the text keys must agree with it.
words = st.lists(
    st.one_of(
        st.from_regex(r"[A-Z]{1,5}[0-9]{0,3}[a-z]?", fullmatch=True),
        st.from_regex(r"v\.[0-9]{1,3}", fullmatch=True),
        st.from_regex(r"c\.[0-9]{1,2}", fullmatch=True),
        st.from_regex(r"(1[4-9][0-9]{2}|20[0-9]{2})", fullmatch=True),
    ),
    max_size=4,
)


@given(
    first=words,
    second=words,
    decimals=st.tuples(st.from_regex("[0-9]{0,4}", fullmatch=True), st.from_regex("[0-9]{0,4}", fullmatch=True)),
)
def test_decimals_decide_before_what_follows(first: list[str], second: list[str], decimals: tuple[str, str]) -> None:
    labels = [
        " ".join([f"523.{digits}" if digits else "523", *tail])
        for digits, tail in zip(decimals, (first, second), strict=True)
    ]
    if decimals[0] < decimals[1]:
        assert shelving_key(labels[0]) < shelving_key(labels[1])


@given(base=words, more=words)
def test_nothing_before_something(base: list[str], more: list[str]) -> None:
    short, long = " ".join(["523", *base]), " ".join(["523", *base, *more])
    assert shelving_key(short) <= shelving_key(long)


@given(texts=st.lists(st.text(max_size=40), min_size=3, max_size=3), scheme=st.sampled_from(SCHEMES))
def test_total_order_under_every_store(texts: list[str], scheme: str) -> None:
    keys = [shelving_key(text, scheme) for text in texts]
    assert sorted(keys) == sorted(keys, key=lambda key: key.encode())
    assert keys == [shelving_key(text, scheme) for text in texts]
    assert all(key.isascii() and key.isprintable() for key in keys if key)


@given(text=st.text(max_size=60), scheme=st.sampled_from(SCHEMES))
def test_case_and_blanks_change_nothing(text: str, scheme: str) -> None:
    assert shelving_key(f"  {text}  ", scheme) == shelving_key(text, scheme)
    if text.isascii():
        assert shelving_key(text.lower(), scheme) == shelving_key(text, scheme)


@given(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), st.sampled_from(["FIC", "E", "GN", "REF", "B"]))
def test_a_letter_at_the_end_of_a_range_begins_a_name(letter: str, section: str) -> None:
    key = bound_key(f"{section} {letter}")
    assert shelving_key(f"{section} {letter}XX").startswith(key)
    assert key.startswith(shelving_key(section))


@pytest.mark.parametrize("call", ["R", "FIC", "FIC ROW", "599.5", "QA76 R", ""])
def test_any_other_end_of_a_range_is_read_as_ever(call: str) -> None:
    scheme = LC if call.startswith("Q") else DEWEY
    assert bound_key(call, scheme) == shelving_key(call, scheme)


@pytest.mark.parametrize(
    ("call", "inside", "outside"),
    [
        ("Q", ("Q158", "QA76 .B3", "QR41"), ("P90", "R121", "REF Q158")),
        ("qa", ("QA1", "QA76.9"), ("Q1", "QB44")),
        ("E", ("E185 .F7",), ("F869", "E SEN")),
    ],
)
def test_letters_alone_bound_a_whole_class_of_lc(call: str, inside: tuple[str, ...], outside: tuple[str, ...]) -> None:
    first = bound_key(call, LC)
    assert all(first <= shelving_key(each, LC) < first + "\x7f" for each in inside)
    assert not any(first <= shelving_key(each, LC) < first + "\x7f" for each in outside)


@pytest.mark.parametrize(
    ("call", "section"),
    [
        ("FIC ROW", "FIC"), ("REF QA76 .B3", "REF"), ("E SEUSS", "E"), ("QA76 .B3", ""), ("MYSTERY", ""), ("", ""),
        ("REF B LIN", "REF"),
    ],
)  # fmt: skip
def test_a_section_among_lc_numbers_is_known(call: str, section: str) -> None:
    key = section_key(shelving_key(call, LC), call)
    assert range_of(key) == section
    assert section_key(shelving_key(call, DEWEY), call) == ""
