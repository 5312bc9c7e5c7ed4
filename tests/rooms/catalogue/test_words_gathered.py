"""While many records come in the index gathers their words; what it has gathered is found all the same."""

import pytest
from django.db import connection

from carrel.rooms.catalogue.actions import words_gathered
from carrel.rooms.catalogue.queries import search
from tests.makers import make_record


def options() -> str:
    if connection.vendor != "postgresql":
        return "fastupdate=off"
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions::text FROM pg_class WHERE relname = 'catalogue_search_vector'")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_what_is_gathered_is_found_and_sorted_in_at_the_end_even_of_a_fault() -> None:
    with pytest.raises(KeyError), words_gathered():
        assert ("fastupdate=on" in options()) == (connection.vendor == "postgresql")
        make_record("Holes")
        assert search("holes").count == 1
        raise KeyError
    assert "fastupdate=off" in options()
    assert search("holes").count == 1


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_set() -> None:
    make_record("Holes")
    with words_gathered():
        make_record("Wolves")
        assert "fastupdate=off" in options()
