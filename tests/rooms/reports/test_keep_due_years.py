"""keep_due_years: a school year has its page when it closes, with the summer when that is over, and it stays."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.reports.actions import keep_due_years, keep_page, note_figure, sign_page, take_back_signature
from carrel.rooms.reports.models import KeptPage
from carrel.rooms.reports.queries.figures import figures_before, year_figures
from carrel.rooms.schools.models import SchoolYear
from tests import makers
from tests.cast import Cast
from tests.rooms.reports.month import DAY, a_month, at, lent, night

LAST, NEXT = date(2027, 6, 4), date(2027, 8, 16)


def years() -> tuple[SchoolYear, SchoolYear]:
    district = makers.make_district()
    this = SchoolYear.objects.create(district=district, name="2026–27", starts_on=date(2026, 8, 12), ends_on=LAST)
    after = SchoolYear.objects.create(district=district, name="2027–28", starts_on=NEXT, ends_on=date(2028, 6, 2))
    return this, after


def in_the_night(moment: datetime) -> int:
    night(moment)
    return keep_due_years(SYSTEM, now=moment)


def test_made_when_it_closes_and_once_more_after_the_summer(cast: Cast) -> None:
    this, _after = years()
    a_month(cast)
    assert in_the_night(at(LAST, 3)) == 0
    closed = at(LAST + DAY, 3)
    assert in_the_night(closed) == 4 and in_the_night(at(LAST + DAY * 2, 3)) == 0
    found, kept = year_figures(this, cast.middle.pk, closed)
    assert kept is not None and found.totals.loans == 12 and found.standing["out"] == 1
    summer = lent(makers.make_item(cast.middle, "Summer"), cast.ana, LAST + DAY * 30, LAST + DAY * 40)
    assert summer.pk and year_figures(this, cast.middle.pk, closed)[0].totals.loans == 12
    over = at(NEXT, 3)
    assert in_the_night(over) == 4 and in_the_night(at(NEXT + DAY, 3)) == 0
    again, _kept = year_figures(this, cast.middle.pk, over)
    assert again.totals.loans == 13 and again.standing == found.standing


def test_signed_it_stays_without_the_summer(cast: Cast) -> None:
    this, _after = years()
    a_month(cast)
    in_the_night(at(LAST + DAY, 3))
    dee, about = cast.actor(cast.dee), {"first_on": this.starts_on, "site_id": cast.middle.pk}
    june = at(LAST + DAY, 9)
    note_figure(dee, kind="year", figure="", text="Two fairs", now=june, **about)
    sign_page(dee, kind="year", now=june, **about)
    for deed in (keep_page, sign_page):
        with pytest.raises(Refused, match=r"reports\.page_signed"):
            deed(dee, kind="year", now=june, **about)
    with pytest.raises(Refused, match=r"reports\.page_signed"):
        note_figure(dee, kind="year", figure="loans", text="More", now=june, **about)
    assert in_the_night(at(NEXT, 3)) == 3
    assert KeptPage.objects.get(kind="year", site=cast.middle).made_at == at(LAST + DAY, 3)
    take_back_signature(dee, kind="year", now=june, **about)
    assert in_the_night(at(NEXT + DAY, 3)) == 1


def test_a_closed_year_is_set_beside_the_page_of_the_year_before(cast: Cast) -> None:
    this, after = years()
    a_month(cast)
    in_the_night(at(NEXT, 3))
    assert lent(makers.make_item(cast.middle), cast.ana, date(2027, 6, 20), date(2027, 6, 21)).pk
    night(at(NEXT + DAY, 3))
    kept = figures_before(after, cast.middle.pk, at(NEXT + DAY), is_closed=True)
    assert kept.totals.loans == 12 and kept.period.first == this.starts_on
    running = figures_before(after, cast.middle.pk, at(NEXT + DAY), is_closed=False)
    assert running.period.first == date(2026, 8, 16)


def test_what_is_refused_and_a_year_without_figures(cast: Cast) -> None:
    this, _after = years()
    assert in_the_night(at(LAST + DAY, 3)) == 0 and not KeptPage.objects.exists()
    dee = cast.actor(cast.dee)
    for first_on, code in ((this.starts_on, "reports.year_not_over"), (date(2020, 1, 1), "reports.page_unknown")):
        with pytest.raises(Refused) as refused:
            keep_page(dee, kind="year", first_on=first_on, site_id=cast.middle.pk, now=at(LAST))
        assert refused.value.code == code
    with pytest.raises(NotAllowed):
        keep_due_years(cast.actor(cast.clark), now=at(LAST))
