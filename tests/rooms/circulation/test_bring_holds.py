"""Holds of another system are entered in their order; a copy that stood ready there stands ready here, if it is in."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.cellar.papers.models import PrintJob
from carrel.cli.soundness import QUESTIONS
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.actions import BroughtHold
from carrel.rooms.circulation.models import Hold
from carrel.rooms.inventory.models import Item, Transit
from carrel.rooms.schools.models import Site
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db

EARLIER = makers.NOON - timedelta(days=20)


def test_in_their_order_with_what_was_said_of_them(cast: Cast) -> None:
    one = makers.make_item(cast.middle, "Holes")
    other = makers.make_item(cast.middle, record=one.record)
    rows = [
        BroughtHold(one.record_id, cast.ben.pk, cast.middle.pk, EARLIER, is_frozen=True,
                    frozen_until_on=makers.TODAY + timedelta(days=9), note="wants it for a report"),
        BroughtHold(one.record_id, cast.ana.pk, cast.high.pk, EARLIER, item_id=other.pk,
                    expires_on=makers.TODAY + timedelta(days=30)),
        BroughtHold(one.record_id, cast.mateo.pk, cast.middle.pk, makers.NOON, is_front=True),
    ]  # fmt: skip
    brought = actions.bring_holds(cast.actor(cast.dee), rows=rows, now=makers.NOON, job_id=3)
    assert brought.caught_ids == []
    assert [each.patron_id for each in Hold.objects.filter(pk__in=brought.hold_ids).order_by("pk")] == [
        cast.ben.pk, cast.ana.pk, cast.mateo.pk,
    ]  # fmt: skip
    queue = [each.patron_id for each in Hold.objects.filter(record=one.record)]
    assert queue == [cast.mateo.pk, cast.ben.pk, cast.ana.pk]
    frozen = Hold.objects.get(patron=cast.ben)
    assert (frozen.is_frozen, frozen.note, frozen.grade) == (True, "wants it for a report", cast.ben.grade)
    assert Hold.objects.get(patron=cast.ana).item_id == other.pk


def test_copies_that_stood_ready_or_were_on_their_way(cast: Cast) -> None:
    Site.objects.update(hold_slips=True, transit_slips=True)
    shelf, way, home, out = (makers.make_item(cast.middle, title) for title in ("Shelf", "Way", "Home", "Out"))
    makers.make_loan(out, cast.mateo)

    def caught(item: Item, at: Site, **more: bool) -> BroughtHold:
        return BroughtHold(item.record_id, cast.ana.pk, at.pk, EARLIER, caught_item_id=item.pk, is_frozen=True, **more)

    rows = [
        caught(shelf, cast.middle), caught(way, cast.high, is_on_its_way=True),
        caught(home, cast.middle, is_on_its_way=True), caught(out, cast.middle),
    ]  # fmt: skip
    brought = actions.bring_holds(cast.actor(cast.dee), rows=rows, now=makers.NOON)
    assert brought.caught_ids == brought.hold_ids[:2]
    states = dict(Item.objects.values_list("record__title", "state"))
    assert states == {"Shelf": "on_hold", "Way": "in_transit", "Home": "available", "Out": "on_loan"}
    holds = {each.record.title: each for each in Hold.objects.select_related("record")}
    assert {title: each.status for title, each in holds.items()} == {
        "Shelf": "on_shelf", "Way": "in_transit", "Home": "waiting", "Out": "waiting",
    }  # fmt: skip
    assert holds["Shelf"].shelf_until_on is not None and not holds["Shelf"].is_frozen
    assert Transit.objects.get().to_site_id == cast.high.pk
    assert not PrintJob.objects.exists(), "they were told there"
    assert [said for name, ask in QUESTIONS if "disk" not in name for said in ask(makers.NOON)] == []


def test_who_waits_already_is_entered_no_second_time(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    row = BroughtHold(item.record_id, cast.ana.pk, cast.middle.pk, EARLIER)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.bring_holds(cast.actor(cast.dee), rows=[row, row], now=makers.NOON)
    assert not Hold.objects.exists()


def test_who_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.bring_holds(cast.actor(cast.eli), rows=[], now=makers.NOON)
