"""The demo's figures: every day counted, the page of the last month as it was made on the first, with a note, signed."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cli.demo.houses import ZONE, Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.people import actions as people_actions
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account, Person
from carrel.rooms.reports import actions as reports
from carrel.rooms.reports.queries.mailing import address_of, may_be_mailed
from carrel.rooms.reports.queries.own import report_in_sight
from carrel.rooms.reports.rules.own import Spec
from carrel.rooms.reports.rules.periods import before

NOTE = "The library was closed for two days while the floor was waxed; 8A came for its projects all month."


def make_figures(houses: Houses, *, now: datetime) -> int:
    """Count what was lent, make the page of last month, write a note and sign it; returns how many days are counted."""
    this = now.astimezone(ZoneInfo(ZONE)).date().replace(day=1)
    first_night = min(datetime.combine(this, time(3), ZoneInfo(ZONE)), now)
    days = reports.count_days(SYSTEM, now=now)
    circulation.sever_returned_loans(SYSTEM, now=now)
    reports.count_collection(SYSTEM, now=first_night)
    reports.count_collection(SYSTEM, now=now)
    reports.keep_due_pages(SYSTEM, now=first_night)
    site_id, last = houses.sites[SITE_CODES["M"]], before(this)
    dee = people.actor_for(Account.objects.get(username="dee"), site_id, now=now)
    signed_at = min(first_night + timedelta(hours=7), now)
    reports.note_figure(dee, kind="month", first_on=last, site_id=site_id, figure="", text=NOTE, now=signed_at)
    reports.sign_page(dee, first_on=last, site_id=site_id, now=signed_at)
    _ask(dee, site_id, now)
    _certify(dee, now)
    return days


def _ask(dee: Actor, site_id: int, now: datetime) -> None:
    """A report of one's own, made every month, with one file of it."""
    spec = Spec("loans", groups=("grade", "kind"), sort="count", is_down=True)
    report_id = reports.save_report(
        dee, name="Loans by grade and type", spec=spec, site_id=site_id, is_shared=True, now=now
    )
    _mail(dee, report_id, now)
    run_now(
        reports.begin_export(
            dee, report_id=report_id, shape="xlsx", publish=False, title="File of “Loans by grade and type”", now=now
        )
    )


def _mail(dee: Actor, report_id: int, now: datetime) -> None:
    """It goes to whoever may see it and can be reached; without such a one it is only made."""
    report = report_in_sight(dee, report_id)
    able = [each.pk for each in may_be_mailed(report, now) if address_of(each)] if report is not None else []
    if able:
        reports.mail_report(dee, report_id=report_id, account_ids=able, every="month", shape="xlsx", link="", now=now)
    else:
        reports.schedule_report(dee, report_id=report_id, every="month", now=now)


def _certify(dee: Actor, now: datetime) -> None:
    """The certificate of an invented night, and a hold on somebody's data."""
    night = now - timedelta(hours=8)
    reports.certify_night(SYSTEM, counts={"loans": 31, "slips": 12, "views": 4}, begun_at=night, now=night)
    held = Person.objects.filter(home_site=dee.site_id, category__code="student").order_by("-family_name", "pk").first()
    if held is not None:
        people_actions.put_legal_hold(
            dee, person_id=held.pk, reason="Letter of the district's counsel", now=now,
            until_on=now.date() + timedelta(days=60),
        )  # fmt: skip
