"""keep_page, keep_due_pages: the page of a month is made on the first, and stays as it was made."""

from __future__ import annotations

from datetime import date

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.reports.actions import keep_page, sign_page
from carrel.rooms.reports.models import KeptPage
from carrel.rooms.reports.queries.figures import month_figures
from carrel.rooms.reports.rules.figures import Figures
from tests import makers
from tests.cast import Cast
from tests.rooms.reports.month import DAY, NOON, TODAY, a_month, lent, night

NOVEMBER = date(2026, 11, 1)
FIRST_NIGHT = NOON + DAY * 8
"""1 December, noon."""


def test_a_page_is_kept_as_it_was_made(cast: Cast) -> None:
    a_month(cast)
    night(FIRST_NIGHT)
    dee = cast.actor(cast.dee)
    keep_page(dee, first_on=NOVEMBER, site_id=cast.middle.pk, now=FIRST_NIGHT)
    lent(makers.make_item(cast.middle), cast.ana, TODAY, TODAY)
    night(FIRST_NIGHT + DAY)
    found, kept = month_figures(NOVEMBER, cast.middle.pk, FIRST_NIGHT + DAY)
    assert kept is not None and found.totals.loans == 12 and found.standing["out"] == 1
    keep_page(dee, first_on=NOVEMBER, site_id=cast.middle.pk, now=FIRST_NIGHT + DAY * 5)
    again, _ = month_figures(NOVEMBER, cast.middle.pk, FIRST_NIGHT + DAY * 5)
    assert again.totals.loans == 13 and again.standing == found.standing


def test_what_is_kept_is_read_as_it_was(cast: Cast) -> None:
    a_month(cast)
    makers.make_charge(cast.ben, 1250)
    night(FIRST_NIGHT)
    found, _ = month_figures(NOVEMBER, cast.middle.pk, FIRST_NIGHT)
    assert Figures.from_plain(found.as_plain()) == found
    assert found.standing["owed"] == 1250 and found.charged[0].minor == 1250


def test_a_month_that_is_not_over_or_signed_is_refused(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused) as refused:
        keep_page(dee, first_on=NOVEMBER, site_id=cast.middle.pk, now=NOON)
    assert refused.value.code == "reports.month_not_over"
    keep_page(dee, first_on=NOVEMBER, site_id=cast.middle.pk, now=FIRST_NIGHT)
    sign_page(dee, first_on=NOVEMBER, site_id=cast.middle.pk, now=FIRST_NIGHT)
    with pytest.raises(Refused) as refused:
        keep_page(dee, first_on=NOVEMBER, site_id=cast.middle.pk, now=FIRST_NIGHT)
    assert refused.value.code == "reports.page_signed"


def test_nobody_makes_the_page_of_another_school(cast: Cast) -> None:
    for site_id in (cast.high.pk, None):
        with pytest.raises(Refused) as refused:
            keep_page(cast.actor(cast.dee), first_on=NOVEMBER, site_id=site_id, now=FIRST_NIGHT)
        assert refused.value.code == "reports.other_school"
    keep_page(cast.actor(cast.boss), first_on=NOVEMBER, site_id=None, now=FIRST_NIGHT)
    assert KeptPage.objects.get().site is None
    with pytest.raises(NotAllowed):
        keep_page(cast.actor(cast.clark), first_on=NOVEMBER, site_id=cast.middle.pk, now=FIRST_NIGHT)


def test_a_kept_page_names_nobody(cast: Cast) -> None:
    a_month(cast)
    night(FIRST_NIGHT)
    keep_page(SYSTEM, first_on=NOVEMBER, site_id=cast.middle.pk, now=FIRST_NIGHT)
    text = str(KeptPage.objects.get().figures)
    assert "7B" in text and not any(name in text for name in ("Ana", "Garcia", "Ben", "Book 1"))
