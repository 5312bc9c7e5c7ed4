"""The condition of an item on its page: noted, with a photo, shown, refused; the photo is for staff of its school."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from carrel.rooms.circulation.models import ConditionNote
from carrel.rooms.people.models import Account, Person
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


def photo(name: str = "damage.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def test_noted_with_a_photo_and_shown(cast: Cast) -> None:
    item = makers.make_item(cast.middle, "Algebra 1")
    dee = client_of(cast.dee)
    assert "No condition was noted yet." in dee.get(f"/items/{item.pk}/").text
    values = {"condition": "damaged", "note": "Spine torn", "event": "seen", "photo": photo()}
    answer = dee.post(f"/items/{item.pk}/condition/", values, follow=True)
    note = ConditionNote.objects.get()
    for words in ("“Algebra 1”: Damaged.", "Spine torn", "when looked at", f"/items/conditions/{note.pk}/photo/"):
        assert words in answer.text
    shown = dee.get(f"/items/conditions/{note.pk}/photo/")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    makers.give_role(Account.objects.get(person=cast.fay), "technician", cast.high)
    assert client_of(cast.fay).get(f"/items/conditions/{note.pk}/photo/").status_code == 404


def test_from_the_desk_back_to_the_desk(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    loan = makers.make_loan(item, cast.ana)
    eli = client_of(cast.eli)
    assert 'value="return"' in eli.get(f"/items/{item.pk}/condition/?event=return").text
    answer = eli.post(f"/items/{item.pk}/condition/", {"condition": "worn", "event": "issue"})
    assert answer.url == "/desk/"
    assert ConditionNote.objects.get().loan_id == loan.pk


def test_what_is_no_photo_is_said(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    sent = SimpleUploadedFile("a.jpg", b"%PDF-1.4", "image/jpeg")
    values = {"condition": "worn", "event": "seen", "photo": sent}
    answer = client_of(cast.dee).post(f"/items/{item.pk}/condition/", values)
    assert answer.status_code == 422
    assert not ConditionNote.objects.exists()
    assert client_of(cast.dee).post(f"/items/{item.pk}/condition/", {"condition": "x"}).status_code == 422
    assert client_of(cast.dee).get("/items/999999/condition/").status_code == 404
