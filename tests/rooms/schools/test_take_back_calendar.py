from datetime import date

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.schools import actions, queries
from carrel.rooms.schools.models import CalendarDay
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.schools.calendar_parts import event, sent


def test_every_day_is_again_what_it_was(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    half = {"site_ids": [cast.middle.pk], "first_on": date(2026, 12, 21), "last_on": date(2026, 12, 21)}
    actions.mark_days(dee, kind="half", note="Party", now=NOON, **half)
    file = sent(cast)
    actions.take_in_calendar(dee, file_id=file.pk, now=NOON)
    assert not queries.calendar_of(cast.middle.pk).is_open(date(2026, 12, 21))
    assert actions.take_back_calendar(dee, file_id=file.pk, now=NOON).days == 17
    calendar = queries.calendar_of(cast.middle.pk)
    assert dict(calendar.exceptions) == {date(2026, 12, 21): "half"}
    assert calendar.note_of(date(2026, 12, 21)) == "Party"


def test_what_was_marked_otherwise_since_stays(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    file = sent(cast, event("Staff development", "2027-02-11", "2027-02-12"))
    actions.take_in_calendar(dee, file_id=file.pk, now=NOON)
    own = {"site_ids": [cast.middle.pk], "first_on": date(2027, 2, 12), "last_on": date(2027, 2, 12)}
    actions.mark_days(dee, kind="closed", note="Flood", now=NOON, **own)
    assert actions.take_back_calendar(dee, file_id=file.pk, now=NOON).days == 1
    assert CalendarDay.objects.get().note == "Flood"
    assert AuditEntry.objects.get(code="schools.take_back_calendar").facts == {"days": 1, "stayed": 1}


def test_only_what_is_in_can_be_taken_back_and_only_by_who_may(cast: Cast) -> None:
    file = sent(cast)
    with pytest.raises(Refused) as refused:
        actions.take_back_calendar(cast.actor(cast.dee), file_id=file.pk, now=NOON)
    assert refused.value.code == "schools.calendar_file_settled"
    with pytest.raises(NotAllowed):
        actions.take_back_calendar(cast.actor(cast.eli), file_id=file.pk, now=NOON)
