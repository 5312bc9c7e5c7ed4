"""Spine labels: one element a line, long Dewey broken, author letters, biographies, LC, volume and copy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.labels.rules import spine_elements


@pytest.mark.parametrize(
    ("call_number", "lines"),
    [
        ("FIC SAC", ("FIC", "SAC")),
        ("fic sachar", ("FIC", "SACHAR")),
        ("FIC DE ANGELI", ("FIC", "DE ANGELI")),
        ("FIC O'DELL", ("FIC", "O'DELL")),
        ("567.9 HUG", ("567.9", "HUG")),
        ("523.438 DIX", ("523.438", "DIX")),
        ("796.357/08 RIP", ("796", ".357", "08", "RIP")),
        ("796.3/57 RIP", ("796", ".3", "57", "RIP")),
        ("970.00497 SNE", ("970", ".004", "97", "SNE")),
        ("813.54 R884h", ("813.54", "R884h")),
        ("B LINCOLN FRE", ("B", "LINCOLN", "FRE")),
        ("92 LINCOLN", ("92", "LINCOLN")),
        ("REF 031 WOR 2024 v. 21", ("REF", "031", "WOR", "2024", "v.21")),
        ("REF B LINCOLN", ("REF", "B", "LINCOLN")),
        ("GN TEL v.2", ("GN", "TEL", "v.2")),
        ("E SEUSS c.2", ("E", "SEUSS", "c.2")),
        ("", ()),
    ],
)
def test_dewey_and_sections(call_number: str, lines: tuple[str, ...]) -> None:
    assert spine_elements(call_number) == lines


@pytest.mark.parametrize(
    ("call_number", "lines"),
    [
        ("PZ7.R79835 Har 1998", ("PZ", "7", ".R79835", "Har", "1998")),
        ("QA76.73.P98 L88 2013", ("QA", "76.73", ".P98", "L88", "2013")),
        ("E184.A1 G5", ("E", "184", ".A1", "G5")),
        ("PS3511.A86 A6 1985 c.2", ("PS", "3511", ".A86", "A6", "1985", "c.2")),
    ],
)
def test_lc(call_number: str, lines: tuple[str, ...]) -> None:
    assert spine_elements(call_number, scheme="lcc") == lines


@pytest.mark.parametrize(
    ("call_number", "letters", "lines"),
    [
        ("FIC SACHAR", 3, ("FIC", "SAC")),
        ("FIC SACHAR", 1, ("FIC", "S")),
        ("FIC DE ANGELI", 3, ("FIC", "DEA")),
        ("FIC O'DELL", 3, ("FIC", "ODE")),
        ("B LINCOLN", 3, ("B", "LINCOLN")),
        ("92 LINCOLN", 1, ("92", "LINCOLN")),
        ("567.9 HUGHES", 3, ("567.9", "HUG")),
        ("813.54 R884h", 3, ("813.54", "R884h")),
    ],
)
def test_letters_of_the_author(call_number: str, letters: int, lines: tuple[str, ...]) -> None:
    assert spine_elements(call_number, letters=letters) == lines


def test_volume_and_copy_are_added_once() -> None:
    assert spine_elements("FIC ROW", volume="v.2", copy_number=3) == ("FIC", "ROW", "v.2", "c.3")
    assert spine_elements("FIC ROW v.2 c.3", volume="v.2", copy_number=3) == ("FIC", "ROW", "v.2", "c.3")
    assert spine_elements("FIC ROW", copy_number=1) == ("FIC", "ROW")


@given(st.text(max_size=60), st.sampled_from(["ddc", "lcc", "nlm", "local", "other"]), st.sampled_from([0, 1, 3]))
def test_whatever_the_call_number_no_line_is_blank(call_number: str, scheme: str, letters: int) -> None:
    assert all(line.strip() for line in spine_elements(call_number, scheme=scheme, letters=letters))
