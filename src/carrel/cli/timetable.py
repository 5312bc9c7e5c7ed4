"""What the worker does once a day, whatever else waits. Each of these may be repeated without harm."""

import time
from collections.abc import Callable
from datetime import datetime

from django.core.management import call_command

from carrel.cellar.files.actions import sweep_files
from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.idempotency import forget_old_answers
from carrel.cellar.papers import actions as papers
from carrel.cellar.parking.actions import forget_old_parked
from carrel.doors.web.desk.turn import put_away_patrons
from carrel.rooms.catalogue import actions as catalogue
from carrel.rooms.charges.actions import forget_settled_things
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.media.actions import forget_names
from carrel.rooms.people import actions as people
from carrel.rooms.registers import actions as registers
from carrel.rooms.reports import actions as reports
from carrel.rooms.rosters import actions as rosters
from carrel.rooms.software.actions import forget_holders

BREATH_S = 0.01


def forget_old_sessions(*, now: datetime) -> None:
    """Sign-ins that have run out leave the database."""
    call_command("clearsessions", verbosity=0)


def forget_done_tasks(*, now: datetime) -> None:
    """Work that is done leaves the worker's list after two weeks; what a job reports stays with the job."""
    call_command("prune_db_task_results", verbosity=0, min_age_days=14)


def forget_answers(*, now: datetime) -> None:
    """Kept answers are for repeats, and nobody repeats a scan after thirty days."""
    forget_old_answers(now)


def forget_parked(*, now: datetime) -> None:
    """Half-done work that nobody took up again goes when its time has come."""
    forget_old_parked(now)


def auto_renew(*, now: datetime) -> None:
    """What falls due within a day and may, renews itself; what may not keeps its date and the reason."""
    circulation.auto_renew(SYSTEM, now=now)


def count(*, now: datetime) -> None:
    """What was done is counted while it still has classes, what is owned as it is now; then a month's page is made."""
    reports.count_days(SYSTEM, now=now, between=_breathe)
    reports.count_collection(SYSTEM, now=now)
    reports.keep_due_pages(SYSTEM, now=now)
    reports.keep_due_reports(SYSTEM, title="%(name)s", now=now)


def sever(*, now: datetime) -> None:
    """Returned loans lose their reader, as the privacy setting says."""
    circulation.sever_returned_loans(SYSTEM, now=now, between=_breathe)


def _breathe() -> None:
    """Whoever waits for the writer lock gets it before the next step of long work."""
    time.sleep(BREATH_S)


def expire(*, now: datetime) -> None:
    """Holds nobody fetched, and reservations whose days are over, end before the library opens."""
    circulation.expire_holds(SYSTEM, now=now)
    circulation.end_reservations(SYSTEM, now=now)


def put_away(*, now: datetime) -> None:
    """Whoever stood at a desk since yesterday is put away there; what was done and what is odd stays."""
    put_away_patrons(now=now)


def forget_lines(*, now: datetime) -> None:
    """Lists and class hand-outs forget who had what when the loans do."""
    circulation.forget_batches(SYSTEM, now=now)


def forget_settled(*, now: datetime) -> None:
    """What a settled charge was about is kept for thirty days."""
    forget_settled_things(SYSTEM, now=now)


def forget_registers(*, now: datetime) -> None:
    """Files of registers, which say who has what, are kept for thirty days."""
    registers.forget_registers(SYSTEM, now=now)


def forget_rosters(*, now: datetime) -> None:
    """Files of rosters and the names in their reports are kept for thirty days."""
    rosters.forget_rosters(SYSTEM, now=now)


def forget_views(*, now: datetime) -> None:
    """Who looked at whom is kept for a year."""
    people.forget_views(SYSTEM, now=now)


def forget_slips(*, now: datetime) -> None:
    """What a slip said is kept for a day, if it was not printed before."""
    papers.forget_slips(SYSTEM, now=now)


def forget_media_names(*, now: datetime) -> None:
    """Who asked for a recording or a copy is kept as long as the school says."""
    forget_names(SYSTEM, now=now)


def forget_seats(*, now: datetime) -> None:
    """Who held a seat of a licence is kept for thirty days after it was taken back."""
    forget_holders(SYSTEM, now=now)


def forget_attachments(*, now: datetime) -> None:
    """What was taken off an item or a record thirty days ago goes, before the sweep takes its bytes."""
    inventory.forget_attachments(SYSTEM, now=now)


def sweep(*, now: datetime) -> None:
    """Stored files that nothing names any more go."""
    sweep_files(now=now)


def fetch_roster(*, now: datetime) -> None:
    """What the student system has put into the folder of rosters is fetched."""
    rosters.fetch_roster(SYSTEM, now=now)


def learn_words(*, now: datetime) -> None:
    """The words spelling is suggested from follow the records."""
    catalogue.refresh_terms(SYSTEM, now=now)


DAILY: tuple[Callable[..., None], ...] = (
    forget_old_sessions,
    forget_done_tasks,
    forget_answers,
    forget_parked,
    expire,
    auto_renew,
    count,
    sever,
    put_away,
    forget_lines,
    forget_settled,
    forget_registers,
    forget_rosters,
    forget_views,
    forget_slips,
    forget_media_names,
    forget_seats,
    forget_attachments,
    sweep,
    learn_words,
)


def do_what_is_due(*, now: datetime) -> None:
    """Do everything of the day, in order."""
    for task in DAILY:
        task(now=now)


def print_slips(*, now: datetime) -> None:
    """Slips a printer would not take are sent to it again."""
    papers.print_waiting(SYSTEM, now=now)


OFTEN: tuple[Callable[..., None], ...] = (fetch_roster, print_slips)
OFTEN_S = 600.0


def do_what_is_often_due(*, now: datetime) -> None:
    """Do what is looked after every ten minutes."""
    for task in OFTEN:
        task(now=now)
