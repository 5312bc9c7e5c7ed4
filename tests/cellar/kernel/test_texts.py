import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.kernel.texts import fold, squeeze


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Muñoz Ryan, Pam", "munoz ryan pam"),
        ("O'Dell", "odell"),
        ("O’Dell", "odell"),
        ("Die Straße", "die strasse"),
        ("Ærø", "aero"),
        ("Łódź", "lodz"),
        ("  L'Engle,\tMadeleine ", "lengle madeleine"),
        ("", ""),
        ("🐙", ""),
        ("русский язык", "русскии язык"),
        ("٠١٢٣", "0123"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec="ascii"), max_size=60))
def test_the_short_way_for_ascii_says_the_same(text: str) -> None:
    assert fold(text) == fold(f"{text} é")[:-1].strip()


@given(st.text(), st.text())
def test_no_sign_depends_on_its_neighbours(one: str, other: str) -> None:
    assert fold(f"{one} {other}") == f"{fold(one)} {fold(other)}".strip()


@given(st.text())
def test_composition_does_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text())
def test_squeezed_text_is_one_visible_line(text: str) -> None:
    line = squeeze(text)
    assert line == line.strip()
    assert not any(unicodedata.category(sign) in {"Cc", "Cf"} for sign in line)
    assert squeeze(line) == line


def test_squeeze_cuts() -> None:
    assert squeeze("a" * 10_000, 80) == "a" * 80
    assert squeeze("\x00\x1bGhost\r\n\x07  now\u200b") == "Ghost now"
