"""keep_due_pages: on the first the pages are there by themselves, once."""

from __future__ import annotations

from datetime import date

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.reports.actions import keep_due_pages
from carrel.rooms.reports.models import KeptPage
from tests.cast import Cast
from tests.rooms.reports.month import DAY, NOON, a_month, night

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def test_every_school_and_the_district_have_their_page_on_the_first(cast: Cast) -> None:
    a_month(cast)
    night(NOON + DAY * 8)
    assert keep_due_pages(SYSTEM, now=NOON + DAY * 8) == 4
    pages = KeptPage.objects.filter(first_on=NOVEMBER)
    assert {page.site_id for page in pages} == {cast.middle.pk, cast.elementary.pk, cast.high.pk, None}
    assert (
        pages.get(site=cast.middle).figures["totals"]["loans"] == pages.get(site=None).figures["totals"]["loans"] == 12
    )


def test_a_page_is_made_once_and_late_if_need_be(cast: Cast) -> None:
    assert keep_due_pages(SYSTEM, now=NOON) == 4
    assert set(KeptPage.objects.values_list("first_on", flat=True)) == {OCTOBER}
    assert keep_due_pages(SYSTEM, now=NOON + DAY) == 0


def test_who_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        keep_due_pages(cast.actor(cast.clark), now=NOON)
