"""Class pages: counts for the teacher, titles for nobody."""

import pytest
from django.test import Client

from carrel.rooms.people.models import Account, PersonView
from tests.cast import Cast


def as_user(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


@pytest.mark.django_db
def test_a_teacher_sees_their_own_class_only(cast: Cast) -> None:
    clark = as_user("clark")
    page = clark.get("/people/classes/").content.decode()
    assert "7B" in page
    assert "8A" not in page
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
