from dataclasses import replace

import pytest

from carrel.cellar.kernel.actors import SYSTEM, VISITOR, Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused, Weight
from carrel.rooms.catalogue.actions import add_brief_record
from carrel.rooms.catalogue.models import Record
from carrel.rooms.catalogue.phrases import PHRASES
from carrel.rooms.catalogue.queries import search
from carrel.rooms.catalogue.rules import Brief, add_brief_record_objections
from tests.makers import NOON, make_record

HELPER = replace(VISITOR, permissions=frozenset({"catalogue.add_brief_record"}))


@pytest.mark.parametrize(
    ("brief", "codes"),
    [
        (Brief("Holes"), []),
        (Brief(""), ["catalogue.title_missing"]),
        (Brief("x" * 501), ["catalogue.title_too_long"]),
        (Brief("Holes", format="hologram"), ["catalogue.format_unknown"]),
        (Brief("Holes", isbn="12345"), ["catalogue.isbn_shape"]),
        (Brief("Holes", isbn="0439120412"), ["catalogue.isbn_check_digit"]),
        (Brief("", isbn="x"), ["catalogue.title_missing", "catalogue.isbn_shape"]),
    ],
)
def test_objections(brief: Brief, codes: list[str]) -> None:
    verdict = add_brief_record_objections(brief, same_isbn=None)
    assert [each.code for each in verdict.objections] == codes
    for each in verdict.objections:
        assert str(PHRASES[each.code]) % dict(each.facts)


def test_an_isbn_that_is_there_is_a_question() -> None:
    verdict = add_brief_record_objections(Brief("Holes", isbn="0439120411"), same_isbn=(7, "Holes"))
    assert [(each.code, each.weight) for each in verdict.objections] == [("catalogue.isbn_is_there", Weight.ASK)]


@pytest.mark.django_db
def test_five_fields_make_a_record() -> None:
    added = add_brief_record(
        SYSTEM, title="  The  wolf\twilder ", author="Rundell, Katherine", isbn="0-439-12041-1", call_number="FIC RUN",
        format="graphic_novel", now=NOON,
    )  # fmt: skip
    record = Record.objects.get(pk=added.record_id)
    assert (record.title, record.format, record.call_number) == ("The wolf wilder", "graphic_novel", "FIC RUN")
    assert record.is_brief
    assert [hit.record.pk for hit in search("9780439120418").hits] == [record.pk]


@pytest.mark.django_db
def test_an_odd_title_is_taken_as_it_is() -> None:
    title = "🐺 <b>Wolf</b> & \x07 'Co' " + "z" * 300
    added = add_brief_record(SYSTEM, title=title, now=NOON)
    assert Record.objects.get(pk=added.record_id).title.startswith("🐺 <b>Wolf</b> & 'Co' zzz")


@pytest.mark.django_db
def test_a_second_record_of_one_isbn_needs_the_permission_and_a_reason() -> None:
    make_record("Holes", isbn="0439120411")
    passing = ["catalogue.isbn_is_there"]

    def add(actor: Actor, overrides: list[str], reason: str = "") -> int:
        return add_brief_record(
            actor, title="Holes", isbn="9780439120418", now=NOON, overrides=overrides, reason=reason
        ).record_id

    with pytest.raises(Refused) as refused:
        add(SYSTEM, [])
    assert refused.value.code == "catalogue.isbn_is_there"
    with pytest.raises(Refused):
        add(HELPER, passing, "two titles")
    with pytest.raises(Refused):
        add(SYSTEM, passing)
    add(SYSTEM, passing, "two titles")
    entry = AuditEntry.objects.get()
    assert (entry.overrides, entry.reason) == (passing, "two titles")


@pytest.mark.django_db
def test_the_same_key_adds_once() -> None:
    first = add_brief_record(SYSTEM, title="Holes", now=NOON, key="k")
    again = add_brief_record(SYSTEM, title="Holes", now=NOON, key="k")
    assert (again.record_id, again.repeated) == (first.record_id, True)


@pytest.mark.django_db
def test_not_for_visitors() -> None:
    with pytest.raises(NotAllowed):
        add_brief_record(VISITOR, title="Holes", now=NOON)
