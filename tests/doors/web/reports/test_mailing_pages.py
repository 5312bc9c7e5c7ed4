"""A report by mail: set up, previewed, paused, and what went wrong is told."""

from __future__ import annotations

from typing import Any

from django.test import Client

from carrel.cellar.jobs.models import Job
from carrel.cellar.post.models import Mail
from carrel.rooms.people.models import Account, RoleHeld
from carrel.rooms.reports.models import Mailing, MailingReader
from tests.cast import Cast
from tests.rooms.reports.asking import asked, kept
from tests.rooms.reports.mailings import goes, night, reachable
from tests.rooms.reports.month import a_month


def client(username: str = "dee") -> Client:
    made = Client()
    made.force_login(Account.objects.get(username=username))
    return made


def test_set_up_previewed_paused_ended(cast: Cast) -> None:
    a_month(cast)
    report_id, guest = kept(cast, is_shared=True), client()
    dee, lena = reachable(cast.dee, cast.lib)
    place = f"/figures/own/{report_id}/mail/"
    assert f'href="{place}"' in guest.get("/figures/own/report/", {"report": report_id}).content.decode()
    page = guest.get(place).content.decode()
    assert "lena@school.example" in page and "What it would say today" in page and "Joan Clark" not in page
    assert "The report “Loans by grade” of Alder Creek Middle School." in page
    sent = {"every": "week", "shape": "csv", "link": "1", "reader": [dee, lena]}
    page = guest.post(f"{place}keep/", sent, follow=True).content.decode()
    assert "It goes by mail: on the first open day of every week." in page and "None has gone yet" in page
    assert Mailing.objects.get().link == f"http://testserver/figures/own/report/?report={report_id}"
    night(7)
    page = guest.get(place).content.decode()
    assert "The last one:" in page and "Waiting" in page
    assert "Paused" in guest.post(f"{place}pause/", follow=True).content.decode()
    assert "By mail: paused" in guest.get("/figures/own/report/", {"report": report_id}).content.decode()
    assert "goes by mail again" in guest.post(f"{place}go-on/", follow=True).content.decode()
    assert "no more" in guest.post(f"{place}end/", follow=True).content.decode()
    assert not Mailing.objects.exists()
    assert "nothing to pause" in guest.post(f"{place}pause/", follow=True).content.decode()


def test_the_link_begins_with_the_address_people_use(cast: Cast, settings: Any) -> None:
    settings.CARREL_ADDRESS = "https://library.school.example"
    report_id, (dee,) = kept(cast, is_shared=True), reachable(cast.dee)
    sent = {"every": "week", "shape": "csv", "link": "1", "reader": [dee]}
    client().post(f"/figures/own/{report_id}/mail/keep/", sent)
    assert Mailing.objects.get().link == f"https://library.school.example/figures/own/report/?report={report_id}"


def test_what_is_wrong_stays_as_it_was_written(cast: Cast) -> None:
    report_id = kept(cast, is_shared=True)
    (dee,) = reachable(cast.dee)
    answer = client().post(f"/figures/own/{report_id}/mail/keep/", {"every": "month", "shape": "", "reader": [dee]})
    page = answer.content.decode()
    assert answer.status_code == 422 and "bring nothing" in page
    assert f'value="{dee}" checked' in page and '<option value="month" selected' in page
    for wrong in ({"every": "hour", "shape": "csv"}, {"every": "day", "shape": "pdf"}):
        assert client().post(f"/figures/own/{report_id}/mail/keep/", wrong).status_code == 404


def test_single_rows_offer_a_link_alone(cast: Cast) -> None:
    page = client().get(f"/figures/own/{kept(cast, asked('items'))}/mail/").content.decode()
    assert "Single rows do not leave the library" in page and 'value="xlsx"' not in page
    assert "Only you may open this report" in page


def test_what_failed_is_told(cast: Cast) -> None:
    a_month(cast)
    report_id = kept(cast, is_shared=True)
    goes(cast, report_id, cast.dee, cast.lib)
    RoleHeld.objects.filter(account__person=cast.lib).delete()
    night(7)
    reader = MailingReader.objects.get(account__person=cast.dee)
    Mail.objects.filter(about_id=reader.pk).update(
        state="bounced", next_try_at=None, fault={"code": "post.refused", "facts": {"answer": "no"}}
    )
    Job.objects.update(status="broken")
    page = client().get(f"/figures/own/{report_id}/mail/").content.decode()
    assert "may not see this report any more" in page and "mail to this address came back" in page
    assert "Came back" in page and "No file came of the last one" in page


def test_only_its_maker_and_the_district(cast: Cast) -> None:
    report_id = kept(cast, is_shared=True)
    assert client("lena").get(f"/figures/own/{report_id}/mail/").status_code == 404
    assert client("omar").get(f"/figures/own/{report_id}/mail/").status_code == 200
