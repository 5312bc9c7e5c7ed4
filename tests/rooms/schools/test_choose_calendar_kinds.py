from datetime import date

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.schools import actions, queries
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.schools.calendar_parts import event, sent


def test_what_days_are_taken_for_is_decided_by_people(cast: Cast) -> None:
    file = sent(cast)
    dee = cast.actor(cast.dee)
    kinds = {
        "back to school night": "half",
        "teacher work day": "",
        "holiday concert": "nonsense",
        "unheard of": "open",
    }
    chosen = actions.choose_calendar_kinds(dee, file_id=file.pk, kinds=kinds, now=NOON)
    taken = {each.key: each.kind for each in queries.named_days_of(chosen)}
    assert (taken["back to school night"], taken["teacher work day"], taken["holiday concert"]) == ("half", "", "")
    assert "unheard of" not in taken
    (site,) = queries.site_changes(chosen, NOON)
    assert site.calendar_after.is_half(date(2027, 1, 13))
    before = AuditEntry.objects.get(code="schools.choose_calendar_kinds").facts["before"]
    assert before["teacher work day"] == "closed"


def test_the_word_of_last_year_holds_for_the_same_name_this_year(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    file = sent(cast, event("Festival Week 2026", "2026-12-07", "2026-12-11"), event("Staff holiday", "2026-12-14"))
    kinds = {"festival week": "half", "staff holiday": ""}
    actions.choose_calendar_kinds(dee, file_id=file.pk, kinds=kinds, now=NOON)
    actions.take_in_calendar(dee, file_id=file.pk, now=NOON)
    following = sent(
        cast, event("Festival week 2027", "2027-12-06", "2027-12-10"), event("Staff Holiday", "2027-12-13")
    )
    assert {each.key: each.kind for each in queries.named_days_of(following)} == kinds


def test_a_file_that_is_settled_is_not_decided_on(cast: Cast) -> None:
    file = sent(cast)
    actions.drop_calendar(cast.actor(cast.dee), file_id=file.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.choose_calendar_kinds(cast.actor(cast.dee), file_id=file.pk, kinds={}, now=NOON)
    assert refused.value.code == "schools.calendar_file_settled"
    with pytest.raises(NotAllowed):
        actions.choose_calendar_kinds(cast.actor(cast.eli), file_id=file.pk, kinds={}, now=NOON)
