"""Making the search index anew, for the night when a disk was at fault."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue.queries.index import statements_to_rebuild


def rebuild_index(actor: Actor, *, now: datetime) -> None:
    """Make the search index anew from the documents.

    No inverse: the index holds nothing of its own.
    """
    require(actor, "catalogue.rebuild_index")
    with writing():
        with connection.cursor() as cursor:
            for statement in statements_to_rebuild():
                cursor.execute(statement)
        record_act(actor, "catalogue.rebuild_index", about=("record", None), at=now)
