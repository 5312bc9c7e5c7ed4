"""The search page: for visitors and staff, whatever is typed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management.color import no_style
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.catalogue.actions import refresh_terms
from carrel.rooms.circulation.actions import check_in, send_item
from carrel.rooms.inventory.models import Item
from carrel.rooms.schools.models import Site
from tests.cast import Cast
from tests.doors.web.catalogue.visits import signed_in
from tests.makers import NOON, make_item, make_loan, make_record, marc_field

SEARCH = "/catalogue/"


def test_a_visitor_searches_without_signing_in(cast: Cast) -> None:
    make_item(cast.middle, record=make_record("Wolf Hollow", "Wolk, Lauren"), call_number="F Wol")
    page = Client().get(SEARCH, {"q": "wolf", "at": cast.middle.code})
    assert page.status_code == 200
    assert "1 record for “wolf”" in page.text
    assert "<mark>Wolf</mark> Hollow" in page.text
    assert "1 of 1 in" in page.text
    assert "Add a title by hand" not in page.text


def test_no_visitor_where_no_school_allows_it(cast: Cast) -> None:
    Site.objects.update(public_catalogue=False)
    assert Client().get(SEARCH).url.startswith(reverse("account_login"))
    assert signed_in(cast.ana).get(SEARCH).status_code == 200


def test_a_school_that_is_not_public_is_no_point_of_view(cast: Cast) -> None:
    Site.objects.exclude(pk=cast.middle.pk).update(public_catalogue=False)
    page = Client().get(SEARCH, {"at": cast.high.code})
    assert cast.high.called not in page.text


def test_no_name_of_a_reader_is_shown(cast: Cast) -> None:
    item = make_item(cast.middle, record=make_record("Holes"))
    make_loan(item, cast.ben)
    for client in (Client(), signed_in(cast.ana), signed_in(cast.dee)):
        for url in (SEARCH + "?q=holes", reverse("catalogue.record", args=[item.record_id])):
            text = client.get(url, {"at": cast.middle.code, "q": "holes"}).text
            assert "Okoye" not in text
            assert "Ben" not in text


def test_out_says_when_it_is_back(cast: Cast) -> None:
    item = make_item(cast.middle, record=make_record("Holes"))
    make_loan(item, cast.ben)
    text = signed_in(cast.ana).get(SEARCH, {"q": "holes"}).text
    assert "0 of 1 in" in text
    assert "back Mon 7 Dec" in text


def test_in_here_comes_first_and_other_schools_are_named(cast: Cast) -> None:
    make_item(cast.high, record=make_record("Wolf at Cedar"))
    make_item(cast.middle, record=make_record("Wolf here"))
    text = signed_in(cast.dee).get(SEARCH, {"q": "wolf"}).text
    assert text.index("Wolf</mark> here") < text.index("Wolf</mark> at Cedar")
    assert "Not at Alder Creek" in text
    assert "1 is in at Alder Creek now" in text


def test_facets_narrow(cast: Cast) -> None:
    make_record("Wolf one")
    make_record("Wolf film", leader="00000ngm a2200000 a 4500", fixed="261123s2002    xxu121 g          vleng d")
    client = signed_in(cast.dee)
    text = client.get(SEARCH, {"q": "wolf", "page": "1"}).text
    assert "?q=wolf&amp;kind=video" in text
    narrowed = client.get(SEARCH, {"q": "wolf", "kind": "video"}).text
    assert "<mark>Wolf</mark> film" in narrowed
    assert "<mark>Wolf</mark> one" not in narrowed
    assert 'name="kind" value="video"' in narrowed
    assert "Nothing is left after narrowing" in client.get(SEARCH, {"q": "wolf", "kind": "map"}).text


def test_an_isbn_opens_the_record(cast: Cast) -> None:
    record = make_record("Holes", isbn="0439120411")
    client = signed_in(cast.dee)
    assert client.get(SEARCH, {"q": "978-0-439-12041-8"}).url == reverse("catalogue.record", args=[record.pk])
    text = client.get(SEARCH, {"q": "9780823412020"}).text
    assert "?isbn=9780823412020" in text


def test_an_empty_catalogue_says_what_to_do_first(cast: Cast) -> None:
    assert "The catalogue is empty" in signed_in(cast.dee).get(SEARCH).text


@pytest.mark.parametrize(
    "query",
    [
        {"q": "x" * 10_000},
        {"q": "\x00\x07\x1b"},
        {"q": "🐺"},
        {"q": "' OR 1=1 --"},
        {"q": '"'},
        {"q": "title:"},
        {"q": "wolf", "page": "99999"},
        {"q": "wolf", "page": "-1"},
        {"q": "wolf", "page": "٣"},
        {"q": "wolf", "sort": "nonsense"},
        {"q": "wolf", "where": "nonsense", "kind": "x" * 999, "language": "\x00", "audience": "<b>"},
        {"at": "nowhere"},
        {"q": "<script>alert(1)</script>"},
    ],
)
def test_whatever_is_sent(cast: Cast, query: dict[str, str]) -> None:
    make_record("Wolf")
    for client in (Client(), signed_in(cast.dee)):
        page = client.get(SEARCH, query)
        assert page.status_code == 200
        assert "<script>alert" not in page.text


def number_records_anew() -> None:
    """As in a small catalogue, whatever tests came before: from high numbers PostgreSQL takes a sample first."""
    with connection.cursor() as cursor:
        names = [{"table": "catalogue_record", "column": "id"}]
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), names):
            cursor.execute(statement)


@pytest.mark.parametrize("many", [1, 3])
def test_statements_do_not_grow(cast: Cast, many: int) -> None:
    number_records_anew()
    for number in range(many):
        make_loan(make_item(cast.middle, record=make_record(f"Wolf {number}")), cast.ben)
        make_item(cast.high, record=make_record(f"Wolf, film {number}", "", marc_field("650", "$aWolves", " 0")))
    client = Client()
    client.get(SEARCH, {"q": "wolf", "at": cast.middle.code})
    with CaptureQueriesContext(connection) as statements:
        client.get(SEARCH, {"q": "wolf", "at": cast.middle.code})
    # Public schools, exact titles, ids, rows, what is in, records, topics, copies, where sent ones stand, due
    # dates, displays, places, known words; PostgreSQL also counts.
    assert len(statements) <= (15 if connection.vendor == "postgresql" else 14), [
        each["sql"][:90] for each in statements
    ]


def test_what_staff_sent_to_another_school_is_in_there_and_not_at_home(cast: Cast) -> None:
    item = make_item(cast.middle, record=make_record("Wolf Hollow", "Wolk, Lauren"))
    stays = make_item(cast.middle, record=make_record("Wolf Brother", "Paver, Michelle"))
    dee, fern = cast.actor(cast.dee), replace(SYSTEM, site_id=cast.high.pk)
    sent = send_item(dee, item_id=item.pk, to_site_id=cast.high.pk, now=NOON)

    def seen(site: Site) -> tuple[int, int, list[str]]:
        narrowed = Client().get(SEARCH, {"q": "wolf", "at": site.code, "where": "in"})
        record = Client().get(reverse("catalogue.record", args=[item.record_id]), {"at": site.code})
        shelf = record.context["shelf"]
        return narrowed.context["found"].narrowed_count, shelf.inside, [each.name for each in shelf.schools_in]

    assert seen(cast.middle)[0] == 1, "on its way it is nowhere"
    check_in(fern, item_id=item.pk, now=NOON + timedelta(hours=3))
    assert (Item.objects.get(pk=item.pk).state, sent.to_site) == ("available", cast.high.called)
    assert seen(cast.middle) == (1, 0, [cast.high.called])
    assert "1 of 1 in" in Client().get(SEARCH, {"q": "brother", "at": cast.middle.code}).text
    found = Client().get(SEARCH, {"q": "hollow", "at": cast.high.code}).text
    assert "1 of 1 in" in found
    assert stays.record_id != item.record_id
    # Lent there and returned, it goes home, and is in at home again.
    check_in(dee, item_id=item.pk, now=NOON + timedelta(days=1))
    send_item(fern, item_id=item.pk, to_site_id=cast.middle.pk, now=NOON + timedelta(days=2))
    check_in(dee, item_id=item.pk, now=NOON + timedelta(days=3))
    assert seen(cast.middle) == (2, 1, [])


def test_pages(cast: Cast) -> None:
    for number in range(25):
        make_record(f"Wolf {number:02d}")
    client = signed_in(cast.dee)
    assert "Page 1 of 2" in client.get(SEARCH, {"q": "wolf"}).text
    assert 'start="21"' in client.get(SEARCH, {"q": "wolf", "page": "2"}).text


def test_in_spanish(cast: Cast) -> None:
    make_record("Lobo")
    assert Client().get(SEARCH, {"q": "lobo"}, headers={"accept-language": "es"}).status_code == 200


def test_levels_and_topics_narrow_and_are_named(cast: Cast) -> None:
    lexile, topic = marc_field("521", "$a700L$bLexile.", "8 "), marc_field("650", "$aWolves$vFiction", " 0")
    record = make_record("Wolf one", "", lexile, topic)
    make_record("Wolf two", "", marc_field("521", "$aBR50L$bLexile.", "8 "), marc_field("650", "$aBears", " 0"))
    client = signed_in(cast.dee)
    text = client.get(SEARCH, {"q": "wolf"}).text
    assert "700L–799L" in text
    assert "BR, below 0" in text
    assert "?q=wolf&amp;subject=wolves" in text
    assert ">Wolves <span>" in text
    narrowed = client.get(SEARCH, {"q": "wolf", "lexile": "700"}).text
    assert "Wolf</mark> one" in narrowed
    assert "Wolf</mark> two" not in narrowed
    assert "<dt>Lexile</dt><dd>700L</dd>" in client.get(reverse("catalogue.record", args=[record.pk])).text


def test_a_mistyped_word_is_put_right(cast: Cast) -> None:
    make_record("Esperanza rising", "Muñoz Ryan, Pam")
    refresh_terms(SYSTEM, now=NOON)
    text = signed_in(cast.dee).get(SEARCH, {"q": "esperenza"}).text
    assert "Did you mean" in text
    assert '<a href="?q=esperanza">esperanza</a>' in text


def test_many_hits_say_why_they_are_not_sorted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("searching", "sizing"):
        monkeypatch.setattr(f"carrel.rooms.catalogue.queries.{place}.MOST_RANKED", 5)
    monkeypatch.setattr("carrel.rooms.catalogue.queries.facets.MOST_COUNTED", 5)
    for number in range(12):
        make_record(f"Wolf {number:02d}")
    text = signed_in(cast.dee).get(SEARCH, {"q": "wolf", "sort": "title"}).text
    assert "would keep you waiting" in text
    assert '<option value="newest">' in text
    assert '<option value="title">' not in text
    assert "estimates from a sample" in text
