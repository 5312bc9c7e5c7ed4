"""A MARC file sent in by the page: looked into, reported on, let in, taken back; each refusal in words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django_tasks_db.management.commands import db_worker

from carrel.cellar.jobs.models import Job
from carrel.doors.web.imports.shown import KINDS
from carrel.doors.web.long_work import PAGES, page_of
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast
from tests.rooms.intake.marc_files import book, copy, iso2709

pytestmark = pytest.mark.django_db

ORDER = iso2709(
    book("Holes", "9780440414803", copy("A1", site="NOWHERE"), copy("A2")),
    book("Twice", "", copy("A1")),
    book("Hatchet", "9781416936473", copy("35555000012349")),
)


@pytest.fixture
def dee(cast: Cast) -> Client:
    makers.make_item_type("book")
    client = Client()
    assert client.post("/sign-in/", {"login": "dee", "password": makers.PASSWORD}).status_code == 302
    return client


def send(client: Client, cast: Cast, data: bytes = ORDER, name: str = "order-88213.mrc") -> str:
    answer = client.post(
        "/imports/marc/",
        {
            "file": SimpleUploadedFile(name, data),
            "site": cast.middle.pk,
            "item_type": makers.make_item_type("book").pk,
        },
    )
    assert answer.status_code == 302
    return str(answer["Location"])


def work() -> None:
    """Do what waits, as the worker does, but within the test's transaction.

    Between two tasks the worker closes connections that are not in autocommit; here that would be the test's own.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db_worker, "close_old_connections", lambda: None)
        call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_looked_into_let_in_and_taken_back(cast: Cast, dee: Client) -> None:
    path = send(dee, cast)
    waiting = text_of(dee, path)
    assert "You can leave this page" in waiting
    assert "0 of 3" in waiting
    work()
    polled = dee.get(path, headers={"HX-Request": "true"})
    assert polled["HX-Refresh"] == "true"
    report = text_of(dee, path)
    for said in (
        "1 of 3 records cannot come in as it is",
        "Nothing has been imported yet",
        "Import the 2 records",
        "Barcode A1 came before, with record 1 of this file.",
        "Give the copy a new label",
        "NOWHERE",
    ):
        assert said in report
    assert not Item.objects.exists()
    assert "wrong check digit" in text_of(dee, path + "?lines=told")

    imported = dee.post(path + "import/")["Location"]
    assert dee.post(path + "import/")["Location"] == imported
    work()
    assert "2 of 3 records are in" in text_of(dee, imported)
    assert Item.objects.count() == 3
    assert "To its import" in text_of(dee, path)

    used = Item.objects.get(barcode="A1")
    Item.objects.filter(pk=used.pk).update(loan_count=1)
    back = dee.post(imported + "take-back/")["Location"]
    work()
    page = text_of(dee, back)
    assert "Taken back: order-88213.mrc" in page
    assert list(Item.objects.all()) == [used]
    for said in ("What was lent or used since stays", f"/items/{used.pk}/", used.record.title, "A1"):
        assert said in page
    assert dee.post(imported + "take-back/").status_code == 409
    listed = text_of(dee, "/imports/")
    assert listed.count("order-88213.mrc") == 3
    assert "order-88213.mrc" in text_of(dee, "/imports/jobs/")


def test_a_file_with_remarks_alone_shows_them(cast: Cast, dee: Client) -> None:
    path = send(dee, cast, iso2709(book("Hatchet", "9781416936473", copy("35555000012349"))))
    work()
    report = text_of(dee, path)
    assert "wrong check digit" in report and "1 came in, with a remark" in report and "The 0 refused" not in report
    assert '<a href="/imports/">Import</a>' in report
    assert "1 record, 0 refused" in text_of(dee, "/imports/")


