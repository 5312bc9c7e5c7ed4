"""Three copies being made ready at one school, as the tests of processing begin."""

from dataclasses import dataclass

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.intake import actions
from carrel.rooms.intake.models import ProcessingLine, ProcessingStep
from carrel.rooms.inventory.models import Item
from carrel.rooms.schools.models import Place, Site
from tests import makers


@dataclass
class Batch:
    """A batch with two labelled copies of a shelf and one without label or place."""

    dee: Actor
    site: Site
    shelf: Place
    items: list[Item]
    batch_id: int

    @property
    def steps(self) -> list[ProcessingStep]:
        return list(ProcessingStep.objects.filter(site=self.site))

    @property
    def lines(self) -> list[ProcessingLine]:
        return list(ProcessingLine.objects.filter(batch=self.batch_id).order_by("pk"))

    def tick(self, step: ProcessingStep, *lines: ProcessingLine) -> int:
        ids = [line.pk for line in lines] if lines else None
        return actions.tick_step(self.dee, batch_id=self.batch_id, step_id=step.pk, line_ids=ids, now=makers.NOON)

    def places(self) -> list[str]:
        rows = Item.objects.filter(pk__in=[item.pk for item in self.items]).order_by("pk")
        return [item.place.code if item.place else "" for item in rows]


def making_ready() -> Batch:
    site = makers.make_site()
    dee, shelf = makers.make_actor("technician", site), makers.make_place(site, code="FIC")
    record = makers.make_record("Holes")
    items = [makers.make_item(site, record=record, place=shelf) for _ in range(2)]
    items.append(makers.make_item(site, record=record, barcode=""))
    batch_id = actions.start_processing(
        dee, site_id=site.pk, name="PL-7", item_ids=[item.pk for item in items], now=makers.NOON
    )
    return Batch(dee, site, shelf, items, batch_id)
