"""print_hold_slip: made by the return itself, without a name, and not printed when the return is taken back."""

import json

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.papers.models import PrintJob
from carrel.cellar.papers.slips import from_content
from carrel.rooms.circulation.actions import check_in, print_hold_slip, undo
from carrel.rooms.circulation.models import Hold
from carrel.rooms.circulation.rules.slips import reader_code
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Account
from carrel.rooms.schools.models import Site
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def hold(cast: Cast) -> Hold:
    makers.make_policy(length=14, length_unit="calendar_days")
    item = makers.make_item(cast.middle, "Holes", call_number="FIC SAC")
    return makers.make_hold(item.record, cast.ana)


def item_of(hold: Hold) -> Item:
    return Item.objects.get(record=hold.record)


def test_the_return_asks_for_it_and_it_names_nobody(cast: Cast, hold: Hold) -> None:
    check_in(cast.actor(cast.dee), item_id=item_of(hold).pk, now=NOON)
    job = PrintJob.objects.get()
    slip = from_content(job.content)
    assert (job.site_id, job.about_kind, job.about_id) == (cast.middle.pk, "hold", hold.pk)
    assert (slip.head, slip.big, slip.barcode) == ("Hold", "0013-A", item_of(hold).barcode)
    assert slip.lines == ("Holes", "FIC SAC", "Alder Creek", "Keep until Monday 30 November")
    for word in ("Ana", "Garcia", "21811000000013"):
        assert word not in json.dumps(job.content)


def test_a_copy_that_stands_there_already_gets_no_second_one(cast: Cast, hold: Hold) -> None:
    for _ in range(2):
        check_in(cast.actor(cast.dee), item_id=item_of(hold).pk, now=NOON)
    assert PrintJob.objects.count() == 1


def test_a_site_may_do_without(cast: Cast, hold: Hold) -> None:
    Site.objects.filter(pk=cast.middle.pk).update(hold_slips=False)
    check_in(cast.actor(cast.dee), item_id=item_of(hold).pk, now=NOON)
    assert not PrintJob.objects.exists()


def test_it_is_dropped_with_the_return(cast: Cast, hold: Hold) -> None:
    dee = cast.actor(cast.dee)
    returned = check_in(dee, item_id=item_of(hold).pk, now=NOON)
    undo(dee, act_id=returned.act_id, now=NOON)
    assert PrintJob.objects.get().state == "dropped"


def test_it_is_made_again_from_the_hold(cast: Cast, hold: Hold) -> None:
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused, match="hold_unknown"):
        print_hold_slip(dee, hold_id=hold.pk, now=NOON)
    check_in(dee, item_id=item_of(hold).pk, now=NOON)
    print_hold_slip(dee, hold_id=hold.pk, now=NOON)
    assert PrintJob.objects.count() == 2
    makers.give_role(Account.objects.get(person=cast.fay), "technician", cast.high)
    with pytest.raises(Refused, match="hold_unknown"):
        print_hold_slip(cast.actor(cast.fay), hold_id=hold.pk, now=NOON)
    with pytest.raises(NotAllowed):
        print_hold_slip(cast.actor(cast.ana), hold_id=hold.pk, now=NOON)


@pytest.mark.parametrize(
    ("number", "name", "code"),
    [
        ("21811000000013", "Ana Garcia", "0013-A"),
        ("ab-12", "Łucja", "AB12-Ł"),
        ("7", "", "7"),
        ("", "Zoë", "H5-Z"),
        ("--", "李", "H5-李"),
    ],
)
def test_the_code_on_the_slip(number: str, name: str, code: str) -> None:
    assert reader_code(number=number, name=name, hold_id=5) == code
