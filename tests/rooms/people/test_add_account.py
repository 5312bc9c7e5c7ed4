"""Accounts are made by staff, with a role below their own."""

import pytest
from django.contrib.auth import authenticate

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.people import actions, queries
from carrel.rooms.people.models import Account
from tests.cast import Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_a_student_worker_gets_an_account(cast: Cast) -> None:
    account_id = actions.add_account(
        cast.actor(cast.dee),
        username=" Ben ",
        password="read-more-books",
        role="student_worker",
        site_id=cast.middle.pk,
        person_id=cast.ben.pk,
        now=NOON,
    )
    account = Account.objects.get(pk=account_id)
    assert account.username == "ben"
    assert account.check_password("read-more-books")
    assert queries.actor_for(account, now=NOON).may("circulation.check_out")
    assert authenticate(None, username="ben", password="wrong") is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"username": "DEE"}, "people.username_taken"),
        ({"role": "technician"}, "people.role_too_high"),
        ({"role": "district_manager", "site_id": None}, "people.role_too_high"),
        ({"site_id": None}, "people.role_elsewhere"),
        ({"role": "nonsense"}, "people.role_too_high"),
    ],
)
def test_refusals_make_no_account(cast: Cast, values: dict[str, object], code: str) -> None:
    before = Account.objects.count()
    usual: dict[str, object] = {"username": "new", "password": "x", "role": "volunteer", "site_id": cast.middle.pk}
    with pytest.raises(Refused) as refused:
        actions.add_account(cast.actor(cast.dee), now=NOON, **(usual | values))  # type: ignore[arg-type]  # a table
    assert code in {each.code for each in refused.value.objections}
    assert Account.objects.count() == before


@pytest.mark.django_db
def test_one_account_a_person_and_none_for_strangers(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused, match=r"people\.person_has_account"):
        actions.add_account(dee, username="n", password="x", person_id=cast.ana.pk, now=NOON)
    with pytest.raises(Refused, match=r"people\.other_school"):
        actions.add_account(dee, username="n", password="x", person_id=cast.fay.pk, now=NOON)
    with pytest.raises(NotAllowed):
        actions.add_account(cast.actor(cast.clark), username="n", password="x", now=NOON)
