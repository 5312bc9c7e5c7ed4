"""What is kept of a person: shown without titles, erased at once, handed out whole; and the site's log of looks."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from carrel.rooms.circulation.models import HistoryChoice, Hold, Loan, PastLoan
from carrel.rooms.people.models import Account, PersonView
from tests import makers
from tests.cast import ANA_CARD, Cast

pytestmark = pytest.mark.django_db


def as_user(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def came_back(cast: Cast, title: str = "Holes", hours: int = 1) -> Loan:
    moment = timezone.now()
    return makers.make_loan(
        makers.make_item(cast.middle, title), cast.ana, lent_at=moment - timedelta(days=3),
        returned_at=moment - timedelta(hours=hours),
    )  # fmt: skip


def test_what_is_still_on_the_name_stands_there_without_titles_and_goes(cast: Cast) -> None:
    dee, path = as_user("dee"), f"/people/{cast.ana.pk}/kept/"
    assert "Nothing that came back is on this name any more." in dee.get(path).content.decode()
    came_back(cast)
    page = dee.get(path).content.decode()
    assert "It came back today. The name goes with the night." in page
    assert "Holes" not in page
    page = dee.post(f"{path}sever/", follow=True).content.decode()
    assert "1 loan that came back is no longer on the name." in page
    assert not Loan.objects.filter(patron=cast.ana).exists()
    assert PersonView.objects.filter(person=cast.ana, page="privacy").count() == 4


def test_a_person_of_another_school_is_as_if_there_were_none(cast: Cast) -> None:
    dee = as_user("dee")
    for path in (f"/people/{cast.fay.pk}/kept/", "/people/999999999/kept/"):
        assert dee.get(path).status_code == 404
    for path in (f"/people/{cast.fay.pk}/kept/sever/", f"/people/{cast.fay.pk}/kept/export/"):
        answer = dee.post(path)
        assert answer.status_code == 404
        assert "Lindqvist" not in answer.content.decode()
    assert as_user("clark").post(f"/people/{cast.ana.pk}/kept/export/").status_code == 403


def unpacked(answer: object) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:  # type: ignore[attr-defined]  # a response
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_whole_record_is_one_file_that_people_and_programs_read(cast: Cast) -> None:
    moment = timezone.now()
    makers.make_loan(makers.make_item(cast.middle, "Hatchet"), cast.ana, lent_at=moment)
    came_back(cast, "Wonder")
    makers.make_loan(makers.make_item(cast.middle, "Forgotten"), cast.ben)
    makers.make_block(cast.ana, "=HYPERLINK(1)")
    Hold.objects.create(
        record=makers.make_record("Frindle"), patron=cast.ana, pickup_site=cast.middle, placed_at=moment
    )
    HistoryChoice.objects.create(person=cast.ana, since_at=moment)
    PastLoan.objects.create(
        person=cast.ana, record=makers.make_record("Secret reading"), lent_on=makers.TODAY, returned_on=makers.TODAY
    )
    answer = as_user("dee").post(f"/people/{cast.ana.pk}/kept/export/")
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="ana-garcia-')
    assert answer.headers["Cache-Control"] == "no-store"
    files = unpacked(answer)
    assert {"record.html", "record.json", "person.csv", "cards.csv", "open_loans.csv", "holds.csv"} <= set(files)
    whole = json.loads(files["record.json"])
    tables = whole["tables"]
    assert whole["name"] == "Ana Garcia"
    assert [each["number"] for each in tables["cards"]] == [ANA_CARD]
    assert [each["item__record__title"] for each in tables["open_loans"]] == ["Hatchet"]
    assert [each["item__record__title"] for each in tables["ended_loans"]] == ["Wonder"]
    assert tables["views"][-1]["page"] in {"privacy", "export"}
    page = files["record.html"].decode()
    for words in ("Hatchet", "Wonder", "Frindle", "7B", "confidential", "Only they can see it"):
        assert words in page
    everything = b"".join(files.values())
    for other in (b"Forgotten", b"Secret reading", b"pbkdf2", b"argon2", b"Okoye"):
        assert other not in everything
    rows = list(csv.reader(io.StringIO(files["blocks.csv"].decode("utf-8-sig"))))
    assert rows[1][1] == "'=HYPERLINK(1)"


def test_a_table_that_comes_later_is_handed_out_too(cast: Cast) -> None:
    """Every column of every table that names a person is told, or its table has a reason not to be."""
    from django.apps import apps

    from carrel.rooms.circulation.queries import subject
    from carrel.rooms.people.models import Person

    telling = subject._SAID | subject._ONLY_FOR_ONESELF
    others = {each.related_model for each in Person._meta.related_objects} - telling
    assert all(each in apps.get_models() for each in others)
    assert not [name for each in others for name in subject._columns(each) if name in subject.SECRET]


def test_who_looked_at_whom_at_the_site(cast: Cast) -> None:
    dee, lena = as_user("dee"), as_user("lena")
    dee.get(f"/people/{cast.ana.pk}/")
    lena.get(f"/people/{cast.ben.pk}/")
    as_user("omar").get(f"/people/{cast.fay.pk}/")
    page = dee.get("/people/who-looked/").content.decode()
    for words in ("Ana Garcia", "Ben Okoye", "Dee Novak", "Lena Iverson", "Page of the person"):
        assert words in page
    assert "Lindqvist" not in page
    page = dee.get("/people/who-looked/?person=garcia&account=dee").content.decode()
    assert "Ben Okoye" not in page
    assert "Ana Garcia" in page
    assert "No look is on record" in dee.get("/people/who-looked/?until_on=2020-01-01").content.decode()
    assert dee.get("/people/who-looked/?from_on=nonsense").status_code == 200
    table = b"".join(dee.get("/people/who-looked/?as=csv").streaming_content).decode()  # type: ignore[attr-defined]  # a stream
    assert len(table.splitlines()) == 3
    assert dee.get("/people/who-looked/?as=xlsx").content[:2] == b"PK"


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_costs_the_same_for_one_row_and_for_three(
    cast: Cast, django_assert_num_queries: object, count: int
) -> None:
    moment = timezone.now()
    account = Account.objects.get(username="lena")
    for number in range(count):
        person = makers.make_person("Some", f"Body{number}", home_site=cast.middle)
        PersonView.objects.create(at=moment, account=account, person=person, page="person", site=cast.middle)
    dee = as_user("dee")
    dee.get("/people/who-looked/")
    with django_assert_num_queries(LOG_QUERIES):  # type: ignore[operator]  # pytest-django's fixture
        assert dee.get("/people/who-looked/").status_code == 200


LOG_QUERIES = 11
