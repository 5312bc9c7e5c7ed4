"""Counting and narrowing by facets, and what is said of more hits than can be looked at."""

import pytest

from carrel.rooms.catalogue.queries import Copies, Found, Narrow, search
from carrel.rooms.catalogue.queries.facets import Tally, rounded, tally_of
from carrel.rooms.catalogue.rules import parse_query
from carrel.rooms.catalogue.rules.facets import SAMPLES, sample_words, topic_word
from carrel.rooms.inventory import queries as inventory
from tests.makers import make_item, make_place, make_record, make_site, marc_field

SEARCHING = "carrel.rooms.catalogue.queries.searching.MOST_RANKED"
SIZING = "carrel.rooms.catalogue.queries.sizing.MOST_RANKED"
COUNTING = "carrel.rooms.catalogue.queries.facets.MOST_COUNTED"
SAMPLE = "carrel.rooms.catalogue.queries.facets.WANTED_SAMPLE"


def test_samples_halve_and_nest() -> None:
    words = [sample_words(number).split() for number in range(1, 20_001)]
    for depth in (1, 4, 8):
        share = sum(f"zzq{depth}" in each for each in words) / len(words)
        assert share == pytest.approx(0.5**depth, rel=0.15)
    assert all(each == [f"zzq{depth}" for depth in range(1, len(each) + 1)] for each in words)
    assert max(map(len, words)) <= SAMPLES


def test_rounding_says_no_more_than_is_known() -> None:
    assert [rounded(number) for number in (0, 7, 84, 449, 1_251, 98_765)] == [0, 7, 84, 450, 1_300, 99_000]


def test_counting() -> None:
    numbers = {
        "zzkfiction": 2,
        "zzkvideo": 1,
        "zzx1000": 1,
        "zzxbr": 1,
        "zzx700": 2,
        "zzw3": 1,
        "zzq1": 4,
        "zzvl1700": 1,
    }
    found = Tally(4, 1, numbers).facets()
    assert found["kind"] == [("fiction", 2), ("video", 1)]
    assert [value for value, _ in found["lexile"]] == ["br", "700", "1000"]
    assert found["site"] == [("3", 1)]
    assert found["place"] == []
    sampled = Tally(400, 64, {"zzkfiction": 213})
    assert (sampled.total, sampled.facets()["kind"]) == (26_000, [("fiction", 14_000)])


def test_a_topic_is_a_heading_without_its_subdivisions() -> None:
    assert topic_word("Friendship — Juvenile fiction") == topic_word("Friendship.") == "friendship"
    assert topic_word("World War, 1939-1945") == "worldwar19391945"


def level(text: str) -> tuple[str, str, str]:
    return ("521", f"$a{text}$bLexile.", "8 ")


@pytest.mark.django_db
def test_facets_count_and_narrow() -> None:
    wolves = marc_field("650", "$aWolves$vFiction", " 0")
    make_record("Wolf one", "", wolves, marc_field(*level("700L")))
    make_record("Wolf two", "", wolves, marc_field(*level("BR50L")))
    make_record("Wolf three", "", marc_field("650", "$aWolves", " 0"), marc_field("521", "$a3-6", "2 "))
    make_record("Wolf four", "", marc_field("526", "$aAccelerated Reader$bMG$c4.7", "0 "))
    found = search("wolf")
    assert found.facets["subject"] == [("wolves", 3)]
    assert found.topics == {"wolves": "Wolves"}
    assert found.facets["lexile"] == [("br", 1), ("700", 1)]
    assert found.facets["ar"] == [("4", 1)]
    assert found.facets["audience"] == [("middle", 4), ("primary", 1)]
    assert titles(search("wolf", narrow=Narrow(subject="wolves", lexile="700"))) == ["Wolf one"]
    assert titles(search("wolf", narrow=Narrow(audience="middle", ar="4"))) == ["Wolf four"]
    assert titles(search("wolf", narrow=Narrow(audience="primary"))) == ["Wolf three"]
    assert titles(search("wolf", narrow=Narrow(subject="%;--"))) == titles(search("wolf"))
    assert search("wolf", narrow=Narrow(lexile="700")).facets["lexile"] == [("br", 1), ("700", 1)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("level:700L", {"Seven"}),
        ("level:600-800", {"Seven", "Six and a half"}),
        ("level:BR50L", {"Beginner"}),
        ("level:4.7", {"Reader"}),
        ("level:4", {"Reader"}),
        ("level:4-5", {"Reader"}),
        ("level:k-m", {"Guided"}),
        ("level:m", {"Guided"}),
        ("level:700L seven", {"Seven"}),
        ("level:12.9", set()),
    ],
)
def test_levels_are_asked_for(text: str, found: set[str]) -> None:
    make_record("Seven", "", marc_field(*level("AD700L")))
    make_record("Six and a half", "", marc_field(*level("650")))
    make_record("Beginner", "", marc_field(*level("BR50L")))
    make_record("Reader", "", marc_field("526", "$aAccelerated Reader AR$bMG$c4.7", "0 "))
    make_record("Guided", "", marc_field("521", "$aM$bFountas and Pinnell.", "8 "))
    assert set(titles(search(text))) == found


