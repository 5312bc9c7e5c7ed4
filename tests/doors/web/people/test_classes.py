"""Class pages: counts for the teacher, titles for nobody."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from carrel.rooms.circulation.models import Hold
from carrel.rooms.people.models import Account, PersonView
from tests import makers
from tests.cast import Cast


def as_user(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


@pytest.mark.django_db
def test_a_teacher_sees_their_own_class_only(cast: Cast) -> None:
    clark = as_user("clark")
    page = clark.get("/people/classes/").content.decode()
    assert ">7B<" in page
    # As a word of the page: a form's random token may hold any two signs.
    assert ">8A<" not in page
    shown = clark.get(f"/people/classes/{cast.seven_b.pk}/")
    assert "Ana Garcia" in shown.content.decode()
    assert f"/people/{cast.ana.pk}/" not in shown.content.decode()
    assert clark.get(f"/people/classes/{cast.eight_a.pk}/").status_code == 404
    assert clark.get(f"/people/{cast.ana.pk}/").status_code == 403
    assert PersonView.objects.filter(person=cast.ana, page="class").count() == 1


@pytest.mark.django_db
def test_a_class_goes_to_a_spreadsheet(cast: Cast) -> None:
    dee, path = as_user("dee"), f"/people/classes/{cast.seven_b.pk}/"
    table = b"".join(dee.get(f"{path}?as=csv").streaming_content).decode()  # type: ignore[attr-defined]  # it streams
    assert "Ana Garcia" in table
    assert dee.get(f"{path}?as=xlsx").content.startswith(b"PK")
    assert dee.get(f"{path}?as=exe").status_code == 200


@pytest.mark.django_db
def test_another_schools_class_is_not_there(cast: Cast) -> None:
    cast.seven_b.site = cast.high
    cast.seven_b.save()
    assert as_user("dee").get(f"/people/classes/{cast.seven_b.pk}/").status_code == 404


@pytest.mark.django_db
def test_a_teacher_sees_numbers_and_no_title_and_no_amount(cast: Cast) -> None:
    late = makers.make_item(cast.middle, "Secret Garden of Ana")
    makers.make_loan(late, cast.ana, lent_at=makers.NOON - timedelta(days=60))
    ready = makers.make_item(cast.middle, "Wish of Ana")
    Hold.objects.create(
        record=ready.record, patron=cast.ana, pickup_site=cast.middle, placed_at=makers.NOON, status="on_shelf",
        captured_item=ready,
    )  # fmt: skip
    makers.make_charge(cast.ana, 350)
    clark = as_user("clark")
    shown = clark.get(f"/people/classes/{cast.seven_b.pk}/").content.decode()
    assert "1 out, 1 late, 1 ready to fetch" in shown
    table = b"".join(clark.get(f"/people/classes/{cast.seven_b.pk}/?as=csv").streaming_content).decode()  # type: ignore[attr-defined]  # it streams
    for text in (shown, table, clark.get("/people/classes/").content.decode(), clark.get("/mine/").content.decode()):
        for hidden in ("Secret Garden", "Wish of Ana", "Torn cover", "3.50", late.barcode, ready.barcode):
            assert hidden not in text
    assert "1 out, 1 late, 1 ready to fetch" in clark.get("/mine/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_her_classes_cost_the_same_for_one_and_for_three(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for number in range(rows - 1):
        more = makers.make_class(cast.middle, f"7C{number}")
        makers.enrol(cast.clark, more, role="teacher")
        makers.enrol(cast.ben, more)
    clark = as_user("clark")
    clark.get("/people/classes/")
    with django_assert_num_queries(20):
        clark.get("/people/classes/")
