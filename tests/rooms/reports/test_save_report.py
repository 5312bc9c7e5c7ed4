"""save_report: a question is kept under a name, for oneself or for the school."""

from __future__ import annotations

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.reports.actions import save_report
from carrel.rooms.reports.queries.own import reports_in_sight
from carrel.rooms.reports.rules.own import Spec
from tests.cast import Cast
from tests.rooms.reports.asking import BY_GRADE, kept
from tests.rooms.reports.month import NOON


def names(cast: Cast, who: str) -> set[str]:
    return {each.name for each in reports_in_sight(cast.actor(getattr(cast, who)))}


def test_ones_own_and_what_is_shared_with_the_school(cast: Cast) -> None:
    kept(cast, name="Mine")
    kept(cast, name="Ours", is_shared=True)
    assert names(cast, "dee") == {"Mine", "Ours"} and names(cast, "lib") == {"Ours"} == names(cast, "boss")
    assert Spec.from_plain(reports_in_sight(cast.actor(cast.dee))[0].spec) == BY_GRADE


def test_a_name_is_needed_and_not_taken(cast: Cast) -> None:
    kept(cast)
    for name, code in (("  ", "name_missing"), ("Loans by grade", "name_taken")):
        with pytest.raises(Refused) as refused:
            kept(cast, name=name)
        assert refused.value.code == f"reports.{code}"


def test_not_of_another_school(cast: Cast) -> None:
    for site_id in (cast.high.pk, None):
        with pytest.raises(Refused) as refused:
            kept(cast, site_id=site_id)
        assert refused.value.code == "reports.other_school"
    with pytest.raises(NotAllowed):
        save_report(cast.actor(cast.clark), name="x", spec=BY_GRADE, site_id=cast.middle.pk, is_shared=False, now=NOON)
