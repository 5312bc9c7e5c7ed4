"""What of a record is kept for lists and for search."""

from datetime import date

import pytest

from carrel.cellar.kernel.texts import fold
from carrel.cellar.marc import ControlField, MarcRecord, facts_of, format_of
from carrel.rooms.catalogue.rules import (
    BRIEF_FORMATS,
    Brief,
    brief_marc,
    call_number_and_scheme,
    call_number_sort,
    columns_of,
    is_brief,
    match_numbers,
    numbers_of,
    texts_of,
)
from tests.foreign_cases import offered, on_purpose
from tests.makers import make_marc, marc_field


@pytest.mark.parametrize("case", offered("heading_normalisation"))
def test_headings_find_each_other(case: dict[str, str]) -> None:
    """A search for the input finds a heading of the same normal form."""
    assert fold(case["input"]) == fold(case["expected"])


@pytest.mark.parametrize("case", on_purpose("heading_normalisation"))
def test_breaks_inside_a_heading_part_its_words(case: dict[str, str]) -> None:
    assert fold(case["input"]) == "pa per"
    assert fold(case["input"]).replace(" ", "") == case["expected"]


def test_texts() -> None:
    marc = make_marc(
        "The wolf wilder",
        "Rundell, Katherine",
        "0439120411",
        "FIC RUN",
        marc_field("650", "$aWolves$vFiction", " 1"),
        marc_field("490", "$aSnow tales ;$v2", "0 "),
        marc_field("520", "$aFeo tames wolves."),
        marc_field("700", "$aOrgel, Gelrev,$eillustrator.", "1 "),
    )
    texts = texts_of(marc, facts_of(marc))
    assert texts.title == "the wolf wilder"
    assert texts.author == "rundell katherine zzgap orgel gelrev"
    assert texts.subject == "wolves fiction"
    words = texts.rest.split()
    assert "zzn9780439120418" in words
    assert texts.rest.count("zzc zzcfic zzcrun") == 1
    assert "zzssnow zzstales zzs2" in texts.rest
    assert "feo tames wolves" in texts.rest


def test_the_original_script_is_found_too() -> None:
    marc = make_marc("Voina i mir", "", "", "", marc_field("880", "$6245-01/(N$aВойна и мир", "10"))
    assert "воина и мир" in texts_of(marc, facts_of(marc)).title


def test_columns_fit() -> None:
    marc = make_marc("T" * 2000, "A" * 2000, "", "C" * 300, marc_field("520", "$a" + "s" * 100_000))
    columns = columns_of(marc, facts_of(marc))
    assert (len(columns.title), len(columns.author), len(columns.call_number)) == (500, 300, 60)
    assert len(columns.title_sort) == 200


def test_no_control_character_reaches_a_column() -> None:
    marc = make_marc("Ho\x00les", "Sa\x00char", "", "FIC\x00SAC", marc_field("520", "$ax\x07y"))
    columns = columns_of(marc, facts_of(marc))
    assert (columns.title, columns.author, columns.call_number) == ("Ho les", "Sa char", "FIC SAC")
    assert columns.summary == "x y"


def test_a_record_without_a_title_can_be_seen() -> None:
    nameless = MarcRecord("00000nam a2200000 a 4500", (ControlField("001", "n77"),))
    assert columns_of(nameless, facts_of(nameless)).title == "n77"
    empty = MarcRecord("", ())
    assert columns_of(empty, facts_of(empty)).title == "?"


def test_call_number_of_the_copy_before_the_class_number() -> None:
    copy = marc_field("852", "$aALD$kF$hSac$p1", "8 ")
    dewey = marc_field("082", "$a813.54", "04")
    marc = make_marc("Holes", "", "", "", dewey, copy)
    assert call_number_and_scheme(marc, facts_of(marc)) == ("F Sac", "local")
    marc = make_marc("Holes", "", "", "", dewey)
    assert call_number_and_scheme(marc, facts_of(marc)) == ("813.54", "ddc")
    marc = make_marc("Holes", "", "", "FIC SAC", dewey, copy)
    assert call_number_and_scheme(marc, facts_of(marc)) == ("FIC SAC", "local")


def test_call_number_sort() -> None:
    ordered = ["001 ABC", "599 GIB", "599.7 PAR", "599.77 GIB", "741.5 HOS", "E WIL", "FIC ROW", "FIC SAC"]
    assert sorted(ordered, key=call_number_sort) == ordered
    assert call_number_sort("QA76.9 .D3") < call_number_sort("QA767 .D3")


def test_numbers() -> None:
    marc = make_marc(
        "Holes",
        "",
        "0439120411",
        "",
        marc_field("010", "$a 99012345"),
        marc_field("035", "$a(OCoLC)620341"),
        marc_field("024", "$a012345678905", "1 "),
    )
    marc = MarcRecord(marc.leader, (ControlField("001", "77"), ControlField("003", "EXL"), *marc.fields))
    facts = facts_of(marc)
    assert numbers_of(facts) == (
        ("isbn", "9780439120418"),
        ("lccn", "99012345"),
        ("oclc", "620341"),
        ("upc", "012345678905"),
        ("control", "EXL 77"),
    )
    assert [kind for kind, _ in match_numbers(facts)] == ["isbn", "lccn", "oclc", "control"]


def test_a_control_number_of_nobody_matches_nothing() -> None:
    marc = MarcRecord("", (ControlField("001", "77"),))
    assert match_numbers(facts_of(marc)) == ()


@pytest.mark.parametrize("kind", BRIEF_FORMATS)
def test_brief_marc_is_what_it_says(kind: str) -> None:
    brief = Brief("The wolf wilder", "Rundell, Katherine", "0-439-12041-1", "599.77 GIB", kind)
    marc = brief_marc(brief, made_on=date(2026, 11, 23))
    assert len(marc.leader) == 24
    assert len(marc.control("008")) == 40
    assert format_of(marc) == kind
    assert is_brief(marc)
    facts = facts_of(marc)
    assert (facts.title, facts.title_sort, facts.author) == ("The wolf wilder", "wolf wilder", "Rundell, Katherine")
    assert facts.isbns == ("9780439120418",)
    assert (facts.call_number.text, facts.call_number.scheme) == ("599.77 GIB", "ddc")


@pytest.mark.parametrize(
    ("title", "sort"),
    [
        ("The wolf", "wolf"),
        ("A wolf", "wolf"),
        ("El lobo", "lobo"),
        ("Theodore", "Theodore"),
        ("A", "A"),
        ("The", "The"),
        ("Los tres cerditos", "tres cerditos"),
    ],
)
def test_articles(title: str, sort: str) -> None:
    assert facts_of(brief_marc(Brief(title), made_on=date(2026, 11, 23))).title_sort == sort


def test_brief_with_only_a_title() -> None:
    facts = facts_of(brief_marc(Brief("Holes", call_number="FIC SAC"), made_on=date(2026, 11, 23)))
    assert (facts.title, facts.author, facts.isbns, facts.year) == ("Holes", "", (), None)
    assert (facts.call_number.text, facts.call_number.scheme) == ("FIC SAC", "local")
