"""Rosters in the browser: sent in, looked at, let in, refused with places; leavers with something out."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.oneroster import package_files, package_zip
from carrel.rooms.people.models import Account, Person
from carrel.rooms.rosters import actions
from carrel.rooms.rosters.models import RosterImport
from carrel.rooms.rosters.tasks import run_apply, run_dry_run
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.rosters.small import homeroom, place, roster, student, zipped

SMALL = roster(
    student("1", "Ada", "Abbott"),
    student("2", "Bo", "Barnes"),
    classes=(homeroom(),),
    places=(place("u1"), place("u2")),
)

LEAVERS_PAGE = 8
IMPORTS_PAGE = 9


def signed_in(username: str = "dee") -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def sent(client: Client, *files: SimpleUploadedFile, key: str = "a-key") -> str:
    answer = client.post("/rosters/send-in/", {"roster": list(files), "leavers_in_a_hundred": 10, "key": key})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def upload(package: bytes, name: str = "monday.zip") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, package)


def worked(what: str = "dry run") -> RosterImport:
    run = RosterImport.objects.latest("pk")
    assert run.job_id is not None
    (run_dry_run if what == "dry run" else run_apply).func(run.job_id)
    run.refresh_from_db()
    return run


@pytest.mark.django_db
def test_an_empty_list_says_what_to_do_first(cast: Cast) -> None:
    page = signed_in().get("/rosters/").content.decode()
    assert "No roster yet" in page
    assert 'name="roster"' in page


@pytest.mark.django_db
def test_from_the_file_to_the_persons(cast: Cast) -> None:
    dee = signed_in()
    where = sent(dee, upload(zipped(SMALL)))
    assert "The roster is being read" in dee.get(where).content.decode()
    worked()
    page = dee.get(where).content.decode()
    assert "2 persons would change" in page
    assert "Ada Abbott" in page
    assert "monday.zip" in dee.get("/rosters/").content.decode()
    assert dee.get(where + "?tab=class_new").status_code == 200
    assert dee.post(where + "let-in/", {"key": "b"}).status_code == 302
    assert "The roster is coming in" in dee.get(where).content.decode()
    worked("apply")
    assert "The roster is in" in dee.get(where).content.decode()
    assert Person.objects.filter(family_name="Abbott").count() == 1


@pytest.mark.django_db
def test_csv_files_chosen_together_are_one_roster(cast: Cast) -> None:
    dee = signed_in()
    sent(dee, *(upload(content, name) for name, content in package_files(SMALL).items()))
    assert worked().status == "compared"


@pytest.mark.django_db
def test_faults_are_shown_with_file_line_column_and_what_to_do(cast: Cast) -> None:
    files = package_files(SMALL)
    files["users.csv"] = files["users.csv"].replace(b",student,", b",pupil,")
    dee = signed_in()
    where = sent(dee, upload(package_zip(files)))
    worked()
    page = dee.get(where).content.decode()
    assert "2 faults: nothing can come in" in page
    assert "‹pupil› is none of" in page
    assert "Correct it in the student system" in page
    assert "Let it in" not in page
    rows = list(csv.reader(io.StringIO(b"".join(dee.get(where + "?as=csv")).decode("utf-8-sig"))))  # type: ignore[arg-type]  # a streamed answer
    assert rows[1][:3] == ["users.csv", "2", "role"]


@pytest.mark.django_db
def test_many_leavers_are_asked_about(cast: Cast) -> None:
    many = [student(str(number)) for number in range(30)]
    seen = actions.dry_run_roster(SYSTEM, source=zipped(roster(*many)), source_name="a.zip", now=NOON)
    actions.apply_roster(SYSTEM, import_id=seen.import_id, now=NOON)
    dee = signed_in()
    where = sent(dee, upload(zipped(roster(*many[:20]))))
    worked()
    page = dee.get(where).content.decode()
    assert "10 of 30 students of Alder Creek Middle School would leave" in page
    assert 'name="accept_leavers"' in page
    refused = dee.post(where + "let-in/", {"key": "b"})
    assert refused.status_code == 409
    assert dee.post(where + "let-in/", {"key": "c", "accept_leavers": "on", "reason": "Moved"}).status_code == 302


@pytest.mark.django_db
def test_put_aside_and_compare_again(cast: Cast) -> None:
    dee = signed_in()
    where = sent(dee, upload(zipped(SMALL)))
    worked()
    assert dee.post(where + "put-aside/").status_code == 302
    assert "put aside" in dee.get(where).content.decode()
    again = dee.post(where + "again/")
    assert again.status_code == 302
    assert worked().status == "compared"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8\xff", b"PK\x03\x04 nothing", b"a" * 10_000, "😀".encode() * 100, b"\x00" * 50]
)
def test_no_file_breaks_the_page(cast: Cast, content: bytes) -> None:
    dee = signed_in()
    data = {"roster": [upload(content)], "leavers_in_a_hundred": "10"}
    answer = dee.post("/rosters/send-in/", data)
    assert answer.status_code in {302, 422}
    if answer.status_code == 302:
        assert worked().status == "refused"
        assert dee.get(answer.headers["Location"]).status_code == 200


@pytest.mark.django_db
def test_a_mistyped_share_is_told(cast: Cast) -> None:
    data = {"roster": [upload(zipped(SMALL))], "leavers_in_a_hundred": "many"}
    answer = signed_in().post("/rosters/send-in/", data)
    assert answer.status_code == 422
    assert "Enter a whole number" in answer.content.decode()


@pytest.mark.django_db
def test_an_import_of_nobody_is_not_found(cast: Cast) -> None:
    assert signed_in().get("/rosters/999/").status_code == 404


@pytest.mark.django_db
def test_a_teacher_sees_no_roster(cast: Cast) -> None:
    clark = signed_in("clark")
    for path in ("/rosters/", "/rosters/leavers/", "/rosters/send-in/"):
        assert clark.get(path).status_code == 403


@pytest.mark.django_db
def test_leavers_with_nothing_out_are_not_chased(cast: Cast) -> None:
    Person.objects.filter(pk=cast.ana.pk).update(left_on=NOON.date())
    page = signed_in().get("/rosters/leavers/").content.decode()
    assert "Nobody who left has anything" in page


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_leavers_with_something_out_are_listed(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """r227: one statement more or less for one leaver or three would show in the count."""
    for number in range(count):
        leaver = makers.make_person("Lea", f"Vern{number}", home_site=cast.middle, left_on=NOON.date())
        makers.make_loan(makers.make_item(cast.middle), leaver)
    dee = signed_in()
    dee.get("/rosters/leavers/")
    with django_assert_num_queries(LEAVERS_PAGE):
        page = dee.get("/rosters/leavers/").content.decode()
    assert page.count(">Lea Vern") == page.count("Clearance slip") == count
    rows = list(csv.reader(io.StringIO(b"".join(dee.get("/rosters/leavers/?as=csv")).decode("utf-8-sig"))))  # type: ignore[arg-type]  # a streamed answer
    assert len(rows) == count + 1


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_rosters(cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    dee = signed_in()
    for number in range(count):
        sent(dee, upload(zipped(SMALL), f"day{number}.zip"), key=f"k{number}")
        worked()
    with django_assert_num_queries(IMPORTS_PAGE):
        page = dee.get("/rosters/").content.decode()
    assert page.count(".zip</a>") == count
