"""The day as the first page shows it: what to do first, which class meets when. Composed of several rooms' answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carrel.cellar.jobs import queries as jobs
from carrel.cellar.kernel.actors import Actor
from carrel.doors.web.desk.facts import link
from carrel.doors.web.long_work import page_of
from carrel.doors.web.templatetags.carrel_web import clock_words
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.people import queries as people
from carrel.rooms.schools import queries as schools
from carrel.rooms.schools.rules import NoOpenDay, period_key, period_keys

if TYPE_CHECKING:
    pass

OPEN_STATUSES = ("waiting", "running", "stopped")


@dataclass(frozen=True, slots=True)
class Bell:
    """One period of the day with the classes that meet in it."""

    starts: time
    ends: time
    name: str
    classes: str
    is_now: bool


def bells_of(actor: Actor, now: datetime) -> list[Bell]:
    """The day by bells at the actor's school; empty on a closed day and where no bells are set."""
    if actor.site_id is None:
        return []
    local = now.astimezone(schools.zone_of(actor.site_id))
    bells = schools.bells_of(actor.site_id, local.date())
    if bells is None:
        return []
    meeting = _classes_by_period(actor) if actor.may("people.view_classes") else {}
    clock = local.time()
    return [
        Bell(
            period.starts,
            period.ends,
            period.name,
            _joined(meeting.get(period_key(period.name), ())),
            period.starts <= clock < period.ends,
        )
        for period in bells.periods
    ]


def _classes_by_period(actor: Actor) -> dict[str, list[str]]:
    """Who meets in which period, by the period's key: `Joan Clark, 7B`."""
    found: dict[str, list[str]] = {}
    for each in people.classes_of(actor, actor.site_id or 0, today=timezone.localdate()):
        for key in period_keys(each.periods):
            found.setdefault(key, []).append(", ".join(filter(None, (each.teachers, each.name))))
    return found


def _joined(names: Sequence[str], most: int = 2) -> str:
    """The classes by name while they are few; a whole school of them is a number."""
    if len(names) <= most:
        return ", ".join(names)
    return ngettext("%(count)s class", "%(count)s classes", len(names)) % {"count": len(names)}


def lead_for(actor: Actor, now: datetime) -> str:
    """One sentence about the day: open or closed, and when it is open again."""
    if actor.site_id is None:
        return ""
    today = schools.today_at(actor.site_id, now)
    calendar = schools.calendar_of(actor.site_id)
    try:
        following = calendar.next_open_on(date.fromordinal(today.toordinal() + 1))
    except NoOpenDay:
        return _("No open day is in the calendar. Enter the open days, so that due dates can be counted.")
    if not calendar.is_open(today):
        note = calendar.note_of(today)
        words = {"note": note, "day": _day(following)}
        return (
            _("Closed today: %(note)s. Open again on %(day)s.") % words
            if note
            else _("Closed today. Open again on %(day)s.") % words
        )
    site = schools.site(actor.site_id)
    closes_at = site.closes_at if site is not None else None
    first = _open_until(closes_at, timezone.localtime(now).time())
    if (following - today).days > 1:
        return f"{first} {_('The next open day is %(day)s.') % {'day': _day(following)}}"
    return first


def _open_until(closes_at: time | None, at: time) -> str:
    """`Open until 4:00 PM.`, or that it has closed by now."""
    if closes_at is None:
        return _("Open today.")
    words = {"time": clock_words(closes_at)}
    return _("Open until %(time)s.") % words if at < closes_at else _("Closed since %(time)s.") % words


def _day(day: date) -> str:
    return formats.date_format(day, "l j F")


def is_empty(actor: Actor) -> bool:
    """Whether the house is still empty: no record yet, and the actor is one who may bring them."""
    return actor.may("intake.import_marc") and not catalogue.has_records()


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first things to do in an empty house."""

    title: str
    text: str
    url: str
    word: str


def first_steps(actor: Actor) -> list[Step]:
    """What an empty house needs, in any order; only what this installation and this role have."""
    steps = [
        Step(
            _("Bring your records"),
            _("A MARC file from Destiny, Koha, Follett or anyone. You see what is wrong before anything comes in."),
            link("imports.imports"),
            _("Choose a file"),
        ),
        Step(
            _("Bring your people"),
            _("Classes, students and staff as OneRoster, or a CSV from the office."),
            link("rosters.imports"),
            _("Choose a roster"),
        ),
        Step(
            _("Say when you are open"),
            _("Bells, holidays, last day of term. Due dates follow from it."),
            link("schools.calendar"),
            _("Open the calendar"),
        ),
        Step(
            _("Check the lending rules"),
            _("Two weeks and ten items to begin with. Change what is different here."),
            link("circulation.policies"),
            _("See the rules"),
        ),
    ]
    return [step for step in steps if step.url]


def catalogue_is_public() -> bool:
    """Whether some school lets anyone search without signing in."""
    return schools.sites().filter(public_catalogue=True).exists()


@dataclass(frozen=True, slots=True)
class Work:
    """Long work that runs or waits, as the first page lists it."""

    title: str
    done: int
    total: int
    url: str


def work_under_way(actor: Actor) -> list[Work]:
    """Long work of this actor's sites that has not ended."""
    found = jobs.jobs_of(actor).filter(status__in=OPEN_STATUSES)[:5]
    return [Work(job.title, job.done, job.total or 0, page_of(job)) for job in found]
