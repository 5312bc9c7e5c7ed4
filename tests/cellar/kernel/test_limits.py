"""A question that takes too long ends, and what comes after it is as free as before."""

import pytest
from django.db import connection, transaction

from carrel.cellar.kernel.limits import within
from carrel.cellar.kernel.verdicts import Refused

COUNTING = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) SELECT max(i) FROM n"
ENDLESS, LONG = 100_000_000, 400_000


def count_to(most: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNTING, [most])
        return int(cursor.fetchone()[0])


def test_a_question_that_takes_too_long_is_answered_clearly(db: None) -> None:
    with pytest.raises(Refused) as refused, within(0.1):
        count_to(ENDLESS)
    assert refused.value.code == "kernel.takes_too_long"


@pytest.mark.parametrize("asked", [2, ENDLESS], ids=["in time", "too long"])
def test_what_comes_after_has_no_limit(db: None, asked: int) -> None:
    try:
        with within(0.05):
            count_to(asked)
    except Refused:
        assert asked == ENDLESS
    assert count_to(LONG) == LONG


def test_a_question_outside_of_a_transaction_leaves_nothing_behind(transactional_db: None) -> None:
    assert not connection.in_atomic_block
    with pytest.raises(Refused), within(0.05):
        count_to(ENDLESS)
    assert count_to(LONG) == LONG


def test_a_transaction_around_it_goes_on(db: None) -> None:
    with transaction.atomic():
        with pytest.raises(Refused), within(0.05):
            count_to(ENDLESS)
        assert count_to(2) == 2
