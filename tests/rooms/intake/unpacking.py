"""A delivery for three schools, as the tests of unpacking begin."""

from dataclasses import dataclass

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.intake import actions
from carrel.rooms.intake.models import DeliveryLine
from carrel.rooms.intake.rules import PackedLine
from carrel.rooms.schools.models import Site
from tests import makers

HOLES, GIVER = "9780440414803", "9780544336261"


@dataclass
class Unpacking:
    """Dee unpacks at her school for two others; Lee works at one of them."""

    dee: Actor
    lee: Actor
    here: Site
    there: Site
    other: Site
    delivery_id: int

    @property
    def lines(self) -> list[DeliveryLine]:
        return list(DeliveryLine.objects.filter(delivery=self.delivery_id).order_by("number"))

    def scan(self, *texts: str) -> actions.Counted:
        for text in texts:
            done = actions.count_into_delivery(self.dee, delivery_id=self.delivery_id, text=text, now=makers.NOON)
        return done

    def share(self, first: DeliveryLine, here: int, there: int, other: int = 0) -> list[int]:
        shares = {self.here.pk: here, self.there.pk: there, self.other.pk: other}
        return actions.share_delivery_line(self.dee, line_id=first.pk, shares=shares, now=makers.NOON)

    def carton(self, *, fill: bool = True) -> int:
        return actions.add_carton(
            self.dee, delivery_id=self.delivery_id, site_id=self.there.pk, fill=fill, now=makers.NOON
        )


def unpacking(*lines: PackedLine) -> Unpacking:
    here, there, other = (makers.make_site() for _ in range(3))
    dee = makers.make_actor("technician", here)
    wanted = lines or (PackedLine("Holes", HOLES, 3, 899), PackedLine("The giver", GIVER, 2))
    delivery_id = actions.add_delivery(
        dee, site_id=here.pk, came_on=makers.TODAY, packing_list="PL-7", lines=wanted, now=makers.NOON
    )
    return Unpacking(dee, makers.make_actor("technician", there), here, there, other, delivery_id)


def a_sent_carton() -> tuple[Unpacking, int]:
    work = unpacking()
    work.scan(HOLES, HOLES)
    work.share(work.lines[0], 0, 3)
    carton = work.carton()
    actions.send_carton(work.dee, carton_id=carton, now=makers.NOON)
    return work, carton
