"""A person's pages: shown, refused, mistyped, not allowed; and never a name of another school."""

import io
import re

import pytest
from django.test import Client
from PIL import Image

from carrel.rooms.people.models import Account, Card, Person, PersonView
from tests import makers
from tests.cast import ANA_CARD, FAY_CARD, Cast


def as_user(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


@pytest.mark.django_db
def test_a_student_of_another_school_has_no_name_anywhere(cast: Cast) -> None:
    dee, fay = as_user("dee"), cast.fay.pk
    for path in (
        f"/people/{fay}/",
        f"/people/{fay}/change/",
        f"/people/{fay}/cards/",
        f"/people/{fay}/merge/",
        f"/people/{cast.ana.pk}/merge/?other={fay}",
        f"/people/{fay}/who-looked/",
        f"/people/{fay}/photo/",
        "/people/999999999/",
    ):
        answer = dee.get(path)
        page = answer.content.decode()
        assert answer.status_code == 404, path
        assert "A student of another school of this district" in page
        assert "Fay" not in page
        assert "Lindqvist" not in page
    for path in ("/people/?q=fay", f"/people/?q={FAY_CARD}"):
        assert "Lindqvist" not in dee.get(path).content.decode()
    assert not PersonView.objects.filter(person=cast.fay).exists()
    assert "Fay Lindqvist" in as_user("omar").get(f"/people/{fay}/").content.decode()


@pytest.mark.django_db
def test_a_block_is_put_and_lifted_from_the_page_of_the_person(cast: Cast) -> None:
    dee, path = as_user("dee"), f"/people/{cast.ana.pk}/"
    put = f"/blocks/add/{cast.ana.pk}/"
    page = dee.get(path).content.decode()
    assert put in page and "Lift" not in page
    [address] = re.findall(rf'href="([^"]*{put})"', page)
    sent = {"kind": "stop", "because": "other", "note": "Come and see us", "key": "block-1", "until_on": "2099-01-31"}
    assert dee.post(address, sent).headers["Location"] == path
    page = dee.get(path).content.decode()
    assert "Stopped" in page and "Come and see us" in page and "until" in page
    [lift] = re.findall(r'action="([^"]*/lift/)"', page)
    assert "Lifted." in dee.post(lift, follow=True).content.decode()
    assert "Come and see us" not in dee.get(path).content.decode()
    dee.post(address, sent | {"kind": "warn", "key": "block-2"})
    assert "Warning" in dee.get(path).content.decode()


@pytest.mark.django_db
def test_each_look_is_on_the_page_of_who_looked(cast: Cast) -> None:
    dee = as_user("dee")
    dee.get(f"/people/{cast.ana.pk}/")
    dee.get(f"/people/{cast.ana.pk}/cards/")
    page = as_user("lena").get(f"/people/{cast.ana.pk}/who-looked/").content.decode()
    assert page.count("Dee Novak") == 2
    assert page.count("Lena Iverson") >= 1
    assert as_user("eli").get(f"/people/{cast.ana.pk}/").status_code == 403


@pytest.mark.django_db
def test_a_merged_number_leads_to_the_kept_person(cast: Cast) -> None:
    dee = as_user("dee")
    Person.objects.filter(pk=cast.mateo.pk).update(merged_into=cast.ben)
    assert dee.get(f"/people/{cast.mateo.pk}/").headers["Location"] == f"/people/{cast.ben.pk}/"


@pytest.mark.django_db
def test_adding_at_the_desk(cast: Cast) -> None:
    dee = as_user("dee")
    category = cast.ana.category_id
    empty = dee.post("/people/add/", {"category": category})
    assert "Somebody needs a name" in empty.content.decode()
    form = {"given_name": "Zoë", "family_name": "Núñez", "category": category, "card_number": "TMP 7", "key": "abc"}
    first = dee.post("/people/add/", form)
    again = dee.post("/people/add/", form)
    assert first.headers["Location"] == again.headers["Location"] == "/desk/"
    assert "Zoë Núñez" in dee.get("/desk/").content.decode()
    offered = dee.get("/people/add/?name=Ada+May+Lee&card=C77").content.decode()
    assert all(f'value="{each}"' in offered for each in ("Ada May", "Lee", "C77"))
    assert Person.objects.filter(is_provisional=True).count() == 1
    assert Card.objects.get(number="TMP7").person.display_name == "Zoë Núñez"
    page = dee.get("/people/").content.decode()
    assert "Zoë Núñez" in page
    assert "Not in the roster" in page


@pytest.mark.django_db
def test_the_same_name_is_shown_before_a_second_is_added(cast: Cast) -> None:
    dee = as_user("dee")
    form = {"given_name": "ana", "family_name": "garcia", "category": cast.ana.category_id, "key": "k"}
    page = dee.post("/people/add/", form).content.decode()
    assert "There is already Ana Garcia at this school" in page
    assert f"/people/{cast.ana.pk}/" in page
    assert dee.post("/people/add/", form | {"is_another": "on"}).status_code == 302
    assert Person.objects.filter(is_provisional=True).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["x" * 10_000, "😀", "\x00\x1b[31m", "<script>alert(1)</script>", "' OR 1=1 --", "%", "\u202eabc"]
)
def test_odd_words_find_nobody_and_break_nothing(cast: Cast, text: str) -> None:
    dee = as_user("dee")
    answer = dee.get("/people/", {"q": text})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    added = dee.post("/people/add/", {"given_name": text, "family_name": text, "category": cast.ana.category_id})
    assert added.status_code in {200, 302}
    cards = dee.post(f"/people/{cast.ana.pk}/cards/", {"number": text, "kind": "card"})
    assert cards.status_code in {200, 302}


