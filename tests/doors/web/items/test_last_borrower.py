"""Who had an item last: within the window, with the permission, and never without a trace."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from carrel.rooms.circulation.models import Loan
from carrel.rooms.people.models import Account, PersonView
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def as_user(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def came_back(cast: Cast, hours: float, person: object = None, **values: object) -> Loan:
    moment = timezone.now()
    return makers.make_loan(
        values.pop("item", None) or makers.make_item(cast.middle),  # type: ignore[arg-type]  # an item
        person or cast.ana,  # type: ignore[arg-type]  # a person
        lent_at=moment - timedelta(days=60), returned_at=moment - timedelta(hours=hours), **values,
    )  # fmt: skip


def page_of(username: str, loan: Loan, part: str = "last-borrower/") -> str:
    return as_user(username).get(f"/items/{loan.item_id}/{part}").content.decode()


def test_within_the_window_and_each_look_on_record(cast: Cast) -> None:
    makers.make_policy(keep_borrower_days=14)
    loan = came_back(cast, 13 * 24)
    assert "Who had it last" in page_of("dee", loan, "")
    assert "Ana Garcia" not in page_of("dee", loan, "")
    assert not PersonView.objects.exists()
    assert "Ana Garcia" in page_of("dee", loan)
    view = PersonView.objects.get()
    assert (view.person, view.page) == (cast.ana, "last_borrower")


def test_not_after_it_even_when_the_loan_was_not_severed(cast: Cast) -> None:
    loan = came_back(cast, 12.1)
    assert "Who had it last" not in page_of("dee", loan, "")
    assert "Nobody can say any more" in page_of("dee", loan)
    assert not PersonView.objects.exists()


def test_only_the_last_and_never_one_that_was_taken_back(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    came_back(cast, 3, cast.ben, item=item)
    last = came_back(cast, 2, item=item)
    came_back(cast, 1, cast.mateo, item=item, is_undone=True)
    assert "Ana Garcia" in page_of("dee", last)


def test_who_may_not(cast: Cast) -> None:
    loan, other = came_back(cast, 1), came_back(cast, 1, cast.fay)
    makers.give_role(makers.make_account("aide"), "assistant", cast.middle)
    for username in ("aide", "eli", "clark"):
        assert as_user(username).get(f"/items/{loan.item_id}/last-borrower/").status_code == 403
    assert "Who had it last" not in page_of("aide", loan, "")
    assert "Lindqvist" not in page_of("dee", other)
    assert "Who had it last" not in page_of("dee", other, "")
    elsewhere = came_back(cast, 1, item=makers.make_item(cast.high))
    assert as_user("dee").get(f"/items/{elsewhere.item_id}/last-borrower/").status_code == 404
