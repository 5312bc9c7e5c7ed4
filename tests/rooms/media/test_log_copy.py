"""Copies made on request: what, for whom, how many, why it is allowed, by whom."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.media import actions, queries, rules
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


def test_more_than_a_licence_allows_is_logged_and_told(cast: Cast, dee: Actor) -> None:
    record = makers.make_record("Holes")
    actions.add_right(
        dee, record_id=record.pk, kind="licence", holder="Swank", from_on=makers.TODAY, until_on=None,
        site_id=cast.middle.pk, most_copies=30, now=makers.NOON,
    )  # fmt: skip
    values = {"site_id": cast.middle.pk, "record_id": record.pk, "person_id": None, "basis": "licence"} | VALUES
    assert actions.log_copy(dee, **values)[1] == ()  # type: ignore[arg-type]  # handed on
    copy_id, tells = actions.log_copy(dee, **values)  # type: ignore[arg-type]  # handed on
    assert [(each.code, each.facts["made"], each.facts["over"]) for each in tells] == [
        ("media.more_than_licensed", 56, 26)
    ]
    (right,) = queries.rights_at(dee, makers.TODAY)
    assert (right.most_copies, right.copies_made) == (30, 56)
    actions.take_back_copy(dee, copy_id=copy_id, now=makers.NOON)
    (right,) = queries.rights_at(dee, makers.TODAY)
    assert right.copies_made == 28


@pytest.mark.parametrize(
    ("most", "made", "copies", "over"), [(None, 900, 5, 0), (30, 0, 30, 0), (30, 28, 5, 3), (30, 31, 5, 5)]
)
def test_how_many_are_too_many(most: int | None, made: int, copies: int, over: int) -> None:
    assert rules.Licensed(most, made).exceeded_by(copies) == over
