"""What the worker does once a day, whatever else waits. Each of these may be repeated without harm."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime

from django.core.management import call_command

from carrel.cellar.files.actions import sweep_files
from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.clock import now as clock
from carrel.cellar.kernel.idempotency import forget_old_answers
from carrel.cellar.papers import actions as papers
from carrel.cellar.parking.actions import forget_old_parked
from carrel.cellar.post import actions as post
from carrel.cellar.post.rules import WAYS
from carrel.doors.web.desk.turn import put_away_patrons
from carrel.rooms.catalogue import actions as catalogue
from carrel.rooms.charges.actions import forget_settled_things
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.labels.actions import forget_card_runs
from carrel.rooms.media.actions import forget_names
from carrel.rooms.people import actions as people
from carrel.rooms.recovery import actions as recovery
from carrel.rooms.registers import actions as registers
from carrel.rooms.reports import actions as reports
from carrel.rooms.reports.queries.retention import suspended
from carrel.rooms.rosters import actions as rosters
from carrel.rooms.schools.queries import today_at
from carrel.rooms.software.actions import forget_holders

BREATH_S = 0.01


def forget_old_sessions(*, now: datetime) -> None:
    """Sign-ins that have run out leave the database."""
    call_command("clearsessions", verbosity=0)


def forget_done_tasks(*, now: datetime) -> None:
    """Work that is done leaves the worker's list after two weeks; what a job reports stays with the job."""
    call_command("prune_db_task_results", verbosity=0, min_age_days=14)


def forget_answers(*, now: datetime) -> int:
    """Kept answers are for repeats, and nobody repeats a scan after thirty days."""
    return forget_old_answers(now)


def forget_parked(*, now: datetime) -> int:
    """Half-done work that nobody took up again goes when its time has come."""
    return forget_old_parked(now)


def auto_renew(*, now: datetime) -> None:
    """What falls due within a day and may, renews itself; what may not keeps its date and the reason."""
    circulation.auto_renew(SYSTEM, now=now)


def lose(*, now: datetime) -> None:
    """What is late for as long as the policy says is taken for lost and billed."""
    circulation.lose_by_time(SYSTEM, now=now, between=_breathe)


def count(*, now: datetime) -> None:
    """What was done is counted while it still has classes, what is owned as it is now; then the pages are made."""
    reports.count_days(SYSTEM, now=now, between=_breathe)
    reports.count_collection(SYSTEM, now=now)
    reports.keep_due_pages(SYSTEM, now=now)
    reports.keep_due_years(SYSTEM, now=now)
    reports.keep_due_reports(SYSTEM, title="%(name)s", now=now)


def sever(*, now: datetime) -> int:
    """Returned loans lose their reader, as the privacy setting says."""
    return circulation.sever_returned_loans(SYSTEM, now=now, between=_breathe)


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


def forget_lines(*, now: datetime) -> int:
    """Lists and class hand-outs forget who had what when the loans do."""
    return circulation.forget_batches(SYSTEM, now=now)


def forget_settled(*, now: datetime) -> int:
    """What a settled charge was about is kept for thirty days."""
    return forget_settled_things(SYSTEM, now=now)


def forget_registers(*, now: datetime) -> int:
    """Files of registers, which say who has what, are kept for thirty days."""
    return registers.forget_registers(SYSTEM, now=now)


def forget_rosters(*, now: datetime) -> int:
    """Files of rosters and the names in their reports are kept for thirty days."""
    return rosters.forget_rosters(SYSTEM, now=now)


def forget_views(*, now: datetime) -> int:
    """Who looked at whom is kept for a year."""
    return people.forget_views(SYSTEM, now=now)


def forget_slips(*, now: datetime) -> int:
    """What a slip said is kept for a day, if it was not printed before."""
    return papers.forget_slips(SYSTEM, now=now)


def forget_mail(*, now: datetime) -> int:
    """What mail said is kept for ninety days; what tells who has what, for three at the most."""
    return post.forget_bodies(SYSTEM, now=now)


def forget_steps(*, now: datetime) -> int:
    """Steps of the ladder go with the loans they were taken for."""
    return recovery.forget_steps(SYSTEM, now=now)


def clear_leavers(*, now: datetime) -> None:
    """Whoever left with something out or owed gets a clearance slip, the office hears of it; who is back has none."""
    recovery.drop_clearances_of_returned(SYSTEM, now=now)
    recovery.begin_clearances_of_leavers(SYSTEM, now=now)


