"""sign_page, take_back_signature: what is signed stays as it is until the signature is taken back."""

from __future__ import annotations

from datetime import date

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.reports.actions import keep_page, note_figure, sign_page, take_back_signature
from carrel.rooms.reports.models import KeptPage
from tests.cast import Cast
from tests.rooms.reports.month import DAY, NOON

NOVEMBER, LATER = date(2026, 11, 1), NOON + DAY * 10


def test_a_signature_holds_the_figures_and_the_note(cast: Cast) -> None:
    dee, site_id = cast.actor(cast.dee), cast.middle.pk
    keep_page(dee, first_on=NOVEMBER, site_id=site_id, now=LATER)
    sign_page(dee, first_on=NOVEMBER, site_id=site_id, now=LATER)
    page = KeptPage.objects.get()
    assert (page.signed_by_name, page.signed_at) == ("Dee Novak", LATER)
    with pytest.raises(Refused) as refused:
        note_figure(dee, kind="month", first_on=NOVEMBER, site_id=site_id, figure="", text="Late", now=LATER)
    assert refused.value.code == "reports.page_signed"
    with pytest.raises(Refused):
        sign_page(dee, first_on=NOVEMBER, site_id=site_id, now=LATER)
    assert AuditEntry.objects.filter(code="reports.sign_page", about_id=page.pk).count() == 1


def test_only_a_page_that_was_made_is_signed(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        sign_page(cast.actor(cast.dee), first_on=NOVEMBER, site_id=cast.middle.pk, now=LATER)
    assert refused.value.code == "reports.page_unknown"


def test_who_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        sign_page(cast.actor(cast.clark), first_on=NOVEMBER, site_id=cast.middle.pk, now=LATER)
    with pytest.raises(NotAllowed):
        take_back_signature(cast.actor(cast.clark), first_on=NOVEMBER, site_id=cast.middle.pk, now=LATER)
