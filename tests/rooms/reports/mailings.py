"""Reports that go by mail, for tests."""

from __future__ import annotations

from typing import Any

from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.post.models import Mail
from carrel.rooms.people.models import Account, Person
from carrel.rooms.reports.actions import keep_due_reports, mail_report
from tests.cast import Cast
from tests.rooms.reports.month import DAY, NOON

LINK = "http://carrel.example/figures/own/report/?report=1"


def reachable(*persons: Person) -> list[int]:
    """Give their accounts an address; returns the accounts."""
    found = []
    for person in persons:
        account = Account.objects.get(person=person)
        account.email = f"{account.username}@school.example"
        account.save(update_fields=["email"])
        found.append(account.pk)
    return found


def goes(cast: Cast, report_id: int, *persons: Person, **more: Any) -> None:
    """Dee lets a report go to these people, who get an address first."""
    given = {"every": "week", "shape": "csv", "link": LINK, "now": NOON} | more
    mail_report(cast.actor(cast.dee), report_id=report_id, account_ids=reachable(*persons), **given)


def night(days: int) -> list[Mail]:
    """So many days later, and the worker after it; returns all mails there are."""
    now = NOON + DAY * days
    keep_due_reports(SYSTEM, title="%(name)s", now=now)
    for job in Job.objects.filter(status="waiting"):
        run_now(job.pk)
    return list(Mail.objects.order_by("pk"))
