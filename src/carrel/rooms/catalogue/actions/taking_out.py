"""Many records that came by mistake are taken out at once."""

from collections.abc import Sequence
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue.models import Record, SearchDocument


def take_out_records(actor: Actor, *, record_ids: Sequence[int], now: datetime, source: str = "") -> int:
    """Take out those of these records on which nothing hangs, all in one transaction; returns how many went.

    A record with copies, one that another was merged into and a pointer stay. ``source`` says where they came from
    ("job:12"). No inverse: what they were made from is read again, which is why the audit keeps no copy of each.
    """
    require(actor, "catalogue.take_out_records")
    with writing():
        free = Record.objects.filter(pk__in=record_ids, items=None, merged_records=None, merged_into=None)
        ids = list(free.order_by("pk").values_list("pk", flat=True))
        if ids:
            SearchDocument.objects.filter(pk__in=ids).delete()
            Record.objects.filter(pk__in=ids).delete()
            facts = {"count": len(ids), "first_id": ids[0], "last_id": ids[-1], "source": source}
            record_act(actor, "catalogue.take_out_records", about=("record", ids[0]), at=now, facts=facts)
    return len(ids)
