"""A class fills a run of cards; whom the technician may not see is left out."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.labels import actions
from tests import makers
from tests.rooms.labels.conftest import Labels

pytestmark = pytest.mark.django_db
NOW = makers.NOON


def test_persons_come_in_the_order_given(labels: Labels) -> None:
    run = labels.begin(kind="card")
    ids = [labels.cast.ben.pk, labels.cast.ana.pk, labels.cast.ana.pk, labels.cast.fay.pk]
    assert actions.add_persons_to_run(labels.dee, run_id=run.pk, person_ids=ids, now=NOW) == 2
    assert [line.person_id for line in run.cards.all()] == ids[:2]


def test_a_run_of_labels_takes_no_persons(labels: Labels) -> None:
    with pytest.raises(Refused, match="wrong_kind"):
        actions.add_persons_to_run(labels.dee, run_id=labels.begin().pk, person_ids=[labels.cast.ana.pk], now=NOW)
