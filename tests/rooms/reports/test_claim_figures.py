"""Claims in the figures of a month: made, ended as found or lost; what was taken back counts nowhere."""

from __future__ import annotations

from datetime import datetime

from carrel.rooms.circulation.actions import check_in, claim_returned, declare_lost
from carrel.rooms.circulation.models import Claim
from carrel.rooms.reports.queries.figures import figures_of
from carrel.rooms.reports.rules.figures import Figures
from carrel.rooms.reports.rules.periods import month_of
from tests import makers
from tests.cast import Cast
from tests.rooms.reports.month import DAY, NOON, TODAY, at, lent
from tests.rooms.reports.recount import asked, local


def claimed(cast: Cast, barcode: str, moment: datetime) -> int:
    loan = lent(makers.make_item(cast.middle, barcode), cast.ben, TODAY - DAY * 60)
    claim_returned(cast.actor(cast.dee), loan_id=loan.pk, said_on=moment.date(), now=moment)
    return loan.pk


def by_hand(first: str, last: str) -> dict[str, int]:
    found = {"claimed": 0, "claims_found": 0, "claims_lost": 0}
    for row in asked("SELECT at, settled_at, settled_as FROM circulation_claim WHERE settled_as <> 'undone'"):
        found["claimed"] += first <= local(row["at"]).date().isoformat() <= last
        if row["settled_at"] and first <= local(row["settled_at"]).date().isoformat() <= last:
            found[f"claims_{row['settled_as']}"] += 1
    return found


def test_made_and_ended_in_the_month(cast: Cast) -> None:
    dee, before = cast.actor(cast.dee), NOON - DAY * 30
    claimed(cast, "Open", NOON)
    found, lost = claimed(cast, "Found", before), claimed(cast, "Lost", NOON - DAY)
    gone = claimed(cast, "Gone", NOON)
    check_in(dee, item_id=_item(found), now=NOON)
    declare_lost(dee, loan_id=lost, price_minor=900, now=NOON)
    Claim.objects.filter(loan=gone).update(settled_at=NOON, settled_as="undone")
    month = figures_of(month_of(TODAY), cast.middle.pk, NOON)
    assert month.claims == by_hand("2026-11-01", "2026-11-30") == {"claimed": 2, "claims_found": 1, "claims_lost": 1}
    assert month.standing["claims"] == 1 and month.figure("claims_found") == 1
    earlier = figures_of(month_of(before.date()), cast.middle.pk, NOON).claims
    assert earlier == by_hand("2026-10-01", "2026-10-31") == {"claimed": 1, "claims_found": 0, "claims_lost": 0}
    assert figures_of(month_of(TODAY), None, NOON).claims == month.claims
    assert not any(figures_of(month_of(TODAY), cast.high.pk, NOON).claims.values())
    assert Figures.from_plain(month.as_plain()).claims == month.claims


def test_a_page_kept_before_there_were_claims(cast: Cast) -> None:
    plain = figures_of(month_of(TODAY), cast.middle.pk, at(TODAY)).as_plain()
    del plain["claims"]
    assert Figures.from_plain(plain).figure("claimed") is None


def _item(loan_id: int) -> int:
    return Claim.objects.get(loan=loan_id).loan.item_id
