"""print_transit_slip: where an item goes and why, made by the return that sends it."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.papers.models import PrintJob
from carrel.cellar.papers.slips import from_content
from carrel.rooms.circulation.actions import check_in, print_transit_slip, undo
from carrel.rooms.inventory.models import Transit
from carrel.rooms.schools.models import Site
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_a_book_of_another_school_goes_with_a_slip(cast: Cast) -> None:
    item = makers.make_item(cast.high, "Ghost", call_number="FIC REY")
    dee = cast.actor(cast.dee)
    returned = check_in(dee, item_id=item.pk, now=NOON)
    job = PrintJob.objects.get()
    slip = from_content(job.content)
    assert job.site_id == cast.middle.pk
    assert (slip.head, slip.big, slip.barcode) == ("To another school", "Cedar", item.barcode)
    assert slip.lines == ("Ghost", "FIC REY", "Goes home", "From Alder Creek, Monday 23 November")
    undo(dee, act_id=returned.act_id, now=NOON)
    assert PrintJob.objects.get().state == "dropped"


def test_one_for_somebody_who_waits_elsewhere_says_so(cast: Cast) -> None:
    makers.make_policy()
    item = makers.make_item(cast.middle, "Ghost")
    makers.make_hold(item.record, cast.ana, pickup_site=cast.high)
    check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    assert "Somebody waits for it there" in from_content(PrintJob.objects.get().content).lines


def test_a_site_may_do_without(cast: Cast) -> None:
    Site.objects.filter(pk=cast.middle.pk).update(transit_slips=False)
    check_in(cast.actor(cast.dee), item_id=makers.make_item(cast.high).pk, now=NOON)
    assert not PrintJob.objects.exists()


def test_what_has_arrived_and_what_is_others_gets_none(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), makers.make_item(cast.high)
    sent = makers.make_transit(item, cast.elementary)
    with pytest.raises(Refused):
        print_transit_slip(dee, transit_id=sent.pk, now=NOON)
    own = makers.make_transit(makers.make_item(cast.middle), cast.high)
    assert print_transit_slip(dee, transit_id=own.pk, now=NOON)
    Transit.objects.filter(pk=own.pk).update(ended_at=NOON, ended_as="arrived")
    with pytest.raises(Refused):
        print_transit_slip(dee, transit_id=own.pk, now=NOON)
    with pytest.raises(NotAllowed):
        print_transit_slip(cast.actor(cast.ana), transit_id=own.pk, now=NOON)
