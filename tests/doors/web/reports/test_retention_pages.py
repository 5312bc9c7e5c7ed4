"""The pages of retention: the schedule, certificates, legal holds."""

from __future__ import annotations

import io

import pypdfium2
from django.test import Client
from django.utils import timezone

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cli.timetable import do_what_is_due
from carrel.doors.web.templatetags.carrel_web import clock_words, day_words
from carrel.rooms.people.models import Account, LegalHold
from carrel.rooms.reports.actions import certify_night
from carrel.rooms.reports.models import Certificate
from tests.cast import ANA_CARD, Cast
from tests.rooms.reports.month import NOON, ZONE, a_month


def client(username: str = "dee") -> Client:
    made = Client()
    made.force_login(Account.objects.get(username=username))
    return made


def test_the_schedule_says_rule_source_due_and_done(cast: Cast) -> None:
    a_month(cast)
    page = client().get("/figures/retention/").content.decode()
    for text in (
        "Who had what",
        "California Gov. Code 7927.105",
        "30 days after nothing is left",
        "No night has run yet",
    ):
        assert text in page
    answer = client().get("/figures/retention/?as=csv")
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]  # a streamed answer
    assert rows[1].startswith("Who had what,") and ",11,0," in rows[1]
    do_what_is_due(now=NOON)
    assert "Certificate of" in client().get("/figures/retention/").content.decode()


def test_a_certificate_as_page_and_as_paper(cast: Cast) -> None:
    guest = client()
    assert "No night has run yet" in guest.get("/figures/retention/certificates/").content.decode()
    number = certify_night(SYSTEM, counts={"loans": 7}, begun_at=NOON, now=NOON)
    assert f"/certificates/{number}/" in guest.get("/figures/retention/certificates/").content.decode()
    page = guest.get(f"/figures/retention/certificates/{number}/").content.decode()
    assert f"Certificate of destruction {number}" in page and ">7</td>" in page
    with timezone.override(ZONE):
        assert f"Begun {day_words(NOON)}, {clock_words(NOON)}, ended" in page
    paper = guest.get(f"/figures/retention/certificates/{number}/?as=pdf")
    document = pypdfium2.PdfDocument(io.BytesIO(paper.content))
    text = document[0].get_textpage().get_text_range()
    assert "Alder Creek Unified" in text and "Who had what" in text and "Signed" in text
    document.close()
    saved = guest.get("/figures/retention/certificates/?as=csv")
    assert b"Who had what,7" in b"".join(saved.streaming_content)  # type: ignore[attr-defined]  # a streamed answer
    assert guest.get("/figures/retention/certificates/99999/").status_code == 404
    Certificate.objects.all().delete()
    empty = certify_night(SYSTEM, counts={}, begun_at=NOON, now=NOON)
    assert "Nothing was due" in guest.get(f"/figures/retention/certificates/{empty}/").content.decode()
    assert guest.get(f"/figures/retention/certificates/{empty}/?as=pdf").content[:4] == b"%PDF"


def test_a_hold_is_put_on_a_person_and_lifted(cast: Cast) -> None:
    guest = client()
    asked = {"card": ANA_CARD, "kind": "", "reason": "Letter of 2 November", "until_on": ""}
    assert guest.post("/figures/retention/hold/", asked).headers["Location"] == "/figures/retention/"
    hold = LegalHold.objects.get()
    assert hold.person == cast.ana
    page = guest.get("/figures/retention/").content.decode()
    assert "Letter of 2 November" in page and "held" in page
    guest.post(f"/figures/retention/hold/{hold.pk}/lift/")
    assert "Letter of 2 November" not in guest.get("/figures/retention/").content.decode()
    again = guest.post(f"/figures/retention/hold/{hold.pk}/lift/", follow=True).content.decode()
    assert "lifted already" in again


def test_what_is_wrong_with_a_hold_is_said(cast: Cast) -> None:
    guest = client()
    for asked, said in (
        ({"card": "404", "reason": "Case"}, "No card has this number"),
        ({"reason": "Case"}, "Say what is held"),
        ({"kind": "loans", "reason": "Case"}, "another school"),
        ({"card": ANA_CARD, "reason": "Case", "until_on": "2020-01-01"}, "This day is over"),
    ):
        answer = guest.post("/figures/retention/hold/", asked)
        assert answer.status_code == 422 and said in answer.content.decode()
    manager = client("omar")
    manager.post("/figures/retention/hold/", {"kind": "loans", "reason": "Case 12"})
    assert "Case 12" in manager.get("/figures/retention/").content.decode()


def test_nobody_else_may(cast: Cast) -> None:
    for who in ("clark", "ana", "eli"):
        assert client(who).get("/figures/retention/").status_code == 403
