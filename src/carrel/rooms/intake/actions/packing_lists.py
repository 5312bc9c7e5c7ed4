"""A packing list sent as a table becomes a delivery, and is read anew with other columns."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import BinaryIO

from carrel.cellar.files.actions import store_file
from carrel.cellar.files.rules import TABLE
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.tables.mapping import guess
from carrel.rooms.intake import queries, rules
from carrel.rooms.intake.actions.deliveries import add_delivery, store_lines
from carrel.rooms.intake.rules import PACKING_COLUMNS

Said = tuple[Objection, ...]


def send_packing_list(
    actor: Actor,
    *,
    stream: BinaryIO,
    name: str,
    site_id: int,
    came_on: date,
    now: datetime,
    vendor_id: int | None = None,
    packing_list: str = "",
    order_number: str = "",
    note: str = "",
) -> tuple[int, Said]:
    """Write down a delivery from its packing list, a CSV or XLSX file; returns it and what is said of odd lines.

    Columns are known by the names vendors use; where none is title or number the delivery has no lines until its
    columns are chosen. Raises Refused for a file that is no table. Inverse: take_out_delivery.
    """
    require(actor, "intake.send_packing_list")
    with writing():
        stored = store_file(actor, stream=stream, name=name, kind=TABLE, now=now)
        table = queries.table_of_file(stored)
        mapping = guess(table.heads, PACKING_COLUMNS)
        lines, said = queries.lines_of_table(table, mapping) if rules.heads_understood(mapping) else ([], ())
        delivery_id = add_delivery(
            actor, site_id=site_id, came_on=came_on, vendor_id=vendor_id, packing_list=packing_list or name,
            order_number=order_number, note=note, lines=lines, file_id=stored.pk, heads=table.heads, mapping=mapping,
            now=now,
        )  # fmt: skip
    return delivery_id, said


def read_packing_list(actor: Actor, *, delivery_id: int, mapping: Mapping[str, str], now: datetime) -> Said:
    """Read a delivery's packing list anew with other columns, as long as nothing is counted; returns what is said.

    Raises Refused when no column holds a title or number, or a copy is counted. Inverse: read_packing_list, with the
    columns of before, which the audit entry holds.
    """
    require(actor, "intake.read_packing_list")
    with writing():
        found = queries.delivery_for(actor, delivery_id)
        if not rules.heads_understood(mapping):
            raise Refused(Objection("intake.columns_missing", Weight.REFUSE))
        if found.lines.exclude(came=0).exists():
            raise Refused(Objection("intake.counted_already", Weight.REFUSE))
        lines, said = queries.lines_of_table(queries.table_of_delivery(found), mapping)
        facts = {"before": found.mapping}
        found.lines.all().delete()
        found.mapping = dict(mapping)
        found.save(update_fields=["mapping"])
        store_lines(found, lines)
        record_act(actor, "intake.read_packing_list", about=("delivery", delivery_id), at=now, facts=facts)
    return said
