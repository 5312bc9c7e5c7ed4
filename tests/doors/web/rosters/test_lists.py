"""Lists of people, roll-over and the folder in the browser."""

import os
from pathlib import Path

import pytest
from django.conf import settings

from carrel.rooms.people.models import Account, Person
from carrel.rooms.rosters.models import RosterImport, RosterSchedule
from carrel.rooms.rosters.tasks import run_apply
from tests.cast import Cast
from tests.doors.web.rosters.test_pages import sent, signed_in, upload, worked
from tests.rooms.rosters.small import roster, student, zipped

LISTE = b"Nr.,Vorname,Nachname,Stufe\n9201,Ada,Abbott,7\n9202,Bo,Barnes,7\n"


@pytest.mark.django_db
def test_a_list_whose_columns_nobody_knows_is_asked_about_and_comes_in(cast: Cast) -> None:
    dee = signed_in()
    where = sent(dee, upload(LISTE, "liste.csv"))
    worked()
    page = dee.get(where).content.decode()
    assert "student or staff number" in page
    assert "<details" in page
    columns = {"column_number": "Nr.", "column_given_name": "Vorname", "column_family_name": "Nachname"}
    answer = dee.post(f"{where}columns/", {**columns, "column_grade": "Stufe"})
    assert answer.headers["Location"] == where
    worked()
    page = dee.get(where).content.decode()
    assert "2 persons would change" in page
    assert "A list of people" in page
    dee.post(f"{where}let-in/", {"key": "k"})
    run = RosterImport.objects.latest("pk")
    run_apply.func(run.job_id)
    assert Person.objects.get(local_number="9201").grade == "7"


@pytest.mark.django_db
def test_a_column_that_the_file_has_not_is_not_taken(cast: Cast) -> None:
    dee = signed_in()
    where = sent(dee, upload(LISTE, "liste.csv"))
    worked()
    page = dee.post(f"{where}columns/", {"column_number": "Passwort"}, follow=True).content.decode()
    assert "Choose columns from the list only." in page
    assert signed_in("fay").post(f"{where}columns/", {}).status_code in {403, 404}


@pytest.mark.django_db
def test_everybody_moves_up_and_back(cast: Cast) -> None:
    dee = signed_in()
    before = list(Person.objects.order_by("pk").values_list("pk", "grade", "left_on"))
    page = dee.get("/rosters/roll-over/").content.decode()
    assert "What would happen" in page
    page = dee.post("/rosters/roll-over/", {"stays": "", "key": "k"}, follow=True).content.decode()
    assert "Take back" in page
    assert list(Person.objects.order_by("pk").values_list("pk", "grade", "left_on")) != before
    again = dee.post("/rosters/roll-over/", {"stays": "", "key": "k2"})
    assert again.status_code == 422
    assert "days ago already" in again.content.decode()
    link = page.split('action="/rosters/roll-over/')[1].split('"')[0]
    page = dee.post(f"/rosters/roll-over/{link}", follow=True).content.decode()
    assert "again what they were" in page
    assert list(Person.objects.order_by("pk").values_list("pk", "grade", "left_on")) == before


@pytest.mark.django_db
def test_a_number_nobody_has_is_told_beside_the_form(cast: Cast) -> None:
    answer = signed_in().post("/rosters/roll-over/", {"stays": "777777", "key": "k"})
    assert answer.status_code == 422
    assert "no student here has this number" in answer.content.decode()


@pytest.mark.django_db
def test_the_folder_is_the_districts_to_set_and_a_schools_to_see(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "CARREL_ROSTERS", tmp_path)
    dee = signed_in()
    page = dee.get("/rosters/folder/").content.decode()
    assert "A manager of the district decides it." in page
    assert 'name="is_on"' not in page
    boss = signed_in(Account.objects.get(person=cast.boss).username)
    page = boss.post(
        "/rosters/folder/", {"is_on": "on", "lets_in": "on", "hour": 0, "leavers_in_a_hundred": 10}, follow=True
    ).content.decode()
    assert "Look now" in page
    assert "There is no roster in the folder." in boss.post("/rosters/folder/look/", follow=True).content.decode()
    (tmp_path / "roster.zip").write_bytes(zipped(roster(student("1"))))
    os.utime(tmp_path / "roster.zip", (0, 0))
    page = boss.post("/rosters/folder/look/", follow=True).content.decode()
    assert "It was compared and came in." in page
    assert boss.post("/rosters/folder/", {"hour": 99}).status_code == 422
    answer = dee.post("/rosters/folder/", {"is_on": "on", "hour": 4, "leavers_in_a_hundred": 10})
    assert answer.status_code >= 400
    assert RosterSchedule.objects.get().hour == 0
