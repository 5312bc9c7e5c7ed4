"""A waiting ISBN is given its title by hand, once."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.catalogue.models import Record
from carrel.rooms.catalogue.queries import record_by_isbn
from carrel.rooms.intake import actions, queries
from tests import makers
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.test_add_by_isbn import HOLES, add

pytestmark = pytest.mark.django_db


def test_filled_by_hand(intake: Intake) -> None:
    added = add(intake, "A1")
    (row,) = queries.waiting_isbns(intake.dee)
    filled = actions.fill_waiting(
        intake.dee, waiting_id=row.waiting_id, title=" Holes ", author="Sachar, Louis", now=makers.NOON
    )
    record = Record.objects.get(pk=added.record_id)
    assert (filled, record.title, record.author) == (record.pk, "Holes", "Sachar, Louis")
    assert record_by_isbn(HOLES) == record
    assert not queries.waiting_isbns(intake.dee)
    with pytest.raises(Refused) as caught:
        actions.fill_waiting(intake.dee, waiting_id=row.waiting_id, title="Holes", now=makers.NOON)
    assert caught.value.code == "intake.not_waiting"


def test_without_a_title_it_waits_on(intake: Intake) -> None:
    add(intake, "A1")
    (row,) = queries.waiting_isbns(intake.dee)
    with pytest.raises(Refused) as caught:
        actions.fill_waiting(intake.dee, waiting_id=row.waiting_id, title="  ", now=makers.NOON)
    assert caught.value.code == "intake.title_missing"
    assert queries.waiting_isbn_count(intake.dee) == 1


def test_of_another_school_it_is_not_seen(intake: Intake) -> None:
    add(intake, "A1")
    other = makers.make_actor("technician", makers.make_site())
    assert not queries.waiting_isbns(other)
    with pytest.raises(Refused):
        actions.fill_waiting(
            other, waiting_id=queries.waiting_isbns(intake.dee)[0].waiting_id, title="X", now=makers.NOON
        )
