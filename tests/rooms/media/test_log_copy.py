"""Copies made on request: what, for whom, how many, why it is allowed, by whom."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.media import actions, queries
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db

VALUES = {"title": "Holes, chapter 3", "copies": 28, "made_on": makers.TODAY, "now": makers.NOON}


def test_an_entry(cast: Cast, dee: Actor) -> None:
    values = VALUES | {"basis": "fair_use", "reason": "One chapter for 7B"}
    pk, tells = actions.log_copy(dee, site_id=cast.middle.pk, person_id=cast.clark.pk, key="k", **values)  # type: ignore[arg-type]  # handed on
    again = actions.log_copy(dee, site_id=cast.middle.pk, person_id=cast.clark.pk, key="k", **values)  # type: ignore[arg-type]  # handed on
    assert (again, tells) == ((pk, ()), ())
    made = queries.copies_at(dee, cast.middle.pk).get()
    assert (made.title, made.copies, made.person, made.made_by_name) == (
        "Holes, chapter 3", 28, cast.clark, dee.name,
    )  # fmt: skip
    assert not queries.copies_at(dee, cast.high.pk).exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"basis": "owner"}, "media.basis_missing"),
        ({"basis": "fair_use", "reason": " "}, "media.basis_missing"),
        ({"basis": "licence", "made_on": makers.TODAY + timedelta(days=1)}, "media.copied_later"),
    ],
)
def test_refusals(cast: Cast, dee: Actor, changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.log_copy(dee, site_id=cast.middle.pk, person_id=None, **(VALUES | changes))  # type: ignore[arg-type]  # handed on
    assert refused.value.code == code


def test_a_licence_that_is_not_on_record_is_told_of(cast: Cast, dee: Actor) -> None:
    _, tells = actions.log_copy(dee, site_id=cast.middle.pk, person_id=None, basis="licence", **VALUES)  # type: ignore[arg-type]  # handed on
    assert [each.code for each in tells] == ["media.no_right_on_record"]
    with pytest.raises(Refused):
        actions.log_copy(dee, site_id=cast.high.pk, person_id=None, basis="licence", **VALUES)  # type: ignore[arg-type]  # handed on
    with pytest.raises(NotAllowed):
        actions.log_copy(cast.actor(cast.eli), site_id=cast.middle.pk, person_id=None, basis="licence", **VALUES)  # type: ignore[arg-type]  # handed on
