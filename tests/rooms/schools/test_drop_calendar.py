import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.schools import actions
from carrel.rooms.schools.models import CalendarDay, CalendarFile
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.schools.calendar_parts import sent


def test_a_file_is_put_aside_and_nothing_of_it_comes_in(cast: Cast) -> None:
    file = sent(cast)
    actions.drop_calendar(cast.actor(cast.dee), file_id=file.pk, now=NOON)
    assert CalendarFile.objects.get().state == "dropped"
    with pytest.raises(Refused) as refused:
        actions.take_in_calendar(cast.actor(cast.dee), file_id=file.pk, now=NOON)
    assert refused.value.code == "schools.calendar_file_settled"
    assert not CalendarDay.objects.exists()


def test_only_by_who_may(cast: Cast) -> None:
    file = sent(cast)
    with pytest.raises(NotAllowed):
        actions.drop_calendar(cast.actor(cast.eli), file_id=file.pk, now=NOON)
