"""Photos and papers on the pages of items and records: attached, listed, sent safely, taken off, put back."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from carrel.rooms.inventory.actions import attach_file
from carrel.rooms.inventory.models import Attachment, Item
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.inventory.papers import PDF, paper, photo

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/octet-stream")


def test_a_photo_from_the_phone_on_an_item(cast: Cast, sign_in: SignIn) -> None:
    item, dee = makers.make_item(cast.middle, "Algebra 1"), sign_in("dee")
    assert "Nothing is attached yet." in dee.get(f"/items/{item.pk}/").text
    form = dee.get(f"/items/{item.pk}/attach/").text
    assert 'capture="environment"' in form and "Who may see it" not in form
    values = {"kind": "photo", "title": "Torn cover", "photo": sent("a.jpg", photo().getvalue())}
    answer = dee.post(f"/items/{item.pk}/attach/", values, follow=True)
    made = Attachment.objects.get()
    for words in ("It is attached to “Algebra 1”.", "Torn cover", f"/items/attachments/{made.pk}/photo/?size=small"):
        assert words in answer.text
    small = dee.get(f"/items/attachments/{made.pk}/photo/?size=small")
    assert (small["Content-Type"], small["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert max(Image.open(io.BytesIO(small.content)).size) == 240
    assert max(Image.open(io.BytesIO(dee.get(f"/items/attachments/{made.pk}/photo/").content)).size) == 1200


def test_a_paper_is_saved_and_never_opened_in_a_page(cast: Cast, sign_in: SignIn) -> None:
    item, dee = makers.make_item(cast.middle), sign_in("dee")
    text = b"Turn it on.\n<script>alert(1)</script>"
    values = {"kind": "manual", "file": sent("mañual.html", text)}
    dee.post(f"/items/{item.pk}/attach/", values)
    made = Attachment.objects.get()
    answer = dee.get(f"/items/attachments/{made.pk}/")
    assert b"".join(answer) == text
    assert (
        answer["Content-Disposition"].startswith("attachment;") and "ma%C3%B1ual.html" in answer["Content-Disposition"]
    )
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("text/plain", "nosniff")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert dee.get(f"/items/attachments/{made.pk}/photo/").status_code == 404


def test_what_it_is_is_told_by_the_file(cast: Cast, sign_in: SignIn) -> None:
    item, dee = makers.make_item(cast.middle), sign_in("dee")
    path = f"/items/{item.pk}/attach/"
    assert "as the file shows" in dee.get(path).text
    dee.post(path, {"kind": "", "file": sent("bill.pdf", PDF)})
    dee.post(path, {"kind": "", "photo": sent("a.jpg", photo().getvalue())})
    dee.post(f"/items/of-record/{item.record_id}/attach/", {"seen_by": "everybody", "file": sent("help.pdf", PDF)})
    assert list(Attachment.objects.values_list("title", "kind")) == [
        ("bill.pdf", "other"), ("a.jpg", "photo"), ("help.pdf", "manual"),
    ]  # fmt: skip
    said = dee.post(path, {"kind": "photo", "file": sent("b.pdf", PDF)})
    assert said.status_code == 422 and "‹b.pdf› is no photo. Choose Manual, Invoice or Other paper" in said.text
    odd = SimpleUploadedFile("c.heic", b"\x00\x00\x00\x18ftypheic", "image/heic")
    assert "Choose a JPEG, PNG or WebP file" in dee.post(path, {"kind": "", "photo": odd}).text


def test_what_is_refused_is_said_and_the_form_kept(cast: Cast, sign_in: SignIn) -> None:
    item, dee = makers.make_item(cast.middle), sign_in("dee")
    nothing = dee.post(f"/items/{item.pk}/attach/", {"kind": "photo"})
    assert nothing.status_code == 422 and "There is no file yet." in nothing.text
    page = dee.post(f"/items/{item.pk}/attach/", {"kind": "manual", "file": sent("a.pdf", b"<html>")})
    assert page.status_code == 422 and "‹a.pdf› is of a kind that is not kept here." in page.text
    values = {"kind": "invoice", "seen_by": "everybody", "file": sent("a.pdf", PDF)}
    shown = dee.post(f"/items/of-record/{item.record_id}/attach/", values)
    assert shown.status_code == 422 and "is for staff" in shown.text
    assert not Attachment.objects.exists()
    assert dee.get("/items/999999/attach/").status_code == 404
    assert dee.get("/items/of-record/999999/attach/").status_code == 404


def test_a_reader_sees_what_is_for_everybody_on_the_record(cast: Cast, sign_in: SignIn) -> None:
    item: Item = makers.make_item(cast.middle)
    actor, record_id = cast.actor(cast.dee), item.record_id
    shown = attach_file(
        actor, stream=photo(), name="cover.jpg", kind="photo", title="The cover", seen_by="everybody",
        record_id=record_id, now=NOON,
    )  # fmt: skip
    hidden = attach_file(actor, stream=paper(), name="bill.pdf", kind="invoice", record_id=record_id, now=NOON)
    for reader in (Client(), sign_in("ana")):
        page = reader.get(f"/catalogue/{record_id}/").text
        assert "The cover" in page and "bill.pdf" not in page and "Attach a photo" not in page
        assert reader.get(f"/items/attachments/{shown}/photo/").status_code == 200
        assert reader.get(f"/items/attachments/{hidden}/").status_code == 404
    staff = sign_in("dee").get(f"/catalogue/{record_id}/").text
    assert "bill.pdf" in staff and "Attach a photo" in staff


def test_taken_off_and_put_back(cast: Cast, sign_in: SignIn) -> None:
    item, dee = makers.make_item(cast.middle), sign_in("dee")
    made = attach_file(
        cast.actor(cast.dee), stream=paper(), name="a.pdf", kind="manual", item_id=item.pk, now=NOON
    )  # fmt: skip
    answer = dee.post(f"/items/attachments/{made}/off/", follow=True)
    assert "“a.pdf” is taken off. For 30 days it can be put back." in answer.text
    assert "Taken off lately" in answer.text and dee.get(f"/items/attachments/{made}/").status_code == 404
    answer = dee.post(f"/items/attachments/{made}/back/", follow=True)
    assert "“a.pdf” is back." in answer.text and dee.get(f"/items/attachments/{made}/").getvalue() == PDF
    assert dee.post("/items/attachments/999999/off/").status_code == 404