@pytest.mark.django_db
def test_a_small_school_is_not_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SEARCHING, 5)
    monkeypatch.setattr(SIZING, 5)
    monkeypatch.setattr(COUNTING, 2)
    large, small = make_site(), make_site()
    own = make_item(small, record=make_record("Old wolf"))
    make_item(small, record=make_record("Wolf at the door"), state="on_loan")
    for number in range(12):
        make_item(large, record=make_record(f"Wolf {number:02d}"))
    copies = Copies(small.pk, inventory.record_ids_in(small.pk))
    everywhere = search("wolf", copies=copies)
    assert everywhere.is_capped
    assert titles(everywhere)[:3] == ["Wolf at the door", "Old wolf", "Wolf 11"]
    assert [hit.is_in_here for hit in everywhere.hits][:3] == [False, True, False]
    here = search("wolf", copies=copies, narrow=Narrow(where="here"))
    assert (here.is_capped, here.narrowed_count) == (False, 2)
    inside = search("wolf", copies=copies, narrow=Narrow(where="in"))
    assert [hit.record.pk for hit in inside.hits] == [own.record_id]
    assert search("wolf", narrow=Narrow(site=str(small.pk))).narrowed_count == 2


@pytest.mark.django_db
def test_many_hits_are_found_by_questions_and_counted_by_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SEARCHING, 5)
    monkeypatch.setattr(SIZING, 5)
    monkeypatch.setattr(COUNTING, 8)
    monkeypatch.setattr(SAMPLE, 20)
    exact = make_record("Wolf")
    make_record("Grey hunters", "", marc_field("650", "$aWolf", " 0"))
    for number in range(40):
        make_record(f"Wolf {number:02d}")
    make_record("Forest", "", marc_field("520", "$aA wolf comes."))
    found = search("wolf")
    assert (found.is_capped, found.is_sampled, found.is_counted) == (True, True, False)
    assert found.hits[0].record == exact
    assert titles(found)[1:] == ["Wolf 39", "Wolf 38", "Wolf 37", "Wolf 36"]
    [(kind, number)] = found.facets["kind"]
    assert kind == "fiction"
    assert number is not None
    assert 10 <= number <= 90
    assert 10 <= found.count <= 90
    assert titles(search("wolf", sort="newest"))[:2] == ["Forest", "Wolf 39"]
    assert search("wolf", sort="title").sort == "relevance"
    assert titles(search("wolf", page=99)) == titles(found)
    assert tally_of(parse_query("wolf"), 5).looked_at == 16
    assert 0 < tally_of(parse_query("wolf"), 43).total <= 120


@pytest.mark.django_db
def test_where_the_words_stand_decides() -> None:
    make_record("Forest", "", marc_field("520", "$aA wolf comes."))
    make_record("Grey hunters", "", marc_field("650", "$aWolf", " 0"))
    make_record("The wolf and the seven young kids")
    make_record("Seven wolf tales")
    assert titles(search("wolf")) == ["Seven wolf tales", "The wolf and the seven young kids", "Grey hunters", "Forest"]
    assert titles(search("wolf seven"))[-1] == "The wolf and the seven young kids"


@pytest.mark.django_db
def test_places_are_counted() -> None:
    site = make_site()
    place = make_place(site)
    make_item(site, record=make_record("Wolf"), place=place)
    assert search("wolf").facets["place"] == [(str(place.pk), 1)]
    assert titles(search("wolf", narrow=Narrow(place=str(place.pk)))) == ["Wolf"]
    assert titles(search("wolf", narrow=Narrow(place="0"))) == []


def titles(found: Found) -> list[str]:
    return [hit.record.title for hit in found.hits]
