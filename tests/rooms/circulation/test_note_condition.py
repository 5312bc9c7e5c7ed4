"""note_condition: at issue, at return and in between, with a photo; the item's own condition follows."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from carrel.cellar.files.queries import open_file
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import check_in, note_condition, undo, undo_own
from carrel.rooms.circulation.models import ConditionNote
from carrel.rooms.circulation.queries.conditions import condition_photo, conditions_of
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def photo() -> io.BytesIO:
    """A photo with a place and a camera written into it."""
    picture, exif = Image.new("RGB", (40, 30), "red"), Image.Exif()
    exif[0x010F] = "Phone of Dee"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    out.seek(0)
    return out


def condition(item: Item) -> str:
    return Item.objects.values_list("condition", flat=True).get(pk=item.pk)


def test_the_item_follows_its_last_note(cast: Cast) -> None:
    item = makers.make_item(cast.middle, "Algebra 1")
    dee = cast.actor(cast.dee)
    first = note_condition(dee, item_id=item.pk, condition="worn", event="return", note="  Corner  bent ", now=NOON)
    assert (first.was, first.condition, condition(item)) == ("good", "worn", "worn")
    note_condition(dee, item_id=item.pk, condition="damaged", now=NOON)
    assert condition(item) == "damaged"
    shown = conditions_of(item.pk)
    assert [(each.condition, each.event, each.note) for each in shown] == [
        ("damaged", "seen", ""),
        ("worn", "return", "Corner bent"),
    ]


def test_it_names_the_loan_it_went_out_or_came_back_with(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    loan, dee = makers.make_loan(item, cast.ana), cast.actor(cast.dee)
    note_condition(dee, item_id=item.pk, condition="good", event="issue", now=NOON)
    note_condition(dee, item_id=item.pk, condition="good", event="seen", now=NOON)
    check_in(dee, item_id=item.pk, now=NOON)
    note_condition(dee, item_id=item.pk, condition="worn", event="return", now=NOON)
    note_condition(dee, item_id=item.pk, condition="worn", event="return", now=NOON + timedelta(days=1))
    named = ConditionNote.objects.order_by("pk").values_list("loan_id", flat=True)
    assert list(named) == [loan.pk, None, loan.pk, None]


def test_a_photo_loses_where_and_with_what_it_was_taken(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    dee = cast.actor(cast.dee)
    noted = note_condition(dee, item_id=item.pk, condition="damaged", now=NOON, photo=photo(), photo_name="a.jpg")
    found = condition_photo(noted.note_id)
    assert found is not None
    with open_file(found[0]) as kept:
        data = kept.read()
    assert b"Phone of Dee" not in data
    assert not Image.open(io.BytesIO(data)).getexif()
    undo(dee, act_id=noted.act_id, now=NOON)
    assert condition_photo(noted.note_id) is None


def test_what_is_no_photo_is_refused_and_nothing_is_noted(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    with pytest.raises(Refused, match="not_photo"):
        note_condition(
            cast.actor(cast.dee),
            item_id=item.pk,
            condition="worn",
            now=NOON,
            photo=io.BytesIO(b"%PDF-1.4"),
            photo_name="a.jpg",
        )
    assert not ConditionNote.objects.exists()
    assert condition(item) == "good"


def test_it_is_taken_back_unless_a_later_one_stands(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    dee = cast.actor(cast.dee)
    first = note_condition(dee, item_id=item.pk, condition="worn", now=NOON)
    second = note_condition(dee, item_id=item.pk, condition="damaged", now=NOON)
    with pytest.raises(Refused, match="undo_changed_since"):
        undo(dee, act_id=first.act_id, now=NOON)
    undo(dee, act_id=second.act_id, now=NOON)
    assert condition(item) == "worn"
    undo(dee, act_id=first.act_id, now=NOON)
    assert condition(item) == "good"
    assert conditions_of(item.pk) == ()
    with pytest.raises(Refused, match="undo_done_before"):
        undo(dee, act_id=first.act_id, now=NOON)


def test_a_helper_notes_and_takes_back_their_own_slip(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    eli = cast.actor(cast.eli)
    noted = note_condition(eli, item_id=item.pk, condition="new", now=NOON)
    undo_own(eli, act_id=noted.act_id, now=NOON)
    assert condition(item) == "good"


def test_the_same_key_notes_once(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    dee = cast.actor(cast.dee)
    first = note_condition(dee, item_id=item.pk, condition="worn", now=NOON, key="condition-key")
    again = note_condition(dee, item_id=item.pk, condition="worn", now=NOON, key="condition-key")
    assert (again.note_id, again.repeated) == (first.note_id, True)
    assert ConditionNote.objects.count() == 1


def test_what_is_unknown_is_refused(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    with pytest.raises(Refused, match="condition_unknown"):
        note_condition(cast.actor(cast.dee), item_id=item.pk, condition="soso", now=NOON)
    with pytest.raises(Refused, match="item_unknown"):
        note_condition(cast.actor(cast.dee), item_id=999_999, condition="worn", now=NOON)
    with pytest.raises(NotAllowed):
        note_condition(cast.actor(cast.ana), item_id=item.pk, condition="worn", now=NOON)
