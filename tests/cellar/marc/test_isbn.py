"""ISBN and ISSN in all the ways people and records write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.marc import clean_isbn, clean_issn, is_isbn, isbn_13, isbn_forms
from tests.foreign_cases import offered


@pytest.mark.parametrize("case", offered("isbn"))
def test_cases_of_other_systems(case: dict[str, object]) -> None:
    text = str(case["input"])
    assert {"expected_clean", "expected_forms"} & case.keys()
    if "expected_clean" in case:
        assert clean_isbn(text) == case["expected_clean"]
    if "expected_forms" in case:
        assert list(isbn_forms(text)) == case["expected_forms"]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("9780439120418 (hardcover)", "9780439120418"),
        ("ISBN 978-0-439-12041-8 : $18.99", "9780439120418"),
        ("0-8044-2957-x", "080442957X"),
        ("0 8044 2957 X", "080442957X"),
        ("978 0 439 12041 8", "9780439120418"),
        ("978–0–439–12041–8", "9780439120418"),
        ("0590353403 12 copies", "0590353403"),
        ("(pbk.) 0590353403", "0590353403"),
        ("$18.99", ""),
        ("12345", ""),
        ("35555000012346", ""),
        ("", ""),
        ("Holes", ""),
        ("0590353404", "0590353404"),
    ],
)
def test_clean_isbn(text: str, cleaned: str) -> None:
    assert clean_isbn(text) == cleaned


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("0590353403", True),
        ("080442957X", True),
        ("0590353404", False),
        ("9780439120418", True),
        ("9780439120419", False),
        ("9791186178140", True),
        ("4006381333931", False),
        ("", False),
        ("97804391204", False),
    ],
)
def test_is_isbn(number: str, right: bool) -> None:
    assert is_isbn(number) is right


def test_a_wrong_isbn_10_stays_as_it_is() -> None:
    assert isbn_13("0590353404") == "0590353404"
    assert isbn_forms("0590353404") == ("0590353404",)


@given(st.integers(0, 10**9 - 1))
def test_ten_and_thirteen_are_one_number(body: int) -> None:
    tens = [form for sign in "0123456789X" if is_isbn(form := f"{body:09d}{sign}")]
    assert len(tens) == 1
    thirteen = isbn_13(tens[0])
    assert is_isbn(thirteen)
    assert set(isbn_forms(thirteen)) == set(isbn_forms(tens[0])) == {tens[0], thirteen}


@given(st.integers(0, 10**9 - 1), st.lists(st.integers(1, 9), max_size=3))
def test_hyphens_anywhere_change_nothing(body: int, places: list[int]) -> None:
    number = next(form for sign in "0123456789X" if is_isbn(form := f"{body:09d}{sign}"))
    written = number
    for place in sorted(set(places), reverse=True):
        written = f"{written[:place]}-{written[place:]}"
    assert clean_isbn(written) == number


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [("0027-8378", "00278378"), ("ISSN 1234567x", "1234567X"), ("0027 8378", "00278378"), ("123", ""), ("", "")],
)
def test_clean_issn(text: str, cleaned: str) -> None:
    assert clean_issn(text) == cleaned
