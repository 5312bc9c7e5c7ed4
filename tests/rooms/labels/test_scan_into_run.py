"""Scanning fills a run: any number of an item, once; cards by card or student number."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.labels import actions
from carrel.rooms.people.models import Card
from tests import makers
from tests.rooms.labels.conftest import Labels

pytestmark = pytest.mark.django_db
NOW = makers.NOON


def test_a_scan_puts_an_item_in_once(labels: Labels) -> None:
    book = labels.book()
    run = labels.begin()
    first = actions.scan_into_run(labels.dee, run_id=run.pk, text=book.barcode, now=NOW, key="k1")
    again = actions.scan_into_run(labels.dee, run_id=run.pk, text=f" {book.barcode}", now=NOW)
    kept = actions.scan_into_run(labels.dee, run_id=run.pk, text=book.barcode, now=NOW, key="k1")
    assert (first.name, first.was_there, again.was_there, kept.was_there) == ("Holes", False, True, True)
    assert run.lines.count() == 1


def test_a_card_puts_its_reader_into_a_run_of_cards(labels: Labels) -> None:
    run = labels.begin(kind="card")
    number = Card.objects.filter(person=labels.cast.ana).values_list("number", flat=True)[0]
    done = actions.scan_into_run(labels.dee, run_id=run.pk, text=number, now=NOW)
    assert done.name.startswith("Ana")
    assert run.cards.get().person_id == labels.cast.ana.pk


def test_readers_of_another_school_are_not_found(labels: Labels) -> None:
    run = labels.begin(kind="card")
    makers.make_card(labels.cast.fay, "29990001112223")
    with pytest.raises(Refused) as refused:
        actions.scan_into_run(labels.dee, run_id=run.pk, text="29990001112223", now=NOW)
    assert refused.value.code == "labels.not_found"


def test_what_does_not_go_says_why(labels: Labels) -> None:
    run = labels.begin()
    elsewhere = makers.make_item(title="Far away")
    for text, code in (("000", "labels.not_found"), (elsewhere.barcode, "labels.other_site")):
        with pytest.raises(Refused) as refused:
            actions.scan_into_run(labels.dee, run_id=run.pk, text=text, now=NOW)
        assert refused.value.code == code
    numbers = actions.print_numbers(labels.dee, count=1, now=NOW)
    with pytest.raises(Refused, match="wrong_kind"):
        actions.scan_into_run(labels.dee, run_id=numbers, text="1", now=NOW)


def test_a_printed_run_takes_no_more(labels: Labels) -> None:
    run = labels.print(labels.book())
    with pytest.raises(Refused, match="run_printed"):
        actions.scan_into_run(labels.dee, run_id=run.pk, text=labels.book("Frindle").barcode, now=NOW)


def test_another_school_sees_no_run(labels: Labels) -> None:
    run = labels.begin()
    with pytest.raises(Refused, match="run_gone"):
        actions.scan_into_run(makers.make_actor("technician", makers.make_site()), run_id=run.pk, text="1", now=NOW)
