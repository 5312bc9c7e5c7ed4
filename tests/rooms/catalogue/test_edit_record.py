from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.kernel.actors import SYSTEM, VISITOR
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.marc import MarcRecord, facts_of
from carrel.rooms.catalogue.actions import edit_record
from carrel.rooms.catalogue.models import Record
from carrel.rooms.catalogue.queries import search
from carrel.rooms.catalogue.rules import EDITABLE, edited, plain_facts
from tests.makers import NOON, make_marc, make_record, marc_field

RICH = make_marc(
    "The wolf wilder",
    "Rundell, Katherine",
    "0439120411",
    "FIC RUN",
    marc_field("264", "$aLondon :$bBloomsbury,$c2015.", " 1"),
    marc_field("490", "$aSnow tales ;$v2", "0 "),
    marc_field("520", "$aFeo tames wolves.$bAnd more."),
    marc_field("521", "$aGrades 4-7", "2 "),
    marc_field("650", "$aWolves$vFiction$0(DLC)sh1", " 1"),
    marc_field("650", "$aSnow", " 0"),
    marc_field("999", "$qours alone", "zz"),
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", "A wolf wilder"),
        ("subtitle", "a tale of snow"),
        ("author", "Rundell, K."),
        ("author", ""),
        ("isbns", "9780439120418\n9780823412020"),
        ("isbns", ""),
        ("publisher", "Simon & Schuster"),
        ("year", "2016"),
        ("year", ""),
        ("call_number", "599.77 RUN"),
        ("call_number", ""),
        ("series", "Ice tales ; 3\nSnow"),
        ("summary", "Feo and the wolves."),
        ("summary", ""),
        ("subjects", "Wolves — Fiction\nRussia"),
        ("subjects", ""),
        ("audience", "Grades 5-8"),
        ("audience", ""),
    ],
)
def test_one_fact_changes_and_nothing_else(name: str, text: str) -> None:
    after = edited(RICH, {name: text})
    expected = plain_facts(RICH) | {name: text}
    if (name, text) == ("audience", ""):
        expected["audience"] = "Grades 4-8"  # What the coded field still says.
    assert plain_facts(after) == expected
    assert after.first("999") == RICH.first("999")


def test_a_heading_that_stays_keeps_all_it_holds() -> None:
    after = edited(RICH, {"subjects": "Wolves — Fiction\nRussia"})
    assert [field.joined("av0") for field in after.data("650")] == ["Wolves Fiction (DLC)sh1", "Russia"]


def test_nothing_changed_is_the_same_record() -> None:
    assert edited(RICH, plain_facts(RICH)) == RICH
    assert edited(RICH, {}) == RICH


def test_a_record_of_nothing_can_be_filled() -> None:
    filled = edited(MarcRecord("00000nam a2200000 a 4500", ()), dict.fromkeys(EDITABLE, "1999"))
    assert facts_of(filled).title == "1999"
    assert [field.tag for field in filled.fields] == sorted(field.tag for field in filled.fields)


@given(st.dictionaries(st.sampled_from(EDITABLE), st.text(max_size=30)))
def test_any_text_can_be_put_in(changes: dict[str, str]) -> None:
    assert edited(RICH, changes).first("999") == RICH.first("999")


@pytest.mark.django_db
def test_edit_record() -> None:
    record = make_record("Holes", "Sachar, Louis")
    seen = record.updated_at
    changed = edit_record(
        SYSTEM, record_id=record.pk, changes={"title": "Wells", "year": "2001"}, now=NOON + timedelta(1), seen_at=seen
    )
    assert changed.changed
    record = Record.objects.get(pk=record.pk)
    assert (record.title, record.author, record.year) == ("Wells", "Sachar, Louis", 2001)
    assert search("wells").count == 1


@pytest.mark.django_db
def test_a_stale_page_is_refused() -> None:
    record = make_record("Holes")
    edit_record(SYSTEM, record_id=record.pk, changes={"title": "Wells"}, now=NOON + timedelta(minutes=1))
    with pytest.raises(Refused) as refused:
        edit_record(
            SYSTEM, record_id=record.pk, changes={"title": "Pits"}, now=NOON + timedelta(minutes=2), seen_at=NOON
        )
    assert refused.value.code == "catalogue.record_changed_meanwhile"


@pytest.mark.django_db
def test_not_for_visitors() -> None:
    with pytest.raises(NotAllowed):
        edit_record(VISITOR, record_id=1, changes={}, now=NOON)