def forget_media_names(*, now: datetime) -> int:
    """Who asked for a recording or a copy is kept as long as the school says."""
    return forget_names(SYSTEM, now=now)


def forget_seats(*, now: datetime) -> int:
    """Who held a seat of a licence is kept for thirty days after it was taken back."""
    return forget_holders(SYSTEM, now=now)


def forget_cards(*, now: datetime) -> int:
    """Who was printed a card is kept for thirty days after printing."""
    return forget_card_runs(SYSTEM, now=now)


def forget_attachments(*, now: datetime) -> int:
    """What was taken off an item or a record thirty days ago goes, before the sweep takes its bytes."""
    return inventory.forget_attachments(SYSTEM, now=now)


def sweep(*, now: datetime) -> None:
    """Stored files that nothing names any more go."""
    sweep_files(now=now)


def fetch_roster(*, now: datetime) -> None:
    """What the student system has put into the folder of rosters is fetched."""
    rosters.fetch_roster(SYSTEM, now=now)


def learn_words(*, now: datetime) -> None:
    """The words spelling is suggested from follow the records."""
    catalogue.refresh_terms(SYSTEM, now=now)


def forget_leavers(*, now: datetime) -> int:
    """Students who left a year ago and owe nothing leave the database."""
    return reports.forget_old_leavers(SYSTEM, now=now)


def lift_holds(*, now: datetime) -> None:
    """Legal holds whose last day is over are lifted before anything goes."""
    people.lift_over_holds(SYSTEM, today=today_at(None, now), now=now)


RETENTION: Mapping[str, Callable[..., int]] = {
    "answers": forget_answers,
    "parked": forget_parked,
    "loans": sever,
    "lines": forget_lines,
    "settled": forget_settled,
    "registers": forget_registers,
    "rosters": forget_rosters,
    "views": forget_views,
    "slips": forget_slips,
    "mail": forget_mail,
    "steps": forget_steps,
    "media": forget_media_names,
    "seats": forget_seats,
    "cards": forget_cards,
    "attachments": forget_attachments,
    "leavers": forget_leavers,
}
"""What deletes, by its kind in the retention schedule: left out while a legal hold is on it, and certified."""

DAILY: tuple[Callable[..., int | None], ...] = (
    lift_holds,
    forget_old_sessions,
    forget_done_tasks,
    forget_answers,
    forget_parked,
    expire,
    auto_renew,
    lose,
    count,
    sever,
    put_away,
    forget_lines,
    forget_settled,
    forget_registers,
    forget_rosters,
    forget_views,
    forget_slips,
    forget_mail,
    forget_steps,
    clear_leavers,
    forget_media_names,
    forget_seats,
    forget_cards,
    forget_attachments,
    forget_leavers,
    sweep,
    learn_words,
)


def do_what_is_due(*, now: datetime) -> None:
    """Do everything of the day, in order; what a legal hold is on stays, and what went is certified."""
    counts: dict[str, int] = {}
    for task in DAILY:
        _do(task, counts, now)
    reports.certify_night(SYSTEM, counts=counts, begun_at=now, now=clock())


def forget_again(*, now: datetime) -> None:
    """After a restore: what was deleted since the backup was made is deleted again, by the same rules."""
    counts: dict[str, int] = {}
    lift_holds(now=now)
    count(now=now)
    for task in RETENTION.values():
        _do(task, counts, now)
    reports.certify_night(SYSTEM, counts=counts, begun_at=now, now=clock())


def _do(task: Callable[..., int | None], counts: dict[str, int], now: datetime) -> None:
    kind = next((code for code, each in RETENTION.items() if each is task), "")
    if kind and kind in suspended():
        return
    done = task(now=now)
    if kind and done:
        counts[kind] = done


def print_slips(*, now: datetime) -> None:
    """Slips a printer would not take are sent to it again."""
    papers.print_waiting(SYSTEM, now=now)


def send_mail(*, now: datetime) -> None:
    """Mail whose server did not answer is tried again."""
    for way in WAYS:
        post.send_waiting(SYSTEM, way=way, now=now)


def make_notices(*, now: datetime) -> None:
    """Notices are made on the days a school has chosen, once a day."""
    recovery.make_scheduled_runs(SYSTEM, now=now)


OFTEN: tuple[Callable[..., None], ...] = (fetch_roster, print_slips, make_notices, send_mail)
OFTEN_S = 600.0


def do_what_is_often_due(*, now: datetime) -> None:
    """Do what is looked after every ten minutes."""
    for task in OFTEN:
        task(now=now)
