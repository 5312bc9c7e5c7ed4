"""Reports of one's own: put together, read as a sentence, kept, made into files."""

from __future__ import annotations

import pytest
from django.test import Client

from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.running import run_now
from carrel.rooms.catalogue.models import Record
from carrel.rooms.charges.models import Charge
from carrel.rooms.people.models import Account
from carrel.rooms.reports.models import KeptReport, OwnReport
from carrel.rooms.reports.queries import own as queries
from carrel.rooms.reports.rules.own import SUBJECTS
from tests import makers
from tests.cast import Cast
from tests.rooms.reports.month import TODAY, a_month, lent

BUILD = "/figures/own/report/"


def client(username: str = "dee") -> Client:
    made = Client()
    made.force_login(Account.objects.get(username=username))
    return made


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_opens(cast: Cast, subject: str) -> None:
    a_month(cast)
    makers.make_charge(cast.ben, 100)
    guest = client()
    assert f"subject={subject}" in guest.get("/figures/own/").content.decode()
    for asked in ({}, {"by": "site"}, {"by": "site", "then": "grade"}):
        page = guest.get(BUILD, {"subject": subject, **asked})
        assert page.status_code == 200
    assert "Garcia" not in page.content.decode() and "Okoye" not in page.content.decode()


def test_a_question_reads_as_a_sentence(cast: Cast) -> None:
    a_month(cast)
    asked = {"subject": "loans", "by": "grade", "then": "kind", "sort": "count", "down": "on", "only_grade": "8",
             "from_lent_on": "2026-11-01"}  # fmt: skip
    page = client().get(BUILD, asked).content.decode()
    assert (
        "Loans, counted by grade and item type, only where lent on is Sun 1 Nov or later and grade is “8”, "
        "in the order of loans, the most first."
    ) in page
    assert "Book" in page and ">8</th>" in page


def test_a_year_has_no_comma_and_codes_are_words_where_one_chooses(cast: Cast) -> None:
    Record.objects.filter(pk=makers.make_item(cast.middle, "Holes").record_id).update(year=2009)
    makers.make_charge(cast.ben, 100)
    Charge.objects.update(kind="overdue")
    page = client().get(BUILD, {"subject": "items"}).content.decode()
    assert ">2009<" in page and "2,009" not in page
    page = client().get(BUILD, {"subject": "items", "from_published": "2009"}).content.decode()
    assert ">2009<" in page and "2009 or later" in page
    page = client().get(BUILD, {"subject": "charges", "only_charge_kind": "overdue"}).content.decode()
    assert '<option value="overdue" selected>Late</option>' in page
    assert "is “Late”" in page


def test_kept_opened_again_and_made_into_a_file(cast: Cast) -> None:
    a_month(cast)
    guest = client()
    answer = guest.post(
        "/figures/own/save/",
        {"address": "subject=loans&by=grade&sort=count&down=on", "name": "By grade", "shared": "1"},
    )
    report = OwnReport.objects.get()
    assert answer.headers["Location"] == f"{BUILD}?report={report.pk}"
    page = guest.get(BUILD, {"report": report.pk}).content.decode()
    assert "By grade" in page and "counted by grade" in page and "Make a CSV file" in page
    answer = guest.post(f"/figures/own/{report.pk}/export/", {"shape": "xlsx"}, follow=True)
    run_now(Job.objects.get().pk)
    assert "2 rows are in the file" in guest.get(answer.request["PATH_INFO"]).content.decode()
    saved = guest.get(f"/figures/own/files/{KeptReport.objects.get().pk}/")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(saved.streaming_content)[:2] == b"PK"
    guest.post(f"/figures/own/{report.pk}/schedule/", {"every": "month"})
    assert OwnReport.objects.get().every == "month"
    assert guest.post(f"/figures/own/{report.pk}/schedule/", {"every": "hour"}).status_code == 404
    assert "By grade" in client("lena").get("/figures/own/").content.decode()
    assert "Only they change" in client("lena").post(f"/figures/own/{report.pk}/remove/", follow=True).content.decode()
    guest.post(f"/figures/own/{report.pk}/remove/")
    assert not OwnReport.objects.exists()
    assert guest.get(BUILD, {"report": report.pk}).status_code == 404


def test_what_is_wrong_is_said(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    guest = client()
    answer = guest.post("/figures/own/save/", {"address": "subject=loans&by=grade", "name": ""})
    assert answer.status_code == 422 and "needs a name" in answer.content.decode()
    assert guest.get(BUILD, {"subject": "secrets"}).status_code == 404
    assert "Nothing is as you asked" in guest.get(BUILD, {"subject": "loans", "by": "grade"}).content.decode()
    page = guest.get(BUILD, {"subject": "items", "from_price": "much"}).content.decode()
    assert "Enter a number" in page
    lent(makers.make_item(cast.middle), cast.ana, TODAY)
    monkeypatch.setattr(queries, "SECONDS_ON_A_PAGE", -1.0)
    assert guest.get(BUILD, {"subject": "loans", "by": "grade"}).status_code == 200


def test_as_csv_when_all_of_it_is_on_the_page(cast: Cast) -> None:
    a_month(cast)
    answer = client().get(BUILD, {"subject": "loans", "by": "grade", "as": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.splitlines() == ["Grade,Loans,Renewals", "7,4,0", "8,8,0"]


def test_nobody_else_may(cast: Cast) -> None:
    for who in ("clark", "ana", "eli"):
        assert client(who).get("/figures/own/").status_code == 403
