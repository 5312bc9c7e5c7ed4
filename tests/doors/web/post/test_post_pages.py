"""The outbox of a school, what came back, and what is set up."""

from typing import Any

import pytest
from django.test import Client

from carrel.cellar.post import actions
from carrel.cellar.post.envelope import MailServer, NewMail
from carrel.cellar.post.models import Mail, Way
from carrel.rooms.people.models import Account
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_the_outbox(cast: Cast, settings: Any) -> None:
    makers.make_item(cast.middle)  # else the first page tells the first steps
    technician = Client()
    technician.force_login(Account.objects.get(username="dee"))
    assert "Not set up" in technician.get("/post/").content.decode()
    mails = [
        NewMail("one", "t", "ana@alder.example", "Overdue", "A text.", site_id=cast.middle.pk),
        NewMail("two", "t", "no address", "Overdue", "A text.", site_id=cast.middle.pk),
        NewMail("three", "t", "fay@alder.example", "Overdue", "A text.", site_id=cast.high.pk),
    ]
    first, second, third = actions.enqueue(mails=mails, now=NOON)
    page = technician.get("/post/").content.decode()
    assert "ana@alder.example" in page and "no address that mail can go to" in page and "fay@" not in page
    assert "Put the address right" in page and "A text." not in page
    assert "1 mail came back" in technician.get("/").content.decode()
    assert "ana@" not in technician.get("/post/?state=sent").content.decode()
    settings.CARREL_MAIL_SERVER = MailServer("mail.example", 587, "starttls", "lib", "secret words", "lib@a.example")
    Way.objects.create(code="email", silent_since_at=NOON, next_try_at=NOON, tries=2,
                       fault={"code": "post.no_answer", "facts": {"host": "mail.example"}})  # fmt: skip
    page = technician.get("/post/").content.decode()
    assert "Does not answer" in page and "mail.example" in page and "secret words" not in page
    technician.post(f"/post/{first}/take-off/")
    technician.post(f"/post/{second}/take-off/")
    technician.post(f"/post/{first}/try-again/")
    for mail_id in (third, 0):
        assert (
            "belongs to another school" in technician.post(f"/post/{mail_id}/take-off/", follow=True).content.decode()
        )
    assert dict(Mail.objects.values_list("pk", "state")) == {first: "waiting", second: "taken_off", third: "waiting"}
