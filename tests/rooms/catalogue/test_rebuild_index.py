import pytest
from django.db import connection

from carrel.cellar.kernel.actors import SYSTEM, VISITOR
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.catalogue.actions import rebuild_index
from carrel.rooms.catalogue.queries import index_faults, search
from tests.makers import NOON, make_record

pytestmark = pytest.mark.django_db


def test_the_index_can_be_made_anew() -> None:
    make_record("Holes")
    rebuild_index(SYSTEM, now=NOON)
    assert search("holes").count == 1
    assert index_faults() == []


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL keeps its index in step by itself")
def test_a_faulty_index_is_told_and_mended() -> None:
    make_record("Holes")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO catalogue_fts(catalogue_fts) VALUES ('delete-all')")
    assert search("holes").count == 0
    assert "Rebuild it" in index_faults()[0]
    rebuild_index(SYSTEM, now=NOON)
    assert search("holes").count == 1
    assert index_faults() == []


def test_not_for_visitors() -> None:
    with pytest.raises(NotAllowed):
        rebuild_index(VISITOR, now=NOON)
