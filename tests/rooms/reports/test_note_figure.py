"""note_figure: a note beside a month, or beside one figure of a year."""

from __future__ import annotations

from datetime import date

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.reports.actions import note_figure
from carrel.rooms.reports.models import FigureNote
from carrel.rooms.reports.queries.figures import notes_of
from tests.cast import Cast
from tests.rooms.reports.month import NOON

YEAR = date(2026, 8, 12)


def test_a_note_is_kept_changed_and_taken_away(cast: Cast) -> None:
    dee, site_id = cast.actor(cast.dee), cast.middle.pk
    for text in ("Two book fairs", "  Three book fairs "):
        note_figure(dee, kind="year", first_on=YEAR, site_id=site_id, figure="loans", text=text, now=NOON)
    assert notes_of("year", YEAR, site_id)["loans"].text == "Three book fairs"
    assert notes_of("year", YEAR, site_id)["loans"].by_name == "Dee Novak"
    assert AuditEntry.objects.filter(code="reports.note_figure").last().facts["before"] == "Two book fairs"  # type: ignore[union-attr]  # there is one
    note_figure(dee, kind="year", first_on=YEAR, site_id=site_id, figure="loans", text="", now=NOON)
    assert not FigureNote.objects.exists()


def test_schools_do_not_see_each_others_notes(cast: Cast) -> None:
    boss = cast.actor(cast.boss)
    for site_id in (None, cast.high.pk):
        note_figure(boss, kind="year", first_on=YEAR, site_id=site_id, figure="uses", text=f"At {site_id}", now=NOON)
    assert notes_of("year", YEAR, cast.middle.pk) == {} and len(notes_of("year", YEAR, None)) == 1


def test_a_note_too_long_and_one_of_another_school(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused) as refused:
        note_figure(dee, kind="year", first_on=YEAR, site_id=cast.middle.pk, figure="", text="a" * 601, now=NOON)
    assert refused.value.code == "reports.note_long"
    with pytest.raises(Refused) as refused:
        note_figure(dee, kind="year", first_on=YEAR, site_id=cast.high.pk, figure="", text="a", now=NOON)
    assert refused.value.code == "reports.other_school"
    with pytest.raises(NotAllowed):
        note_figure(cast.actor(cast.clark), kind="year", first_on=YEAR, site_id=None, figure="", text="a", now=NOON)
