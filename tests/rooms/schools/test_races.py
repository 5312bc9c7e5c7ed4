"""Two people take one calendar file in in the same moment: it is taken in once."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.schools import actions
from carrel.rooms.schools.models import CalendarDay
from tests.cast import raise_the_curtain
from tests.makers import NOON
from tests.rooms.circulation.test_races import at_once
from tests.rooms.schools.calendar_parts import sent


@pytest.mark.django_db(transaction=True)
def test_a_file_is_taken_in_once_by_two_at_once() -> None:
    cast = raise_the_curtain()
    file = sent(cast)
    dee, lena = cast.actor(cast.dee), cast.actor(cast.lib)
    answers = at_once(
        [lambda who=who: actions.take_in_calendar(who, file_id=file.pk, now=NOON) for who in (dee, lena, dee)]
    )
    refused = [each for each in answers if isinstance(each, Refused)]
    assert [each.code for each in refused] == ["schools.calendar_file_settled"] * 2
    assert CalendarDay.objects.count() == 17
