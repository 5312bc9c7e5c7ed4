"""Reading levels in the spellings real records have (521, 526), and for whom a record is."""

import pytest

from carrel.cellar.marc import BLANK_LEADER, ControlField, MarcRecord
from carrel.rooms.catalogue.rules.levels import audiences_of, levels_of
from tests.makers import marc_field


def levels(tag: str, text: str, indicator: str) -> list[tuple[str, int, int, str]]:
    record = MarcRecord(BLANK_LEADER, (marc_field(tag, text, f"{indicator} "),))
    return [(each.measure, each.low, each.high, each.text) for each in levels_of(record)]


@pytest.mark.parametrize(
    ("text", "indicator", "level"),
    [
        ("$a850$bLexile.", "8", ("lexile", 8500, 8500, "850L")),
        ("$a750L$bLexile.", "8", ("lexile", 7500, 7500, "750L")),
        ("$aAD 120$bLexile.", "8", ("lexile", 1200, 1200, "AD120L")),
        ("$aBR100L$bLexile", "8", ("lexile", -1000, -1000, "BR100L")),
        ("$aBR$bLexile", "8", ("lexile", -10, 0, "BR")),
        ("$aNP$bLexile", "8", ("lexile", 0, 0, "NP")),
        ("$a0750L$bLexile.com", "8", ("lexile", 7500, 7500, "750L")),
        ("$aLexile measure: 1010L", " ", ("lexile", 10100, 10100, "1010L")),
        ("$a1010L", " ", ("lexile", 10100, 10100, "1010L")),
        ("$aHL640L", "8", ("lexile", 6400, 6400, "HL640L")),
        ("$aK$bFountas and Pinnell.", "8", ("fp", 110, 110, "K")),
        ("$aGuided reading level: D", " ", ("fp", 40, 40, "D")),
        ("$aF&P: M.", "8", ("fp", 130, 130, "M")),
        ("$aZ+$bFountas & Pinnell Text Level Gradient", "8", ("fp", 260, 260, "Z+")),
        ("$aJ-K$bGuided Reading", "8", ("fp", 100, 110, "J-K")),
        ("$a20-24$bDRA", "8", ("dra", 200, 240, "20-24")),
        ("$a16$bReading Recovery.", "8", ("rr", 160, 160, "16")),
        ("$aATOS 4.7", "8", ("ar", 47, 47, "4.7")),
        ("$a3.4$bFollett.", "0", ("grade", 34, 34, "3.4")),
        ("$a007-010.", "1", ("age", 70, 100, "007-010")),
        ("$a018-up", "1", ("age", 180, 180, "018-up")),
        ("$aAges 8-12", " ", ("age", 80, 120, "Ages 8-12")),
        ("$aK-3.", "2", ("interest", 0, 30, "K-3")),
        ("$aPreschool", "2", ("interest", -20, -10, "Preschool")),
        ("$aPre-K - 2", "2", ("interest", -10, 20, "Pre-K - 2")),
        ("$a7 & up", "2", ("interest", 70, 120, "7 & up")),
        ("$aAll Secondary", "2", ("interest", 70, 120, "All Secondary")),
        ("$aGrades 6-12.", " ", ("interest", 60, 120, "Grades 6-12")),
        ("$aYoung adult.", " ", ("interest", 70, 120, "Young adult")),
    ],
)
def test_one_level(text: str, indicator: str, level: tuple[str, int, int, str]) -> None:
    assert levels("521", text, indicator) == [level]


@pytest.mark.parametrize(
    "text", ["$aRated R.", "$aMPAA rating: PG-13.", "$aTV rating: Not rated.", "$a", "$bLexile", "$a12", "$aFamily."]
)
def test_what_is_no_level(text: str) -> None:
    assert levels("521", text, "8") == []


def test_several_in_one_field() -> None:
    assert levels("521", "$aLexile: 740; AR 4.6", " ") == [("lexile", 7400, 7400, "740L"), ("ar", 46, 46, "4.6")]


def test_study_programmes() -> None:
    reader = "$aAccelerated Reader AR$bUG$c4.8$d13.0$zQuiz: 130993."
    assert levels("526", reader, "0") == [("ar", 48, 48, "4.8"), ("interest", 90, 120, "UG")]
    counts = "$aReading Counts RC$b6-8$c3.7$d20.0$zQuiz: 44511."
    assert levels("526", counts, "0") == [("rc", 37, 37, "3.7"), ("interest", 60, 80, "6-8")]
    assert levels("526", "$aAccelerated Reader AR MG 4.8 13.0 130993", "0") == [("ar", 48, 48, "4.8")]
    assert levels("526", "$aSummer list$c4", "0") == []


def audience(fixed: str, *texts: str) -> tuple[str, ...]:
    fields = (ControlField("008", f"261123s2000    nyua   {fixed}      000 1 eng d"),)
    record = MarcRecord(BLANK_LEADER, (*fields, *(marc_field("521", text, "2 ") for text in texts)))
    return audiences_of(record, levels_of(record))


def test_for_whom() -> None:
    assert audience("c") == ("middle",)
    assert audience("j") == ("children",)
    assert audience(" ") == ()
    assert audience("c", "$aK-3") == ("primary",)
    assert audience("c", "$a3-6") == ("primary", "middle")
    assert audience("c", "$aAdult") == ("adults",)
