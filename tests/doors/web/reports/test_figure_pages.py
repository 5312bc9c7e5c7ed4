"""The pages of figures: a month, its tables, a year; shown, narrowed, sorted, published, noted, signed, refused."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.tables import read_table
from carrel.doors.web.charts import Bar, bars, said
from carrel.rooms.people.models import Account
from carrel.rooms.reports.actions import count_collection, keep_page
from carrel.rooms.reports.models import FigureNote, KeptPage
from carrel.rooms.reports.queries import figures as asked
from carrel.rooms.schools.models import SchoolYear
from tests import makers
from tests.cast import Cast
from tests.rooms.reports.month import DAY, NOON, TODAY, TONIGHT, a_month, lent, night

NOVEMBER = "/figures/month/2026-11/"
LATER = NOON + DAY * 10


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("months", "tables", "years", "counting"):
        monkeypatch.setattr(f"carrel.doors.web.reports.{name}.now", lambda: TONIGHT)


def client(username: str = "dee") -> Client:
    made = Client()
    made.force_login(Account.objects.get(username=username))
    return made


def lines_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))


def saved(answer: object) -> list[list[str]]:
    return lines_of(b"".join(answer.streaming_content).decode())  # type: ignore[attr-defined]  # a streamed answer


def school_year() -> SchoolYear:
    return SchoolYear.objects.create(
        district=makers.make_district(), name="2026–27", starts_on=date(2026, 8, 12), ends_on=date(2027, 6, 4)
    )


def test_a_month_on_one_page(cast: Cast) -> None:
    a_month(cast)
    makers.make_charge(cast.ben, 1250)
    night()
    count_collection(SYSTEM, now=TONIGHT)
    page = client().get(NOVEMBER).content.decode()
    for text in ("November 2026", "Alder Creek Middle School", "So far", "$12.50", "FIC Fiction", "What is owned", "7B",
                 'role="img"'):  # fmt: skip
        assert text in page
    assert "style=" not in page.partition("<main")[2]


def test_the_page_asks_as_little_for_a_month_full_of_loans(cast: Cast) -> None:
    a_month(cast)
    night()
    guest = client()
    guest.get(NOVEMBER)
    with CaptureQueriesContext(connection) as few:
        guest.get(NOVEMBER)
    for n in range(9):
        lent(makers.make_item(cast.middle, f"More {n}"), cast.mateo, TODAY - DAY * n, TODAY)
    night(TONIGHT + timedelta(hours=1))
    with CaptureQueriesContext(connection) as many:
        guest.get(NOVEMBER)
    # One more where something was done since the last night: it is counted live.
    assert len(few) <= len(many) <= len(few) + 1 <= 35


def test_a_table_is_sorted_and_narrowed(cast: Cast) -> None:
    a_month(cast)
    night()
    guest = client()
    rows = saved(guest.get(f"{NOVEMBER}by/grade/?as=csv&sort=-loans"))
    assert [row[:2] for row in rows[1:]] == [["8", "8"], ["7", "4"], ["All", "12"]]
    rows = saved(guest.get(f"{NOVEMBER}by/range/?as=csv&q=fict"))
    assert [row[:2] for row in rows[1:]] == [["FIC Fiction", "4"], ["All", "4"]]
    table = read_table(guest.get(f"{NOVEMBER}by/hour/?as=xlsx").content, name="hours.xlsx")
    assert len(list(table.rows)) == 5
    page = guest.get(f"{NOVEMBER}by/class/?sort=-loans").content.decode()
    assert page.index("8A") < page.index("7B") and 'aria-sort="descending"' in page


def test_what_is_to_be_published_tells_no_small_group(cast: Cast) -> None:
    a_month(cast)
    for n in range(20):
        lent(makers.make_item(cast.middle, f"Extra {n}"), cast.ben, TODAY - DAY * 2, TODAY)
    night()
    guest = client()
    rows = saved(guest.get(f"{NOVEMBER}by/grade/?as=csv&publish=1"))
    assert [row[:2] for row in rows[1:]] == [["7", ""], ["8", ""], ["All", "32"]]
    page = guest.get(f"{NOVEMBER}by/grade/?publish=1").content.decode()
    assert "not told" in page and "34 CFR 99.31" in page


def test_a_page_is_noted_signed_and_taken_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carrel.doors.web.reports.months.now", lambda: LATER)
    a_month(cast)
    night(LATER)
    guest = client()
    assert "no page was made of it" in guest.get(NOVEMBER).content.decode()
    keep_page(SYSTEM, first_on=date(2026, 11, 1), site_id=cast.middle.pk, now=LATER)
    guest.post(f"{NOVEMBER}note/", {"text": "A fair in the second week"})
    answer = guest.post(f"{NOVEMBER}sign/", follow=True).content.decode()
    assert "Signed by Dee Novak" in answer and "A fair in the second week" in answer
    answer = guest.post(f"{NOVEMBER}note/", {"text": "Another"}, follow=True).content.decode()
    assert "has signed this page" in answer and FigureNote.objects.get().text == "A fair in the second week"
    guest.post(f"{NOVEMBER}take-back/")
    guest.post(f"{NOVEMBER}keep/")
    assert KeptPage.objects.get().signed_at is None
    assert "Take the signature back" not in guest.get(NOVEMBER).content.decode()


def test_each_school_sees_its_own_and_the_manager_all(cast: Cast) -> None:
    a_month(cast)
    reader = makers.make_person(home_site=cast.high, category=cast.ana.category, grade="10")
    lent(makers.make_item(cast.high), reader, TODAY)
    night()
    assert saved(client().get(f"{NOVEMBER}?as=csv"))[1] == ["All", "", "12", "11", "0", "0"]
    manager = client("omar")
    manager.post("/figures/whole/", {"whole": "1"})
    assert saved(manager.get(f"{NOVEMBER}?as=csv"))[1] == ["All", "", "13", "11", "0", "0"]
    assert "Alder Creek Unified" in manager.get(NOVEMBER).content.decode()
    manager.post("/figures/whole/", {"whole": ""})
    assert saved(manager.get(f"{NOVEMBER}?as=csv"))[1][2] == "12"
    client().post("/figures/whole/", {"whole": "1"})
    assert saved(client().get(f"{NOVEMBER}?as=csv"))[1][2] == "12"
    for nobody in ("clark", "ana", "eli"):
        assert client(nobody).get(NOVEMBER).status_code == 403


def test_a_year_beside_the_one_before(cast: Cast) -> None:
    year = school_year()
    a_month(cast)
    last = TODAY.replace(year=2025)
    for n in range(6):
        lent(makers.make_item(cast.middle, f"Old {n}"), cast.ana, last, last + DAY)
    night()
    count_collection(SYSTEM, now=TONIGHT)
    guest = client()
    page = guest.get(f"/figures/year/{year.pk}/").content.decode()
    assert "+6 (+100 %)" in page and "before 6" in page
    guest.post(f"/figures/year/{year.pk}/note/", {"figure": "loans", "text": "Two fairs"})
    rows = saved(guest.get(f"/figures/year/{year.pk}/?as=csv"))
    assert rows[1] == ["Loans", "12", "6", "'+6 (+100 %)", "Two fairs"]
    rows = saved(guest.get(f"/figures/year/{year.pk}/by/class/?as=csv"))
    assert rows[1][:2] == ["7B", "4"]
    assert guest.get(f"/figures/year/{year.pk}/by/stock-range/").status_code == 200
    for wrong in ("/figures/year/999/", f"/figures/year/{year.pk}/by/day/", f"{NOVEMBER}by/nonsense/",
                  f"{NOVEMBER}by/stock-nonsense/"):  # fmt: skip
        assert guest.get(wrong).status_code == 404
    assert guest.post(f"/figures/year/{year.pk}/note/", {"figure": "nonsense"}).status_code == 404


def test_the_chart_of_a_year_counts_today_too(cast: Cast) -> None:
    year = school_year()
    a_month(cast)
    night()
    lent(makers.make_item(cast.middle, "Of today"), cast.ana, TODAY + DAY, hour=1)
    page = client().get(f"/figures/year/{year.pk}/").content.decode()
    months = dict(asked.loans_by_month(asked.year_period(year), cast.middle.pk))
    assert sum(months.values()) == 13
    assert f"Nov: {months[date(2026, 11, 1)]}" in page


def test_what_has_not_begun_tells_no_standing(cast: Cast) -> None:
    year = SchoolYear.objects.create(
        district=makers.make_district(), name="2027–28", starts_on=date(2027, 8, 12), ends_on=date(2028, 6, 4)
    )
    a_month(cast)
    assert "<dt>Out</dt>" in client().get(NOVEMBER).content.decode()
    for address in ("/figures/month/2027-01/", f"/figures/year/{year.pk}/"):
        page = client().get(address).content.decode()
        assert "has not begun" in page
        assert "<dt>Out</dt>" not in page and "<dt>Owed</dt>" not in page
        assert "So far" not in page


def test_the_page_of_a_closed_year_is_made_noted_and_signed(cast: Cast) -> None:
    year = school_year()
    SchoolYear.objects.update(ends_on=TODAY - DAY)
    a_month(cast)
    night()
    guest, place = client(), f"/figures/year/{year.pk}/"
    assert "Make the page" in guest.get(place).content.decode()
    assert "The page is made" in guest.post(f"{place}keep/", follow=True).content.decode()
    guest.post(f"{place}note/", {"figure": "", "text": "Closed for a week of smoke"})
    page = guest.post(f"{place}sign/", follow=True).content.decode()
    assert "Signed by Dee Novak" in page and "week of smoke" in page and "Write a note" not in page
    assert "signed by Dee Novak" in guest.get("/figures/").content.decode()
    assert (
        "so it stays as it is"
        in guest.post(f"{place}note/", {"figure": "loans", "text": "x"}, follow=True).content.decode()
    )
    assert "so it stays as it is" in guest.post(f"{place}keep/", follow=True).content.decode()
    assert "taken back" in guest.post(f"{place}take-back/", follow=True).content.decode()


def test_a_running_year_has_no_page(cast: Cast) -> None:
    year = school_year()
    assert "not over yet" in client().post(f"/figures/year/{year.pk}/keep/", follow=True).content.decode()


def test_what_is_owned_by_type_sorted_and_saved(cast: Cast) -> None:
    makers.make_item(cast.middle, item_type=makers.make_item_type("device"), price_minor=30000)
    makers.make_item(cast.middle, price_minor=900)
    makers.make_item(cast.middle)
    count_collection(SYSTEM, now=TONIGHT)
    guest = client()
    rows = saved(guest.get(f"{NOVEMBER}by/stock-kind/?as=csv&sort=-value_minor"))
    assert [row[:3] for row in rows[1:]] == [["Device", "1", "300.00"], ["Book", "2", "9.00"]]
    page = guest.get(f"{NOVEMBER}by/stock-kind/?q=dev").content.decode()
    assert "Device" in page and '<th scope="row" class="wide">Book' not in page


def test_the_first_page_leads_to_every_month(cast: Cast) -> None:
    school_year()
    guest = client()
    page = guest.get("/figures/").content.decode()
    assert "November 2026 so far" in page and "No month is counted yet" in page and "2026–27" in page
    lent(makers.make_item(cast.middle), cast.ana, TODAY - DAY * 40, TODAY)
    night()
    assert "October 2026" in guest.get("/figures/").content.decode()
    assert guest.get("/figures/?month=2026-10").headers["Location"] == "/figures/month/2026-10/"
    assert "like this" in guest.get("/figures/?month=October").content.decode()
    assert "Nothing was lent" in guest.get("/figures/month/2020-02/").content.decode()


def test_counting_anew_from_its_page(cast: Cast) -> None:
    a_month(cast)
    night()
    guest = client()
    answer = guest.post("/figures/count/", {"first": "2026-11-20", "last": "2026-11-10"})
    assert answer.status_code == 422 and "Turn them round" in answer.content.decode()
    answer = guest.post("/figures/count/", {"first": "2026-11-10", "last": "2026-11-20"}, follow=True)
    assert "Counting" in answer.content.decode()
    job = answer.request["PATH_INFO"]
    guest.post(f"{job}pause/")
    assert "Let it go on" in guest.get(job).content.decode()
    guest.post(f"{job}go-on/")
    assert guest.get("/figures/jobs/999/").status_code == 404


def test_a_chart_says_what_it_shows() -> None:
    listed = [Bar("Nov", 12, before=6), Bar("Dec", 0, before=3, is_now=True)]
    assert said(listed, title="Loans") == "Loans: Nov: 12, before 6, Dec: 0, before 3"
    drawn = bars(listed, title="Loans <b>")
    assert "&lt;b&gt;" in drawn and "style" not in drawn and drawn.count("<rect") == 4
    assert bars([Bar("Nov", 0)], title="Loans") == "" and bars([], title="Loans") == ""
    many = bars([Bar(str(n), n) for n in range(1, 32)], title="Days")
    assert many.count("<rect") == 31 and many.count("<text") <= 62
