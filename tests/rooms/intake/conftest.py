"""What the tests of intake start from: a technician at a site with two places and two item types."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.queries import lines_of
from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.actors import Actor
from carrel.rooms.intake import actions
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.schools.models import Site
from tests import makers


@dataclass
class Intake:
    """A site, its technician, and verbs that run a file to its report."""

    site: Site
    dee: Actor
    book: ItemType

    def send(
        self,
        data: bytes,
        *,
        name: str = "order.mrc",
        verb: Callable[..., int] = actions.import_marc,
        vendor_id: int | None = None,
    ) -> int:
        return verb(
            self.dee,
            stream=io.BytesIO(data),
            name=name,
            site_id=self.site.pk,
            item_type_id=self.book.pk,
            vendor_id=vendor_id,
            now=makers.NOON,
        )

    def run(self, data: bytes, **more: object) -> Job:
        return run_now(self.send(data, **more))  # type: ignore[arg-type]  # handed on to send

    @staticmethod
    def said(job: Job, kind: str = "refused") -> list[tuple[int, str]]:
        return [(line["number"], said["code"]) for line in lines_of(job.pk, kind) for said in line["facts"]["said"]]


@pytest.fixture
def intake() -> Intake:
    site = makers.make_site(code="ACMS", name="Alder Creek Middle School", short_name="Alder Creek")
    makers.make_place(site, code="FIC", name="Fiction")
    makers.make_item_type("reference", name="Reference book")
    return Intake(site, makers.make_actor("technician", site), makers.make_item_type("book"))
