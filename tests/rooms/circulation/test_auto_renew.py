"""auto_renew: what falls due and may, renews itself at night; what may not keeps its date and the reason."""

from datetime import UTC, datetime, timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.cli.timetable import DAILY
from carrel.cli.timetable import auto_renew as nightly
from carrel.rooms.charges.models import ChargeLine
from carrel.rooms.circulation.actions import auto_renew, lift_block, renew, undo
from carrel.rooms.circulation.actions.renewing_many import RenewedByNight
from carrel.rooms.circulation.models import Hold, Loan, LoanChange
from carrel.rooms.circulation.rules.renewing import looked_through
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 12, 7, 10, tzinfo=UTC)
"""Two in the morning in California, of the day on which what was lent at NOON for 14 days is due."""


def due_today(cast: Cast, title: str = "Holes", **values: object) -> Loan:
    loan = makers.make_loan(makers.make_item(cast.middle, title), cast.ana, **values)  # type: ignore[arg-type]  # passed on
    Loan.objects.filter(pk=loan.pk).update(due_at=datetime(2026, 12, 8, 7, 59, 59, tzinfo=UTC))
    loan.refresh_from_db()
    return loan


def policy(**more: object) -> None:
    makers.make_policy(**{"length": 14, "length_unit": "calendar_days", "renewals": 1, "auto_renew": True} | more)


def test_what_is_due_today_renews_itself_and_can_be_taken_back(cast: Cast) -> None:
    policy()
    loan = due_today(cast)
    later = makers.make_loan(makers.make_item(cast.middle, "Sula"), cast.ana, days=30)
    done = auto_renew(SYSTEM, now=NIGHT)
    assert (done.renewed, done.kept) == (1, 0)
    loan.refresh_from_db()
    assert (loan.renewals, loan.due_at.date().isoformat()) == (1, "2026-12-22")
    change = LoanChange.objects.get()
    assert change.kind == "auto_renew"
    later.refresh_from_db()
    assert later.renewals == 0
    undone = undo(cast.actor(cast.dee), act_id=change.act_id, now=NIGHT + timedelta(hours=6))
    assert undone.undone == "auto_renew"
    loan.refresh_from_db()
    assert (loan.renewals, loan.due_at.date().isoformat()) == (0, "2026-12-08")
    assert LoanChange.objects.latest("pk").kind == "undo_auto_renew"


