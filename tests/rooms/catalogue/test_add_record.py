import pytest

from carrel.cellar.kernel.actors import SYSTEM, VISITOR
from carrel.cellar.kernel.idempotency import KeyReused
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.catalogue.actions import add_brief_record, add_record
from carrel.rooms.catalogue.models import Record
from carrel.rooms.catalogue.queries import (
    marc_of,
    record_by_isbn,
    record_page,
    records_by_isbn,
    records_by_numbers,
    search,
)
from tests.makers import NOON, make_marc, make_record, marc_field

pytestmark = pytest.mark.django_db


def test_a_record_is_kept_whole_and_found() -> None:
    marc = make_marc(
        "The wolf wilder",
        "Rundell, Katherine",
        "0439120411",
        "FIC RUN",
        marc_field("650", "$aWolves$vFiction", " 1"),
        marc_field("655", "$aAdventure fiction", " 7"),
        marc_field("999", "$qwhat we do not understand", "zz"),
    )
    added = add_record(SYSTEM, marc=marc, now=NOON)
    record = Record.objects.get(pk=added.record_id)
    assert (record.title, record.title_sort, record.author) == ("The wolf wilder", "wolf wilder", "Rundell, Katherine")
    assert (record.year, record.language, record.fiction, record.call_number) == (1998, "eng", True, "FIC RUN")
    assert record.is_brief is False
    kept = marc_of(record.pk)
    assert kept is not None
    assert kept.same_content(marc)
    assert [(number.kind, number.value) for number in record.numbers.all()] == [("isbn", "9780439120418")]
    assert [subject.folded for subject in record.subjects.all()] == ["wolves fiction", "adventure fiction"]
    assert [hit.record.pk for hit in search("wolf rundell").hits] == [record.pk]


def test_it_is_written_down() -> None:
    added = add_record(SYSTEM, marc=make_marc(), now=NOON)
    entry = AuditEntry.objects.get()
    assert (entry.code, entry.about_kind, entry.about_id) == ("catalogue.add_record", "record", added.record_id)


def test_the_same_key_adds_once() -> None:
    first = add_record(SYSTEM, marc=make_marc(), now=NOON, key="k1")
    again = add_record(SYSTEM, marc=make_marc(), now=NOON, key="k1")
    assert again.record_id == first.record_id
    assert again.repeated
    assert Record.objects.count() == 1
    with pytest.raises(KeyReused):
        add_brief_record(SYSTEM, title="Holes", now=NOON, key="k1")


def test_not_for_visitors() -> None:
    with pytest.raises(NotAllowed):
        add_record(VISITOR, marc=make_marc(), now=NOON)
    assert Record.objects.count() == 0


@pytest.mark.parametrize("text", ["0439120411", "9780439120418", "978-0-439-12041-8", "ISBN 0-439-12041-1 (pbk.)"])
def test_found_by_isbn_in_any_form(text: str) -> None:
    record = make_record(isbn="9780439120418")
    found = record_by_isbn(text)
    assert found is not None
    assert found.pk == record.pk


def test_a_wrong_isbn_is_found_as_it_stands() -> None:
    record = make_record(isbn="0439120412")
    assert [found.pk for found in records_by_isbn("0439120412")] == [record.pk]
    assert record_by_isbn("no number") is None
    assert record_by_isbn("9781111111113") is None


def test_records_by_numbers() -> None:
    older = make_record("Holes", isbn="9780439120418")
    make_record("Holes again", isbn="9780439120418")
    wanted = [("isbn", "9780439120418"), ("lccn", "9780439120418"), ("isbn", "none")]
    assert records_by_numbers(wanted) == {("isbn", "9780439120418"): older.pk}
    assert records_by_numbers([]) == {}


def test_record_page_shows_links_that_are_links() -> None:
    record = make_record(
        "Holes",
        "",
        marc_field("856", "$uhttps://example.org/holes$yRead it online", "40"),
        marc_field("856", "$ujavascript:alert(1)", "40"),
        marc_field("856", "$hhttps://example.org/dead", "40"),
    )
    page = record_page(record.pk)
    assert page is not None
    assert [(link.url, link.words) for link in page.links] == [("https://example.org/holes", "Read it online")]
    assert record_page(record.pk + 1) is None
