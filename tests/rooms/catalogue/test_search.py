"""Search against the database: what is found, in which order, and at what price. Runs on both databases."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carrel.rooms.catalogue.queries import Copies, Narrow, index_faults, search
from carrel.rooms.inventory.models import Item
from tests.makers import make_item, make_record, make_site, marc_field

pytestmark = pytest.mark.django_db


def shelf() -> None:
    make_record("Holes", "Sachar, Louis", isbn="0440414806", call_number="F Sac")
    make_record("Wolf Hollow", "Wolk, Lauren", call_number="F Wol", fixed="261123s2016    nyua   c      000 1 eng d")
    make_record("A Wolf Called Wander", "Parry, Rosanne", call_number="F Par")
    make_record(
        "Wolves",
        "Gibbons, Gail",
        marc_field("650", "$aWolves$vJuvenile literature", " 0"),
        call_number="599.77 Gib",
        fixed="261123s1994    nyua   b      000 0 eng d",
    )
    make_record("The Wolf Wilder", "Rundell, Katherine", marc_field("490", "$aSnow tales ;$v2", "0 "))
    make_record("La casa en Mango Street", "Cisneros, Sandra", fixed="261123s1994    nyua   d      000 1 spa d")
    make_record("Esperanza rising", "Muñoz Ryan, Pam", marc_field("520", "$aA girl and a wolf hollow."))
    make_record("Spider-Man", "", leader="00000ngm a2200000 a 4500", fixed="261123s2002    xxu121 g          vleng d")


def titles(text: str, **options: object) -> list[str]:
    return [hit.record.title for hit in search(text, **options).hits]  # type: ignore[arg-type]  # given by name in tests


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("holes", {"Holes"}),
        ("HOLES sachar", {"Holes"}),
        ("holes wolk", set()),
        ("wolf", {"Wolf Hollow", "A Wolf Called Wander", "The Wolf Wilder", "Esperanza rising"}),
        ("wol*", {"Wolf Hollow", "A Wolf Called Wander", "The Wolf Wilder", "Esperanza rising", "Wolves"}),
        ('"wolf hollow"', {"Wolf Hollow", "Esperanza rising"}),
        ('"hollow wolf"', set()),
        ('"wolf hol*"', {"Wolf Hollow", "Esperanza rising"}),
        ("title:wolf", {"Wolf Hollow", "A Wolf Called Wander", "The Wolf Wilder"}),
        ('title:"wolf hollow"', {"Wolf Hollow"}),
        ("author:wol*", {"Wolf Hollow"}),
        ("subject:wolves", {"Wolves"}),
        ("series:snow", {"The Wolf Wilder"}),
        ('series:"snow tales"', {"The Wolf Wilder"}),
        ("series:wolf", set()),
        ("call:599", {"Wolves"}),
        ("call:599.7", {"Wolves"}),
        ("call:F", {"Holes", "Wolf Hollow", "A Wolf Called Wander"}),
        ('call:"F Sac"', {"Holes"}),
        ("call:77", set()),
        ("munoz", {"Esperanza rising"}),
        ("MUÑOZ", {"Esperanza rising"}),
        ("isbn:9780440414803", {"Holes"}),
        ("0440414806", {"Holes"}),
        ("978-0-440-41480-3", {"Holes"}),
        ("isbn:978044*", {"Holes"}),
        ("spider-man", {"Spider-Man"}),
        ("spider man", {"Spider-Man"}),
        ('"holes sachar"', set()),
        ("1994", {"Wolves", "La casa en Mango Street"}),
        ("%", set()),
        ("nothing like it", set()),
        ("'; DROP TABLE catalogue_record; --", set()),
    ],
)
def test_what_is_found(text: str, found: set[str]) -> None:
    shelf()
    result = search(text)
    assert {hit.record.title for hit in result.hits} == found
    assert result.count == len(found)


def test_an_empty_text_finds_all_by_title() -> None:
    shelf()
    assert titles("") == [
        "Esperanza rising", "Holes", "La casa en Mango Street", "Spider-Man", "A Wolf Called Wander", "Wolf Hollow",
        "The Wolf Wilder", "Wolves",
    ]  # fmt: skip


def test_sorts() -> None:
    shelf()
    assert titles("wol*", sort="author") == [
        "Wolves", "Esperanza rising", "A Wolf Called Wander", "The Wolf Wilder", "Wolf Hollow",
    ]  # fmt: skip
    assert titles("wol*", sort="date")[0] == "Wolf Hollow"
    assert titles("wol*", sort="call")[:3] == ["Wolves", "A Wolf Called Wander", "Wolf Hollow"]
    assert titles("wol*", sort="title")[0] == "Esperanza rising"
    assert titles("wol*", sort="nonsense") == titles("wol*", sort="relevance")


def test_a_word_in_the_title_weighs_more_than_one_in_the_summary() -> None:
    shelf()
    assert titles("wolf")[-1] == "Esperanza rising"


def test_the_exact_title_comes_first_even_when_it_is_out() -> None:
    site = make_site()
    make_record("Wolf wolf wolf", "Wolf, Wolf")
    exact = make_record("Wolf", "Any, One")
    make_item(site, record=make_record("The wolf and the wolf"))
    make_item(site, record=exact, state="on_loan")
    assert titles("wolf", copies=copies_at(site.pk))[0] == "Wolf"


def copies_at(site_id: int) -> Copies:
    held = Item.objects.filter(site_id=site_id)
    return Copies(site_id, held.filter(state="available").values("record_id"))


def test_what_is_in_here_comes_first() -> None:
    here, there = make_site(), make_site()
    wanted = {name: make_record(name) for name in ("Wolf one", "Wolf two", "Wolf three", "Wolf four")}
    make_item(there, record=wanted["Wolf one"])
    make_item(here, record=wanted["Wolf two"], state="on_loan")
    make_item(here, record=wanted["Wolf three"])
    found = search("wolf", copies=copies_at(here.pk))
    assert [hit.record.title for hit in found.hits][:2] == ["Wolf three", "Wolf two"]
    assert [(hit.is_held_here, hit.is_in_here) for hit in found.hits] == [
        (True, True), (True, False), (False, False), (False, False),
    ]  # fmt: skip
    assert found.facets["where"] == [("", 4), ("here", 2), ("in", 1)]
    assert titles("wolf", copies=copies_at(here.pk), narrow=Narrow(where="here")) == ["Wolf three", "Wolf two"]
    assert titles("wolf", copies=copies_at(here.pk), narrow=Narrow(where="in")) == ["Wolf three"]


def test_narrowing() -> None:
    shelf()
    found = search("")
    assert dict(found.facets["kind"]) == {"fiction": 6, "nonfiction": 1, "video": 1}
    assert dict(found.facets["language"]) == {"eng": 7, "spa": 1}
    assert titles("", narrow=Narrow(kind="video")) == ["Spider-Man"]
    assert titles("", narrow=Narrow(language="spa")) == ["La casa en Mango Street"]
    assert titles("", narrow=Narrow(kind="video", language="spa")) == []
    narrowed = search("wol*", narrow=Narrow(kind="nonfiction"))
    assert (narrowed.count, narrowed.narrowed_count) == (5, 1)
    assert dict(narrowed.facets["kind"]) == {"fiction": 4, "nonfiction": 1}


def test_pages() -> None:
    for number in range(45):
        make_record(f"Wolf {number:02d}")
    first, last = search("wolf", sort="title"), search("wolf", sort="title", page=3)
    assert (first.count, first.page_count, len(first.hits), len(last.hits)) == (45, 3, 20, 5)
    assert last.hits[-1].record.title == "Wolf 44"
    assert search("wolf", page=99).page == 3
    assert search("wolf", page=-1).page == 1


@pytest.mark.parametrize("many", [1, 3])
def test_eight_statements_whatever_is_found(many: int) -> None:
    site = make_site()
    for number in range(many):
        make_item(site, record=make_record(f"Wolf {number}"))
    with CaptureQueriesContext(connection) as statements:
        search("wolf", copies=copies_at(site.pk))
    assert len(statements) <= 8


def test_the_index_follows_every_change() -> None:
    record = make_record("Holes")
    document = record.document
    document.title = "wells"
    document.save()
    assert titles("holes") == []
    assert titles("wells") == ["Holes"]
    document.delete()
    assert titles("wells") == []
    assert index_faults() == []


def test_more_hits_than_are_ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("searching", "sizing"):
        monkeypatch.setattr(f"carrel.rooms.catalogue.queries.{place}.MOST_RANKED", 5)
    for number in range(8):
        make_record(f"Wolf {number}")
    found = search("wolf")
    assert found.is_capped
    assert found.narrowed_count == 5
    assert {hit.record.title for hit in found.hits} == {f"Wolf {number}" for number in range(3, 8)}
