"""A district, or a school of it, goes by another law profile: looked at first, chosen, said who and when, gone back."""

from dataclasses import replace

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import Charge
from carrel.rooms.charges.rules import PROFILES, NewCharge
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, refused

pytestmark = pytest.mark.django_db


def test_the_district_goes_by_another_and_back(cast: Cast, charged: Charged) -> None:
    charged(kind="lost")
    boss = cast.actor(cast.boss)
    assert queries.debt_standing(cast.ben.pk).does == "warn"
    before = actions.choose_law_profile(boss, code="neutral", site_id=None, now=makers.NOON, reason="Board, 9 January")
    assert before == "us-ca"
    standing = queries.debt_standing(cast.ben.pk)
    assert (standing.does, standing.profile) == ("block", "neutral")
    [choice] = queries.law_choices(boss)
    assert (choice.by, choice.site_id, choice.before, choice.after) == (boss.name, None, "us-ca", "neutral")
    assert (choice.at, choice.reason) == (makers.NOON, "Board, 9 January")
    actions.choose_law_profile(boss, code=choice.before, site_id=None, now=makers.NOON)
    assert queries.debt_standing(cast.ben.pk).does == "warn"
    assert [each.after for each in queries.law_choices(boss)] == ["us-ca", "neutral"]
    assert Charge.objects.get().left_minor == 500


def test_a_debt_stands_under_the_law_of_the_school_that_charged_it(cast: Cast, charged: Charged) -> None:
    charged(kind="lost")
    lena = cast.actor(cast.lib)
    actions.choose_law_profile(lena, code="neutral", site_id=cast.middle.pk, now=makers.NOON)
    assert queries.law_of_site(cast.middle.pk).code == "neutral"
    assert (queries.law_of_site(cast.high.pk).code, queries.law_of_site(None).code) == ("us-ca", "us-ca")
    assert queries.debt_standing(cast.ben.pk).does == "block"
    new = NewCharge(cast.ben.pk, cast.high.pk, "lost", 100, 100, makers.TODAY, "Lost")
    actions.charge(cast.actor(cast.dee), new=new, now=makers.NOON)
    standing = queries.debt_standing(cast.ben.pk)
    assert [(each.minor, each.law.does) for each in standing.debts] == [(100, "warn"), (500, "block")]
    assert (standing.profile, standing.minor) == ("neutral", 600)
    assert actions.choose_law_profile(lena, code="", site_id=cast.middle.pk, now=makers.NOON) == "neutral"
    assert queries.debt_standing(cast.ben.pk).does == "warn"


def test_what_would_change_is_counted_before(cast: Cast, charged: Charged) -> None:
    charged(minor=500, kind="lost")
    charged(minor=200, kind="lost")
    charged(minor=100, kind="fee")
    found = queries.law_shift(None, PROFILES["us-ca"], PROFILES["neutral"])
    assert (found.asked_before, found.asked_after, found.told_before, found.told_after) == (0, 1, 1, 1)
    lost = next(each for each in found.kinds if each.kind == "lost")
    assert (lost.charges, lost.persons, lost.minor) == (2, 1, 700)
    assert (lost.before.does, lost.after.does) == ("warn", "block")
    assert queries.law_shift(cast.high.pk, PROFILES["us-ca"], PROFILES["neutral"]).asked_after == 0
    actions.choose_law_profile(cast.actor(cast.boss), code="us-ca", site_id=cast.middle.pk, now=makers.NOON)
    assert queries.law_shift(None, PROFILES["us-ca"], PROFILES["neutral"]).asked_after == 0


def test_refusals(cast: Cast, dee: Actor) -> None:
    lena, boss = cast.actor(cast.lib), cast.actor(cast.boss)
    with pytest.raises(NotAllowed):
        actions.choose_law_profile(dee, code="neutral", site_id=cast.middle.pk, now=makers.NOON)
    for actor, code, site_id, why in (
        (lena, "neutral", None, "law_of_others"),
        (lena, "neutral", cast.high.pk, "law_of_others"),
        (boss, "neutral", 999_999, "law_of_others"),
        (boss, "us-xx", None, "law_unknown"),
        (boss, "", None, "law_unknown"),
        (boss, "us-ca", None, "law_holds"),
        (boss, "", cast.high.pk, "law_holds"),
    ):
        with refused(f"charges.{why}"):
            actions.choose_law_profile(actor, code=code, site_id=site_id, now=makers.NOON)
    assert not AuditEntry.objects.filter(code="charges.choose_law_profile").exists()


def test_a_school_sees_its_own_choices_and_the_districts(cast: Cast) -> None:
    boss = cast.actor(cast.boss)
    for site_id in (cast.middle.pk, cast.high.pk, None):
        actions.choose_law_profile(boss, code="neutral", site_id=site_id, now=makers.NOON)
    assert [each.site_id for each in queries.law_choices(cast.actor(cast.lib))] == [None, cast.middle.pk]
    assert len(queries.law_choices(boss)) == 3
    assert queries.law_choices(replace(boss, is_district=False, site_ids=frozenset()))[0].site_id is None
