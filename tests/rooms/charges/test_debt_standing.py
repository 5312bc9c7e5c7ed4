"""What a desk needs to warn or to ask: debts by kind under the law profile; and until when money goes back."""

from datetime import date, timedelta

import pytest

from carrel.rooms.charges import queries
from carrel.rooms.charges.models import Charge, FundTerm, MoneySetting
from carrel.rooms.schools.models import District, Fund
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged

pytestmark = pytest.mark.django_db


def test_by_kind_in_two_statements(cast: Cast, charged: Charged, django_assert_max_num_queries: object) -> None:
    assert queries.debt_standing(cast.ben.pk).debts == ()
    charged(minor=500)
    charged(minor=200)
    charged(minor=300, kind="lost")
    with django_assert_max_num_queries(2):  # type: ignore[operator]  # pytest-django's fixture
        standing = queries.debt_standing(cast.ben.pk)
    assert [(each.kind, each.minor, each.count) for each in standing.debts] == [("fee", 700, 2), ("lost", 300, 1)]
    assert (standing.does, standing.minor, standing.profile) == ("warn", 1000, "us-ca")
    District.objects.update(law_profile="neutral")
    assert queries.debt_standing(cast.ben.pk).does == "block"


def test_the_last_day_is_the_first_of_what_site_and_fund_lay_down(cast: Cast, charged: Charged) -> None:
    assert charged(kind="lost").refund_until is None
    MoneySetting.objects.create(site=cast.middle, refund_days=90)
    assert charged(kind="lost").refund_until == makers.TODAY + timedelta(days=90)
    assert charged(kind="fee").refund_until is None
    fund = Fund.objects.create(code="LOST", name="Lost books")
    FundTerm.objects.create(fund=fund, refund_days=200, refund_until=date(2026, 12, 18))
    until = queries.refund_until(site_id=cast.middle.pk, fund_id=fund.pk, charged_on=makers.TODAY)
    assert until == date(2026, 12, 18)
    assert Charge.objects.count() == 3