@pytest.mark.django_db
def test_changing_a_person(cast: Cast) -> None:
    dee, path = as_user("dee"), f"/people/{cast.mateo.pk}/change/"
    form = {"given_name": "Mateo", "family_name": "Reyes", "preferred_given": "Teo", "category": cast.ana.category_id}
    assert dee.post(path, form | {"expires_on": "31 February"}).status_code == 200
    assert dee.post(path, form).headers["Location"] == f"/people/{cast.mateo.pk}/"
    page = dee.get(f"/people/{cast.mateo.pk}/").content.decode()
    assert "Teo" in page
    assert "Legal name" in page


@pytest.mark.django_db
def test_cards_are_given_lost_and_found(cast: Cast) -> None:
    dee, path = as_user("dee"), f"/people/{cast.ben.pk}/cards/"
    refused = dee.post(path, {"number": ANA_CARD, "kind": "card"})
    assert "is the card of Ana Garcia" in refused.content.decode()
    assert "at another school" in dee.post(path, {"number": FAY_CARD, "kind": "card"}).content.decode()
    assert "at least 4 figures" in dee.post(path, {"number": "B1", "kind": "badge", "pin": "1"}).content.decode()
    assert dee.post(path, {"number": "B1", "kind": "badge", "pin": "4711"}).status_code == 302
    badge = Card.objects.get(number="B1")
    dee.post(f"{path}{badge.pk}/lose/")
    badge.refresh_from_db()
    assert badge.status == "lost"
    dee.post(f"{path}{badge.pk}/lose/", {"found": "1"})
    badge.refresh_from_db()
    assert badge.status == "valid"
    anas = Card.objects.get(number=ANA_CARD)
    dee.post(f"{path}{anas.pk}/lose/")
    anas.refresh_from_db()
    assert anas.status == "valid"


@pytest.mark.django_db
def test_two_are_compared_merged_and_parted(cast: Cast) -> None:
    dee = as_user("dee")
    twin = makers.make_person("Ana", "Garcia", home_site=cast.middle)
    path = f"/people/{cast.ana.pk}/merge/"
    assert f"?other={twin.pk}" in dee.get(path).content.decode()
    assert "Are these two one?" in dee.get(f"{path}?other={twin.pk}").content.decode()
    assert "Are these two one?" in dee.post(path, {"other": cast.ana.pk}).content.decode()
    assert dee.post(path, {"other": twin.pk, "reason": "typed twice"}).status_code == 302
    twin.refresh_from_db()
    assert twin.merged_into == cast.ana
    page = dee.get(f"/people/{cast.ana.pk}/").content.decode()
    assert "Part them again" in page
    merger = cast.ana.mergers.get()
    dee.post(f"{path}{merger.pk}/undo/")
    twin.refresh_from_db()
    assert twin.merged_into is None


@pytest.mark.django_db
def test_photos_are_taken_in_shown_and_refused(cast: Cast) -> None:
    dee, path = as_user("dee"), f"/people/{cast.ana.pk}/photo/"
    assert dee.get(path).status_code == 404
    bad = io.BytesIO(b"#!/bin/sh")
    bad.name = "ana.jpg"
    assert dee.post(f"{path}set/", {"photo": bad}).headers["Location"] == f"/people/{cast.ana.pk}/change/"
    good = io.BytesIO()
    Image.new("RGB", (60, 60), "teal").save(good, "JPEG")
    good.seek(0)
    good.name = "ana.jpg"
    assert dee.post(f"{path}set/", {"photo": good}).headers["Location"] == f"/people/{cast.ana.pk}/"
    shown = dee.get(path)
    assert (shown.status_code, shown.headers["Cache-Control"]) == (200, "private, max-age=3600")
    assert shown.content
    assert as_user("eli").get(path).status_code == 200
    assert as_user("clark").get(path).status_code == 200
    assert as_user("gus").get(path).status_code == 403
    dee.post(f"{path}set/", {"remove": "1"})
    assert dee.get(path).status_code == 404
