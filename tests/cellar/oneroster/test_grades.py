"""Grade codes of many systems become one, and have an order."""

import pytest

from carrel.cellar.oneroster import GRADES, grade_order, next_grade, plain_grade


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("KG", "KG"),
        ("k", "KG"),
        ("0", "KG"),
        ("1", "01"),
        ("01", "01"),
        ("001", "01"),
        ("7th", "07"),
        ("Grade 7", "07"),
        ("12", "12"),
        ("13", "13"),
        ("PK3", "PK"),
        ("-1", "PK"),
        ("Other", "UG"),
        ("14", ""),
        ("7B", ""),
        ("", ""),
    ],
)
def test_a_grade_is_made_plain(written: str, plain: str) -> None:
    assert plain_grade(written) == plain


def test_kindergarten_comes_before_first_and_ten_after_nine() -> None:
    assert sorted(["10", "09", "KG", "01", "?"], key=grade_order) == ["KG", "01", "09", "10", "?"]


def test_a_year_later() -> None:
    assert [next_grade(grade) for grade in ("TK", "KG", "05", "09", "12", "UG")] == ["KG", "01", "06", "10", "", "UG"]
    assert all(next_grade(grade) in {*GRADES, ""} for grade in GRADES)
