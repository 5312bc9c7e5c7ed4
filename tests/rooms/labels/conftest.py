"""What the tests of labels start from: the technician of the middle school, books, and a printer."""

from dataclasses import dataclass

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.inventory.models import Item
from carrel.rooms.labels import actions
from carrel.rooms.labels.models import LabelPrinter, LabelRun
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account
from carrel.rooms.schools.models import Site
from tests import makers
from tests.cast import Cast


@dataclass
class Labels:
    """The cast with its technician at the middle school; `begin` starts a run and scans into it."""

    cast: Cast
    dee: Actor
    site: Site
    printer: LabelPrinter

    def book(self, title: str = "Holes", call_number: str = "FIC SAC", **values: object) -> Item:
        return makers.make_item(self.site, title, call_number=call_number, **values)

    def begin(self, *items: Item, kind: str = "barcode", **more: object) -> LabelRun:
        made: dict[str, object] = {"kind": kind, "printer_id": self.printer.pk, "now": makers.NOON}
        run_id = actions.start_run(self.dee, **made | more)  # type: ignore[arg-type]  # handed on by name
        for item in items:
            actions.scan_into_run(self.dee, run_id=run_id, text=item.barcode, now=makers.NOON)
        return LabelRun.objects.get(pk=run_id)

    def print(self, *items: Item, **more: object) -> LabelRun:
        run = self.begin(*items, **more)  # type: ignore[arg-type]  # handed on
        actions.print_run(self.dee, run_id=run.pk, now=makers.NOON)
        run.refresh_from_db()
        return run


@pytest.fixture
def labels(cast: Cast) -> Labels:
    """The middle school prints on one printer with sheets of 5160; its numbers begin with 31811 and have fourteen."""
    Site.objects.filter(pk=cast.middle.pk).update(barcode_prefix="31811", barcode_length=14, barcode_check="mod10")
    cast.middle.refresh_from_db()
    dee = people.actor_for(Account.objects.get(username="dee"), site_id=cast.middle.pk, now=makers.NOON)
    printer = LabelPrinter.objects.create(site=cast.middle, name="Office laser")
    return Labels(cast, dee, cast.middle, printer)