def test_the_report_and_the_refused_are_saved(cast: Cast, dee: Client) -> None:
    path = send(dee, cast)
    work()
    csv = b"".join(dee.get(path + "?as=csv").streaming_content).decode()  # type: ignore[attr-defined]  # it streams
    assert "Twice" in csv
    assert dee.get(path + "?as=xlsx").content.startswith(b"PK")
    saved = b"".join(dee.get(path + "refused.mrc").streaming_content)  # type: ignore[attr-defined]  # it streams
    assert saved == iso2709(book("Twice", "", copy("A1")))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\x00\x01\x02", "holds no MARC records"),
        (b"GIF89a", "holds no MARC records"),
    ],
)
def test_other_files_are_refused_in_words(cast: Cast, dee: Client, data: bytes, said: str) -> None:
    kind = makers.make_item_type("book")
    sent = {"file": SimpleUploadedFile("odd.mrc", data), "site": cast.middle.pk, "item_type": kind.pk}
    answer = dee.post("/imports/marc/", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Job.objects.exists()


def test_mistyped_forms(cast: Cast, dee: Client) -> None:
    assert dee.get("/imports/marc/").status_code == 200
    assert dee.post("/imports/marc/", {}).status_code == 422
    kind = makers.make_item_type("book")
    other = {"file": SimpleUploadedFile("a.mrc", ORDER), "site": cast.high.pk, "item_type": kind.pk}
    assert dee.post("/imports/marc/", other).status_code == 422
    for path in ("/imports/0/", "/imports/0/refused.mrc"):
        assert dee.get(path).status_code == 404
    assert dee.post("/imports/0/import/").status_code == 409
    assert dee.post("/imports/0/stop/").status_code == 404


def test_stopped_and_taken_up_again(cast: Cast, dee: Client) -> None:
    path = send(dee, cast)
    assert dee.post(path + "stop/").status_code == 302
    work()
    assert "It is paused" in text_of(dee, path)
    assert dee.post(path + "stop/").status_code == 409
    assert dee.post(path + "resume/").status_code == 302
    work()
    assert "cannot come in" in text_of(dee, path)


def test_who_may(cast: Cast, dee: Client) -> None:
    path = send(dee, cast)
    for username in ("eli", "ana"):
        client = Client()
        client.post("/sign-in/", {"login": username, "password": makers.PASSWORD})
        assert client.get("/imports/").status_code == 403
        assert client.post(path + "import/").status_code == 403
    assert Client().get(path).status_code == 302


def test_a_file_without_records(cast: Cast, dee: Client) -> None:
    path = send(dee, cast, b"<collection xmlns='http://www.loc.gov/MARC21/slim'></collection>", "empty.xml")
    work()
    assert "There is no record in empty.xml" in text_of(dee, path)


@pytest.mark.parametrize("count", [1, 3])
def test_list_statements_do_not_grow(
    cast: Cast, dee: Client, count: int, django_assert_max_num_queries: object
) -> None:
    for _ in range(count):
        send(dee, cast)
    text_of(dee, "/imports/")
    with django_assert_max_num_queries(15):  # type: ignore[operator]  # a fixture of pytest-django
        text_of(dee, "/imports/")


def test_long_work_of_every_room_has_a_name_and_a_page_of_its_own(cast: Cast, dee: Client) -> None:
    made = {
        "stocktake.finish_count": ({"count": 7}, "/stocktake/7/"),
        "circulation.start_batch": ({"batch": 8}, "/batches/8/"),
        "rosters.apply_roster": ({"import_id": 9}, "/rosters/9/"),
        "reports.begin_export": ({"report": 1}, "/figures/jobs/"),
        "registers.check_register": ({}, "/registers/"),
    }
    for code, (params, address) in made.items():
        job = Job.objects.create(
            code=code, title=code, params=params, site_id=cast.middle.pk, created_at=makers.NOON, status="done"
        )
        assert page_of(job).startswith(address)
        assert dee.get(f"/imports/{job.pk}/").headers["Location"] == page_of(job)
    listed = text_of(dee, "/imports/jobs/")
    assert all(f'href="{address}' in listed for _params, address in made.values())
    assert PAGES.keys() <= KINDS.keys() and all(str(KINDS[code]) in listed for code in made)
