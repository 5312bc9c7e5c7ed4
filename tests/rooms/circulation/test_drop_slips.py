"""drop_slips: what need not be printed any more; what is on paper stays."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.cellar.papers.actions import tick_printed
from carrel.cellar.papers.models import PrintJob
from carrel.rooms.circulation.actions import check_in, drop_slips, print_transit_slip
from carrel.rooms.inventory.models import Transit
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_only_what_waits_is_dropped(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    check_in(dee, item_id=makers.make_item(cast.high).pk, now=NOON)
    sent = Transit.objects.get()
    tick_printed(dee, job_ids=[PrintJob.objects.get().pk], now=NOON)
    print_transit_slip(dee, transit_id=sent.pk, now=NOON)
    assert drop_slips(dee, about=("transit", sent.pk), now=NOON) == 1
    assert {job.state for job in PrintJob.objects.all()} == {"printed", "dropped"}
    with pytest.raises(NotAllowed):
        drop_slips(cast.actor(cast.ana), about=("transit", sent.pk), now=NOON)
