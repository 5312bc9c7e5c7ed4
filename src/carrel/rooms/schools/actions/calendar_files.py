"""A calendar file: sent in and looked into, decided on, taken in, taken back or put aside."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from carrel.cellar.ics import NotACalendar, read_calendar
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.schools.actions.days import Marked, renew_calendars, require_sites
from carrel.rooms.schools.models import CalendarDay, CalendarFile, Site
from carrel.rooms.schools.queries import kinds_decided_before, site_changes
from carrel.rooms.schools.rules import CLOSED, HALF, LEFT_OUT, OPEN, named_days, plain

AHEAD = timedelta(days=800)
MOST_NAMES = 300
_CODES = {"too_large": "schools.calendar_too_large", "too_many": "schools.calendar_too_large"}
_CODES |= {"not_ics": "schools.not_a_calendar", "empty": "schools.calendar_empty"}


def send_calendar(actor: Actor, *, site_ids: Collection[int], name: str, raw: bytes, now: datetime) -> CalendarFile:
    """Look into a calendar file for these sites: its days from today on by name, each with what it is taken for.

    No day is marked by it. Raises NotAllowed, and Refused for a site out of scope, for a file that is no calendar,
    holds none of the days to come, or more than a school has. Inverse: drop_calendar.
    """
    require(actor, "schools.send_calendar")
    require_sites(actor, site_ids)
    name = squeeze(name, 200)
    zone = ZoneInfo(Site.objects.values_list("timezone", flat=True).get(pk=min(site_ids)))
    today = now.astimezone(zone).date()
    try:
        reading = read_calendar(raw, first_on=today, last_on=today + AHEAD, zone=zone)
    except NotACalendar as why:
        raise Refused(Objection(_CODES[why.code], Weight.REFUSE, {"name": name})) from why
    if not reading.events and not reading.faults:
        raise Refused(Objection("schools.calendar_over", Weight.REFUSE, {"name": name}))
    named = named_days(reading.events, kinds_decided_before(site_ids))
    if len(named) > MOST_NAMES:
        raise Refused(Objection("schools.calendar_too_large", Weight.REFUSE, {"name": name}))
    with writing():
        file = CalendarFile.objects.create(
            name=name,
            named=[plain(each) for each in named],
            kinds={each.key: each.kind for each in named},
            faults=[[each.number, each.name, each.code] for each in reading.faults],
            outside=reading.outside,
            sent_at=now,
            sent_by_name=actor.badge_name or actor.name,
        )
        file.sites.set(site_ids)
        record_act(actor, "schools.send_calendar", about=("calendar_file", file.pk), at=now, facts={"name": name})
    return file


def choose_calendar_kinds(actor: Actor, *, file_id: int, kinds: Mapping[str, str], now: datetime) -> CalendarFile:
    """Decide what the days of a file are taken for, by key: closed, half, open, or "" for left out.

    Keys the file does not have, and other kinds, are passed over. Raises NotAllowed, and Refused for a file out of
    scope or one that is settled. Inverse: choose_calendar_kinds, with the kinds of before.
    """
    require(actor, "schools.choose_calendar_kinds")
    with writing():
        file = _file(actor, file_id, CalendarFile.State.SENT)
        known = {key: kind for key, kind in kinds.items() if kind in (CLOSED, HALF, OPEN, LEFT_OUT)}
        before = dict(file.kinds)
        file.kinds = {key: known.get(key, kind) for key, kind in before.items()}
        file.save(update_fields=["kinds"])
        facts = {"before": before}
        record_act(actor, "schools.choose_calendar_kinds", about=("calendar_file", file_id), at=now, facts=facts)
    return file


def take_in_calendar(actor: Actor, *, file_id: int, now: datetime) -> Marked:
    """Mark the days of a file as decided, from today on. Due dates already given do not move by it.

    Raises NotAllowed, and Refused for a file out of scope or one that is settled. Inverse: take_back_calendar.
    """
    require(actor, "schools.take_in_calendar")
    with writing():
        file = _file(actor, file_id, CalendarFile.State.SENT)
        before, after = [], []
        changes = site_changes(file, now)
        for each in changes:
            site_id = each.site.pk
            for one in each.changes:
                before.append([site_id, one.day.isoformat(), each.calendar.exceptions.get(one.day, ""), one.was_note])
                after.append([site_id, one.day.isoformat(), one.kind, one.note])
        _mark(after)
        renew_calendars([each.site.pk for each in changes if each.changes])
        file.before, file.after = before, after
        file.state, file.taken_in_at = CalendarFile.State.TAKEN_IN, now
        file.save(update_fields=["before", "after", "state", "taken_in_at"])
        facts = {"days": len(after)}
        act_id = record_act(actor, "schools.take_in_calendar", about=("calendar_file", file_id), at=now, facts=facts)
    return Marked(act_id, len({each[1] for each in after}), len({each[0] for each in after}))


def take_back_calendar(actor: Actor, *, file_id: int, now: datetime) -> Marked:
    """Make every day a file marked what it was before; a day that was marked otherwise since stays as it is.

    Raises NotAllowed, and Refused for a file out of scope or one that is not taken in.
    Inverse: send_calendar and take_in_calendar, with the same file.
    """
    require(actor, "schools.take_back_calendar")
    with writing():
        file = _file(actor, file_id, CalendarFile.State.TAKEN_IN)
        touched = {(each[0], date.fromisoformat(each[1])) for each in file.after}
        days = CalendarDay.objects.filter(
            site__in={each[0] for each in file.after}, day__in={day for _, day in touched}
        )
        stands = {(each.site_id, each.day): (each.kind, each.note) for each in days}
        pairs = zip(file.before, file.after, strict=True)
        back = [
            was
            for was, mark in pairs
            if stands.get((mark[0], date.fromisoformat(mark[1])), ("", "")) == (mark[2], mark[3])
        ]
        _mark(back)
        renew_calendars({each[0] for each in back})
        file.state = CalendarFile.State.TAKEN_BACK
        file.save(update_fields=["state"])
        facts = {"days": len(back), "stayed": len(file.after) - len(back)}
        act_id = record_act(actor, "schools.take_back_calendar", about=("calendar_file", file_id), at=now, facts=facts)
    return Marked(act_id, len({each[1] for each in back}), len({each[0] for each in back}))


def drop_calendar(actor: Actor, *, file_id: int, now: datetime) -> None:
    """Put a file aside that was looked into; nothing of it was marked.

    Raises NotAllowed, and Refused for a file out of scope or one that is settled. Inverse: send_calendar.
    """
    require(actor, "schools.drop_calendar")
    with writing():
        file = _file(actor, file_id, CalendarFile.State.SENT)
        file.state = CalendarFile.State.DROPPED
        file.save(update_fields=["state"])
        record_act(actor, "schools.drop_calendar", about=("calendar_file", file_id), at=now)


def _file(actor: Actor, file_id: int, state: str) -> CalendarFile:
    """The file, held still on PostgreSQL, when its sites are the actor's and it is in this state."""
    file = CalendarFile.objects.select_for_update().filter(pk=file_id).first()
    if file is None:
        raise Refused(Objection("schools.calendar_file_unknown", Weight.REFUSE))
    require_sites(actor, list(file.sites.values_list("pk", flat=True)))
    if file.state != state:
        raise Refused(Objection("schools.calendar_file_settled", Weight.REFUSE, {"name": file.name}))
    return file


def _mark(marks: Sequence[Sequence[Any]]) -> None:
    """Make each day of [site, day, kind, note] so; kind "" takes its mark away. The bells of a day go with its mark."""
    for site_id in {each[0] for each in marks}:
        days = [each[1] for each in marks if each[0] == site_id]
        CalendarDay.objects.filter(site_id=site_id, day__in=days).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(site_id=each[0], day=each[1], kind=each[2], note=each[3]) for each in marks if each[2]
    )
