"""take_back_signature: the page can be noted and made anew again."""

from __future__ import annotations

from datetime import date

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.reports.actions import keep_page, note_figure, sign_page, take_back_signature
from carrel.rooms.reports.models import FigureNote, KeptPage
from tests.cast import Cast
from tests.rooms.reports.month import DAY, NOON

NOVEMBER, LATER = date(2026, 11, 1), NOON + DAY * 10


def test_a_signature_is_taken_back(cast: Cast) -> None:
    dee, site_id = cast.actor(cast.dee), cast.middle.pk
    keep_page(dee, first_on=NOVEMBER, site_id=site_id, now=LATER)
    sign_page(dee, first_on=NOVEMBER, site_id=site_id, now=LATER)
    take_back_signature(dee, first_on=NOVEMBER, site_id=site_id, now=LATER)
    assert KeptPage.objects.get().signed_at is None
    note_figure(dee, kind="month", first_on=NOVEMBER, site_id=site_id, figure="", text="A fair", now=LATER)
    assert FigureNote.objects.get().text == "A fair"


def test_where_there_is_none(cast: Cast) -> None:
    dee, site_id = cast.actor(cast.dee), cast.middle.pk
    with pytest.raises(Refused) as refused:
        take_back_signature(dee, first_on=NOVEMBER, site_id=site_id, now=LATER)
    assert refused.value.code == "reports.page_unknown"
    keep_page(dee, first_on=NOVEMBER, site_id=site_id, now=LATER)
    with pytest.raises(Refused) as refused:
        take_back_signature(dee, first_on=NOVEMBER, site_id=site_id, now=LATER)
    assert refused.value.code == "reports.page_not_signed"
