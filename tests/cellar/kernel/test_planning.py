"""Long work sets the database for itself and leaves it as it was."""

import pytest
from django.db import connection

from carrel.cellar.kernel.planning import learn_sizes, put_log_away, set_for_long_work
from carrel.rooms.catalogue.models import SearchTerm


def pages_of_the_log() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_autocheckpoint")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_the_log_grows_meanwhile_and_is_put_away_when_that_is_said() -> None:
    if connection.vendor != "sqlite":
        with set_for_long_work():
            put_log_away()
        return
    before = pages_of_the_log()
    with set_for_long_work():
        assert pages_of_the_log() == 0
        SearchTerm.objects.create(term="wolf", records=1)
        put_log_away()
    assert pages_of_the_log() == before > 0


@pytest.mark.django_db
def test_inside_a_transaction_there_is_nothing_to_put_away() -> None:
    with set_for_long_work():
        put_log_away()
    learn_sizes()
