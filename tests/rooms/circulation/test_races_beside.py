"""More hands in the same moment: station and desk, renewal and hold, a snow day and a renewal."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import (
    check_out,
    move_due_dates,
    place_hold,
    renew,
    self_check_out,
)
from carrel.rooms.circulation.models import Hold, Loan, LoanChange
from carrel.rooms.schools.models import CalendarDay
from tests import makers
from tests.cast import Cast, raise_the_curtain
from tests.makers import NOON
from tests.rooms.circulation.stations import station
from tests.rooms.circulation.test_races import at_once
from tests.rooms.circulation.test_races_of_holds import is_sound, refused

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = pytest.mark.parametrize("round_", range(2))


@pytest.fixture
def played(transactional_db: None) -> Cast:
    makers.make_policy(length=14, length_unit="calendar_days", max_loans=9, renewals=1, auto_renew=True)
    return raise_the_curtain()


@ROUNDS
def test_the_last_copy_is_lent_by_the_station_or_by_the_desk(played: Cast, round_: int) -> None:
    item = makers.make_item(played.middle, "Holes")
    kiosk, dee = station(played), played.actor(played.dee)
    answers = at_once([
        lambda: self_check_out(kiosk, person_id=played.ana.pk, item_id=item.pk, now=NOON),
        lambda: check_out(dee, patron_id=played.ben.pk, item_id=item.pk, now=NOON),
    ])  # fmt: skip
    (code,) = refused(answers)
    winner = Loan.objects.get(item=item, returned_at=None).patron
    at_station, at_desk = answers
    assert winner == (played.ben if isinstance(at_station, Refused) else played.ana)
    assert isinstance(at_station, Refused) is not isinstance(at_desk, Refused)
    assert code == (
        "circulation.item_on_loan_to_another_reader" if winner == played.ben else "circulation.item_on_loan_elsewhere"
    )
    assert "Ben" not in str([dict(each.facts) for each in getattr(at_station, "objections", ())])
    assert is_sound()


@ROUNDS
def test_a_renewal_and_a_hold_on_the_same_copy(played: Cast, round_: int) -> None:
    """Whoever is first decides: renewed and then waited for, or waited for and then not renewed. The hold stands."""
    loan = makers.make_loan(makers.make_item(played.middle, "Holes"), played.ben)
    dee, lib = played.actor(played.dee), played.actor(played.lib)
    record_id, site_id = loan.item.record_id, played.middle.pk
    later = NOON + timedelta(days=3)
    answers = at_once([
        lambda: renew(dee, loan_id=loan.pk, now=later),
        lambda: place_hold(lib, patron_id=played.ana.pk, record_id=record_id, pickup_site_id=site_id, now=later),
    ])  # fmt: skip
    loan.refresh_from_db()
    assert refused(answers) == ([] if loan.renewals else ["circulation.renewal_held"])
    assert Hold.objects.get().status == "waiting"
    with pytest.raises(Refused):
        renew(dee, loan_id=loan.pk, now=later)
    assert is_sound()


@ROUNDS
def test_a_snow_day_moves_what_is_renewed_in_the_same_moment_once(played: Cast, round_: int) -> None:
    loans = [makers.make_loan(makers.make_item(played.middle), played.ana) for _ in range(3)]
    due_on = date(2026, 12, 7)
    CalendarDay.objects.create(site=played.middle, day=due_on, kind="closed")
    dee, boss = played.actor(played.dee), played.actor(played.boss)
    days = {played.middle.pk: [due_on]}
    later = NOON + timedelta(days=3)
    answers = at_once([
        lambda: move_due_dates(boss, days=days, about=("marking", 1), now=later),
        lambda: [renew(dee, loan_id=each.pk, now=later) for each in loans],
    ])  # fmt: skip
    assert refused(answers) == []
    for each in loans:
        kinds = list(LoanChange.objects.filter(loan=each).order_by("pk").values_list("kind", flat=True))
        assert kinds in (["renew"], ["move_due", "renew"])
        last = LoanChange.objects.filter(loan=each).latest("pk")
        assert Loan.objects.get(pk=each.pk).due_at == last.to_due_at > each.due_at
