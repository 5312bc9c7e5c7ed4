"""How the demo gets things back: a ladder of its own, five weeks of notices, a call that waits, a leaver half cleared."""

from datetime import datetime, timedelta

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.post import actions as post
from carrel.cellar.post.rules import EMAIL
from carrel.cellar.post.sending import ENDED_WELL, REFUSED, Outcome
from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.circulation.models import Loan
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account, SchoolClass
from carrel.rooms.recovery import actions as recovery
from carrel.rooms.recovery.rules.ladder import Step

LADDER = (
    Step("reminder", "reminder", -2, "email"),
    Step("notice-1", "notice", 1, "slip"),
    Step("notice-2", "notice", 7, "email"),
    Step("letter", "letter", 14, "paper"),
    Step("call", "call", 21, "phone"),
    Step("bill", "bill", 45, "paper"),
    Step("office", "office", 84, "list"),
)
DAYS_AGO = (31, 24, 17, 10, 3)


def get_back(houses: Houses, *, now: datetime) -> int:
    """A few rows of everything recovery has, as the technician of the middle school; returns how many notices."""
    site_id = houses.sites[SITE_CODES["M"]]
    dee = people.actor_for(Account.objects.get(username="dee"), site_id, now=now)
    recovery.keep_ladder(
        dee, site_id=site_id, steps=LADDER, office_email="office@aldercreek.example", now=now - timedelta(days=40)
    )
    made = sum(_made(dee, site_id, now - timedelta(days=days), is_last=days == DAYS_AGO[-1]) for days in DAYS_AGO)
    _mail_teacher(dee, site_id, now)
    _clear_one(dee, site_id, now)
    return made


def _made(dee: Actor, site_id: int, moment: datetime, *, is_last: bool) -> int:
    try:
        run = recovery.make_run(dee, site_id=site_id, now=moment)
    except Refused:
        return 0
    _send(moment, is_last=is_last)
    recovery.give_out(dee, run_id=run.run_id, now=moment)
    return run.notices


def _send(moment: datetime, *, is_last: bool) -> None:
    """What was mailed then has gone, as if there had been a server; of the last run one address came back."""
    closed = [Outcome(REFUSED, "post.refused", {"answer": "550 5.1.1 There is nobody of this name"})] if is_last else []
    post.send_waiting(SYSTEM, way=EMAIL, now=moment, send=lambda _mail: closed.pop() if closed else ENDED_WELL)


def _mail_teacher(dee: Actor, site_id: int, now: datetime) -> None:
    for room in SchoolClass.objects.filter(site=site_id, kind="homeroom").order_by("name"):
        try:
            recovery.mail_homeroom(dee, homeroom_id=room.pk, now=now)
        except Refused:
            continue
        return


def _clear_one(dee: Actor, site_id: int, now: datetime) -> None:
    """A student with something out is about to move away; one department has signed."""
    out = Loan.objects.filter(returned_at=None, patron__home_site=site_id, patron__category__code="student")
    cast = ("Ana", "Ben", "Benjamin", "Mateo", "Eli")
    loan = out.exclude(patron__given_name__in=cast).order_by("patron__family_name", "patron_id").first()
    if loan is None or loan.patron_id is None:
        return
    clearance = recovery.begin_clearance(dee, person_id=loan.patron_id, now=now)
    recovery.sign_off(dee, clearance_id=clearance, department="media", name="Dee Novak", now=now)
    recovery.write_to_next_school(dee, clearance_id=clearance, school="Elm Middle School, Redding", now=now)