def test_never_more_often_than_allowed_by_hand_and_by_night_together(cast: Cast) -> None:
    policy(renewals=2)
    loan = due_today(cast)
    renew(cast.actor(cast.dee), loan_id=loan.pk, now=NIGHT - timedelta(days=1))
    for night in range(60):
        auto_renew(SYSTEM, now=NIGHT + timedelta(days=night))
    loan.refresh_from_db()
    assert loan.renewals == 2
    kinds = list(LoanChange.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["renew", "auto_renew", "not_renewed"]
    assert LoanChange.objects.latest("pk").before == {"codes": ["circulation.renewal_limit"]}


def test_a_hold_or_a_block_keeps_the_date_and_the_reason_once(cast: Cast) -> None:
    policy()
    loan = due_today(cast)
    item = loan.item
    Hold.objects.create(record=item.record, patron=cast.ben, pickup_site=cast.middle, placed_at=NOON)
    makers.make_block(cast.ana)
    for hours in (0, 1):
        done = auto_renew(SYSTEM, now=NIGHT + timedelta(hours=hours))
        assert (done.renewed, done.kept) == (0, 1)
    change = LoanChange.objects.get()
    assert change.before == {"codes": ["circulation.patron_blocked", "circulation.renewal_held"]}
    assert change.from_due_at == change.to_due_at == loan.due_at
    Hold.objects.all().delete()
    renewed = renew(
        cast.actor(cast.dee),
        loan_id=loan.pk,
        now=NIGHT,
        overrides=["circulation.patron_blocked"],
        reason="Teacher asked",
    )
    assert renewed.loan_id == loan.pk


def test_without_a_row_that_says_so_nothing_renews_itself(cast: Cast) -> None:
    policy(auto_renew=None)
    due_today(cast)
    assert auto_renew(SYSTEM, now=NIGHT).renewed == 0
    makers.make_policy(site=cast.high, auto_renew=True)
    assert auto_renew(SYSTEM, now=NIGHT).renewed == 0
    assert not LoanChange.objects.exists()


def test_the_night_does_it_and_nobody_else(cast: Cast) -> None:
    policy()
    due_today(cast)
    assert nightly in DAILY
    nightly(now=NIGHT)
    assert AuditEntry.objects.filter(code="circulation.auto_renew", about_kind="loan").count() == 1
    night = AuditEntry.objects.get(code="circulation.auto_renew", about_kind="night")
    assert night.facts == {"renewed": 1, "kept": 0}
    with pytest.raises(NotAllowed):
        auto_renew(cast.actor(cast.eli), now=NIGHT)


def due_each_evening(cast: Cast, first: datetime, days: int) -> list[Loan]:
    loans = []
    for offset in range(days):
        loan = makers.make_loan(makers.make_item(cast.middle, f"Volume {offset}"), cast.ana)
        Loan.objects.filter(pk=loan.pk).update(due_at=first + timedelta(days=offset))
        loans.append(loan)
    return loans


def test_nights_that_were_missed_are_made_up_for_once(cast: Cast) -> None:
    """The server was off from Friday to Tuesday: what fell due in between is not late by its reader's fault."""
    policy(renewals=5, renew_overdue=False, length=21, fine_minor=10)
    auto_renew(SYSTEM, now=NIGHT)
    # The evening of the last night worked was seen by it; of the four after it, three are past.
    loans = due_each_evening(cast, datetime(2026, 12, 9, 7, 59, 59, tzinfo=UTC), 4)
    back = NIGHT + timedelta(days=4)
    done = auto_renew(SYSTEM, now=back)
    assert (done.renewed, done.kept) == (4, 0)
    assert set(Loan.objects.filter(pk__in=[each.pk for each in loans]).values_list("renewals", flat=True)) == {1}
    assert all(each.due_at > back for each in Loan.objects.filter(pk__in=[each.pk for each in loans]))
    assert not ChargeLine.objects.exists()
    again = auto_renew(SYSTEM, now=back + timedelta(minutes=5))
    assert (again.renewed, again.kept) == (0, 0)
    assert LoanChange.objects.filter(kind="auto_renew").count() == 4


def test_what_cannot_be_is_looked_at_once_when_nights_are_made_up_for(cast: Cast) -> None:
    policy()
    auto_renew(SYSTEM, now=NIGHT)
    (loan,) = due_each_evening(cast, datetime(2026, 12, 9, 7, 59, 59, tzinfo=UTC), 1)
    block = makers.make_block(cast.ana)
    back = NIGHT + timedelta(days=5)
    assert auto_renew(SYSTEM, now=back).kept == 1
    lift_block(cast.actor(cast.dee), block_id=block.pk, now=back)
    AuditEntry.objects.filter(about_kind="night", at=back).delete()
    assert auto_renew(SYSTEM, now=back + timedelta(hours=1)) == RenewedByNight(0, 0)
    assert list(LoanChange.objects.filter(loan=loan).values_list("kind", flat=True)) == ["not_renewed"]


def test_it_looks_back_fourteen_days_and_no_further(cast: Cast) -> None:
    policy(length=30)
    auto_renew(SYSTEM, now=NIGHT)
    older, newer = due_each_evening(cast, datetime(2026, 12, 22, 7, 59, 59, tzinfo=UTC), 2)
    assert auto_renew(SYSTEM, now=datetime(2027, 1, 5, 10, tzinfo=UTC)).renewed == 1
    older.refresh_from_db()
    newer.refresh_from_db()
    assert (older.renewals, newer.renewals) == (0, 1)


def test_a_night_that_broke_off_is_done_again_and_a_loan_by_the_hour_renews_itself_once_in_it(cast: Cast) -> None:
    policy(length=3, length_unit="hours", renewals=9, renew_from="due")
    loan = due_today(cast)
    Loan.objects.filter(pk=loan.pk).update(due_at=NIGHT + timedelta(hours=8), due_kind="moment")
    assert auto_renew(SYSTEM, now=NIGHT).renewed == 1
    AuditEntry.objects.filter(about_kind="night").delete()
    assert auto_renew(SYSTEM, now=NIGHT + timedelta(minutes=30)).renewed == 0
    assert auto_renew(SYSTEM, now=NIGHT + timedelta(hours=13)).renewed == 1


@pytest.mark.parametrize(
    ("hours_ago", "first"),
    [(None, 24), (1, 24), (24, 24), (24 * 4, 24 * 4), (24 * 13, 24 * 13), (24 * 14, 24 * 14), (24 * 60, 24 * 14)],
)
def test_how_far_back_a_night_looks(hours_ago: int | None, first: int) -> None:
    last = None if hours_ago is None else NIGHT - timedelta(hours=hours_ago)
    assert looked_through(last, NIGHT) == (NIGHT - timedelta(hours=first), NIGHT + timedelta(days=1))
