"""Copies that travel in a carton are on their way with it, arrive with it, and are asked for by whoever waits."""

from datetime import datetime, timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.cellar.papers.models import PrintJob
from carrel.cli.soundness import QUESTIONS
from carrel.rooms.circulation import actions
from carrel.rooms.intake import actions as intake
from carrel.rooms.intake import queries as intake_queries
from carrel.rooms.intake.models import Carton
from carrel.rooms.inventory.models import Item, Transit
from carrel.rooms.schools.models import Site
from tests import makers
from tests.cast import Cast
from tests.rooms.intake.unpacking import HOLES, Unpacking, unpacking

pytestmark = pytest.mark.django_db


def later(minutes: int) -> datetime:
    return makers.NOON + timedelta(minutes=minutes)


def three_made() -> Unpacking:
    """Three copies of Holes for the other school, counted and made items."""
    work = unpacking()
    work.scan(HOLES, HOLES, HOLES)
    work.share(work.lines[0], 0, 3)
    item_type = makers.make_item_type()
    intake.process_delivery(work.dee, delivery_id=work.delivery_id, item_type_id=item_type.pk, now=makers.NOON)
    return work


def packed(work: Unpacking, count: int) -> int:
    carton = work.carton(fill=False)
    intake.pack_carton(work.dee, carton_id=carton, counts={work.lines[0].pk: count}, now=makers.NOON)
    return carton


def states() -> list[str]:
    return list(Item.objects.order_by("pk").values_list("state", flat=True))


def test_two_cartons_one_after_the_other(cast: Cast) -> None:
    Site.objects.update(transit_slips=True)
    work = three_made()
    assert states() == ["available"] * 3
    first, second = packed(work, 2), packed(work, 1)
    intake.send_carton(work.dee, carton_id=first, now=later(1))
    assert states() == ["in_transit", "in_transit", "available"]
    assert set(Transit.objects.values_list("from_site", "to_site", "why")) == {(work.here.pk, work.there.pk, "home")}
    assert not PrintJob.objects.exists(), "the carton has a label"
    intake.receive_carton(work.lee, carton_id=first, all_there=True, now=later(2))
    assert states() == ["available"] * 3
    intake.send_carton(work.dee, carton_id=second, now=later(3))
    assert states() == ["available", "available", "in_transit"], "what arrived does not leave again"
    intake.call_back_carton(work.dee, carton_id=second, now=later(4))
    assert states() == ["available"] * 3
    intake.send_carton(work.dee, carton_id=second, now=later(5))
    assert states() == ["available", "available", "in_transit"]
    assert [said for name, ask in QUESTIONS if "disk" not in name for said in ask(makers.NOON)] == []


def test_partly_received_and_counted_once_more(cast: Cast) -> None:
    work = three_made()
    carton = packed(work, 3)
    reader = makers.make_person("Rita", "Reads", home_site=work.there)
    hold = makers.make_hold(Item.objects.all()[0].record, reader)
    intake.send_carton(work.dee, carton_id=carton, now=later(1))
    line = work.lines[0].pk
    intake.count_carton(work.lee, carton_id=carton, counts={line: 2}, now=later(2))
    intake.receive_carton(work.lee, carton_id=carton, now=later(3))
    assert states() == ["on_hold", "available", "in_transit"], "who waits gets the first"
    hold.refresh_from_db()
    assert hold.status == "on_shelf"
    found = Carton.objects.select_related("delivery").get(pk=carton)
    assert len(intake_queries.copies_under_way(found)) == 1
    intake.reopen_carton(work.lee, carton_id=carton, now=later(4))
    intake.count_carton(work.lee, carton_id=carton, counts={line: 3}, now=later(5))
    intake.receive_carton(work.lee, carton_id=carton, now=later(6))
    assert states() == ["on_hold", "available", "available"]


def test_copies_not_made_yet_and_copies_for_here_travel_with_nothing(cast: Cast) -> None:
    work = unpacking()
    work.scan(HOLES)
    work.share(work.lines[0], 0, 3)
    carton = work.carton()
    intake.send_carton(work.dee, carton_id=carton, now=later(1))
    intake.receive_carton(work.lee, carton_id=carton, all_there=True, now=later(2))
    assert not Transit.objects.exists()


def test_only_what_is_in_leaves(cast: Cast) -> None:
    item, out = makers.make_item(cast.middle), makers.make_item(cast.middle)
    makers.make_loan(out, cast.ana)
    sent = {"from_site_id": cast.high.pk, "to_site_id": cast.middle.pk, "now": makers.NOON}
    assert actions.send_packed(SYSTEM, item_ids=[item.pk, out.pk], **sent) == 1  # type: ignore[arg-type]  # by name


def test_who_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.send_packed(cast.actor(cast.eli), item_ids=[], from_site_id=1, to_site_id=2, now=makers.NOON)
