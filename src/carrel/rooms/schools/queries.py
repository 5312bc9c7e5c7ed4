"""Questions about the district and its schools."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.prepared import Prepared, Slot
from carrel.rooms.schools.models import (
    BellPeriod,
    BellSchedule,
    CalendarDay,
    CalendarFeed,
    CalendarFile,
    District,
    Fund,
    Place,
    SchoolYear,
    Site,
    Term,
    Vendor,
)
from carrel.rooms.schools.rules import (
    Bells,
    Calendar,
    DayChange,
    NamedDays,
    Period,
    Timetable,
    bells_on,
    day_changes,
    named_of,
    period_at,
    stretches,
    wanted_days,
)

_calendars: dict[int, tuple[str, Calendar]] = {}


def district() -> District | None:
    """The district of this installation; None before it is set up."""
    return District.objects.first()


def place_names(site_id: int) -> dict[int, str]:
    """What each place of a site is called, by its id. One prepared statement."""
    return dict(_PLACE_NAMES.rows(site_id=site_id))


_PLACE_NAMES = Prepared(lambda: Place.objects.filter(site_id=Slot("site_id")).order_by().values_list("pk", "name"))


def site(site_id: int) -> Site | None:
    """One site by its key."""
    return Site.objects.filter(pk=site_id).first()


def sites() -> QuerySet[Site]:
    """All sites in use, by name."""
    return Site.objects.filter(is_active=True)


def site_names() -> dict[int, str]:
    """What each site in use is called, by its id. One prepared statement."""
    return {pk: short_name or name for pk, short_name, name in _SITE_NAMES.rows()}


_SITE_NAMES = Prepared(lambda: Site.objects.filter(is_active=True).values_list("pk", "short_name", "name"))


def sites_of(actor: Actor) -> QuerySet[Site]:
    """The sites at which the actor may work, by name."""
    return sites() if actor.is_district else sites().filter(pk__in=actor.site_ids)


def calendar_of(site_id: int, token: str | None = None) -> Calendar:
    """The open days of a site, kept in the process.

    The kept one is used only while the site still carries its token; whoever has read the token already passes it and
    saves a statement. Raises Site.DoesNotExist.
    """
    if token is None:
        token = Site.objects.values_list("calendar_token", flat=True).get(pk=site_id)
    kept = _calendars.get(site_id)
    if kept is not None and kept[0] == token:
        return kept[1]
    fresh_token, week = Site.objects.values_list("calendar_token", "open_weekdays").get(pk=site_id)
    days = list(CalendarDay.objects.filter(site_id=site_id).values_list("day", "kind", "note"))
    calendar = Calendar(week, {day: kind for day, kind, _ in days}, {day: note for day, _, note in days if note})
    _calendars[site_id] = (fresh_token, calendar)
    return calendar


def zone_of(site_id: int) -> ZoneInfo:
    """The time zone of a site."""
    return ZoneInfo(Site.objects.values_list("timezone", flat=True).get(pk=site_id))


def today_at(site_id: int | None, now: datetime) -> date:
    """The day it is at a site, or in the district where there is no site."""
    if site_id is not None:
        return now.astimezone(zone_of(site_id)).date()
    found = district()
    return now.astimezone(ZoneInfo(found.timezone if found else "UTC")).date()


def bell_schedules_of(site_id: int) -> tuple[Bells, ...]:
    """The bell schedules of a site with their periods."""
    found = BellSchedule.objects.filter(site_id=site_id).prefetch_related("bell_periods").order_by("is_half_day", "pk")
    return tuple(
        Bells(
            each.pk,
            each.name,
            each.weekdays,
            each.is_half_day,
            tuple(Period(one.name, one.starts, one.ends) for one in each.bell_periods.all()),
        )
        for each in found
    )


def timetable_of(site_id: int, calendar: Calendar | None = None) -> Timetable:
    """The periods of a site on every day. Whoever has its calendar already passes it and saves a statement."""
    named = CalendarDay.objects.filter(site_id=site_id, bell_schedule__isnull=False)
    days = dict(named.values_list("day", "bell_schedule_id"))
    return Timetable(calendar or calendar_of(site_id), bell_schedules_of(site_id), days)


@dataclass(frozen=True)
class Bell:
    """The period that runs at a site now, and the schedule it belongs to."""

    schedule: str
    period: Period


def bells_of(site_id: int, day: date) -> Bells | None:
    """The bell schedule of a site on a day; None on a closed day."""
    named = CalendarDay.objects.filter(site_id=site_id, day=day).values_list("bell_schedule_id", flat=True).first()
    return bells_on(day, calendar_of(site_id), bell_schedules_of(site_id), named)


def current_period(site_id: int, now: datetime) -> Bell | None:
    """The period that runs or is about to begin at a site; None outside of lessons and on closed days."""
    local = now.astimezone(zone_of(site_id))
    bells = bells_of(site_id, local.date())
    if bells is None:
        return None
    found = period_at(bells.periods, local.time())
    return Bell(bells.name, found) if found else None


@dataclass(frozen=True)
class PlaceInTree:
    """A place with its depth in the tree (0 for what stands directly in the site) and its way there in words."""

    place: Place
    depth: int
    path: str


def places_in_tree(site_id: int) -> list[PlaceInTree]:
    """All places of a site, each after its parent, brothers and sisters in their order."""
    by_parent: dict[int | None, list[Place]] = {}
    for each in Place.objects.filter(site_id=site_id).order_by("sort", "name"):
        by_parent.setdefault(each.parent_id, []).append(each)
    found: list[PlaceInTree] = []
    _gather(by_parent, None, 0, "", found)
    return found


def _gather(
    by_parent: dict[int | None, list[Place]], parent: int | None, depth: int, path: str, found: list[PlaceInTree]
) -> None:
    for each in by_parent.get(parent, ()):
        way = f"{path} › {each.name}" if path else each.name
        found.append(PlaceInTree(each, depth, way))
        _gather(by_parent, each.pk, depth + 1, way, found)


def calendar_days(site_id: int, first: date, last: date) -> dict[date, CalendarDay]:
    """The days between two that differ from their weekday."""
    found = CalendarDay.objects.filter(site_id=site_id, day__range=(first, last)).select_related("bell_schedule")
    return {each.day: each for each in found}


def school_years() -> QuerySet[SchoolYear]:
    """The school years of the district, latest first."""
    return SchoolYear.objects.all()


def school_year_on(day: date) -> SchoolYear | None:
    """The school year a day belongs to; None between two years."""
    return SchoolYear.objects.filter(starts_on__lte=day, ends_on__gte=day).first()


def terms_of(site_id: int | None) -> Sequence[Term]:
    """The terms of a site: the district's and its own."""
    found = Term.objects.select_related("school_year", "site").order_by("-school_year__starts_on", "starts_on")
    if site_id is not None:
        found = found.filter(Q(site__isnull=True) | Q(site_id=site_id))
    return list(found)


def places_of(actor: Actor) -> QuerySet[Place]:
    """The places of the site the actor works at."""
    return Place.objects.filter(site_id=actor.site_id or 0).select_related("parent")


def terms_in_sight(actor: Actor) -> QuerySet[Term]:
    """The terms of the district and of the actor's sites, latest year first."""
    found = Term.objects.select_related("school_year", "site").order_by("-school_year__starts_on", "starts_on")
    return found if actor.is_district else found.filter(Q(site_id=None) | Q(site_id__in=actor.site_ids))


def bell_schedules_in_sight(actor: Actor) -> QuerySet[BellSchedule]:
    """The bell schedules of the site the actor works at."""
    return BellSchedule.objects.filter(site_id=actor.site_id or 0)


def bell_period_in_sight(actor: Actor, period_id: int) -> BellPeriod | None:
    """One period of a bell schedule of the site the actor works at."""
    return BellPeriod.objects.filter(pk=period_id, bell_schedule__site_id=actor.site_id or 0).first()


@dataclass(frozen=True)
class SiteChanges:
    """What a calendar file would change at one site, and its calendar as it is."""

    site: Site
    calendar: Calendar
    changes: tuple[DayChange, ...]

    @property
    def calendar_after(self) -> Calendar:
        """The calendar as the file would make it."""
        return self.calendar.with_days(self.changes)


def calendar_files(actor: Actor) -> QuerySet[CalendarFile]:
    """The calendar files sent in for sites of the actor, latest first."""
    found = CalendarFile.objects.prefetch_related("sites")
    return found if actor.is_district else found.exclude(sites__in=sites().exclude(pk__in=actor.site_ids))


def calendar_file(actor: Actor, file_id: int) -> CalendarFile | None:
    """One calendar file whose sites are all the actor's."""
    return calendar_files(actor).filter(pk=file_id).first()


def named_days_of(file: CalendarFile) -> tuple[NamedDays, ...]:
    """The days of a file by name, each as it is decided now."""
    return tuple(named_of(each, file.kinds.get(str(each["key"]), "")) for each in file.named)


def kinds_decided_before(site_ids: Collection[int]) -> dict[str, str]:
    """What names of days were taken for in the files taken in at these sites, the latest word first."""
    found: dict[str, str] = {}
    taken = CalendarFile.objects.filter(state=CalendarFile.State.TAKEN_IN, sites__in=site_ids)
    for kinds in taken.order_by("taken_in_at", "pk").values_list("kinds", flat=True):
        found |= kinds
    return found


def site_changes(file: CalendarFile, now: datetime) -> tuple[SiteChanges, ...]:
    """What the file as it is decided would change at each of its sites from today on.

    Days that files taken in before marked, which still stand so and which this one does not name although it speaks of
    the time, become ordinary again: the district moved them.
    """
    named = named_days_of(file)
    wanted = wanted_days(named)
    found = []
    for each in file.sites.order_by("name", "pk"):
        calendar = calendar_of(each.pk)
        today = now.astimezone(ZoneInfo(each.timezone)).date()
        dropped = _marked_before(each.pk, file, calendar, named)
        found.append(SiteChanges(each, calendar, day_changes(calendar, wanted, today=today, dropped=dropped)))
    return tuple(found)


def _marked_before(site_id: int, file: CalendarFile, calendar: Calendar, named: Sequence[NamedDays]) -> list[date]:
    """The days earlier files marked at this site, which still stand so, within the time that this file speaks of.

    Next year's file says nothing about the rest of this year; a corrected one of this year does.
    """
    if not named:
        return []
    first = min(begins for each in named for begins, _ends in each.spans)
    last = max(ends for each in named for _begins, ends in each.spans)
    marks: dict[date, tuple[str, str]] = {}
    earlier = CalendarFile.objects.filter(state=CalendarFile.State.TAKEN_IN, sites=site_id).exclude(pk=file.pk)
    for after in earlier.order_by("taken_in_at", "pk").values_list("after", flat=True):
        marks |= {date.fromisoformat(each[1]): (each[2], each[3]) for each in after if each[0] == site_id}
    stands = {day: (kind, calendar.note_of(day)) for day, kind in calendar.exceptions.items()}
    return [day for day, mark in marks.items() if first <= day <= last and stands.get(day) == mark]


@dataclass(frozen=True)
class MarkedDays:
    """One marking of days by hand, or one clearing (`kind` is empty then). `before` is what days were marked as."""

    act_id: int
    at: datetime
    by: str
    site_ids: tuple[int, ...]
    first_on: date
    last_on: date
    kind: str
    note: str
    before: Mapping[tuple[int, date], tuple[str, str]]
    is_taken_back: bool = False


_MARKING = ("schools.mark_days", "schools.clear_days")


def marked_days(actor: Actor, act_id: int) -> MarkedDays | None:
    """One marking whose sites are all the actor's."""
    entry = AuditEntry.objects.filter(pk=act_id, code__in=_MARKING).first()
    found = _marked(entry) if entry is not None else None
    if found is None or not all(actor.sees_site(each) for each in found.site_ids):
        return None
    taken_back = AuditEntry.objects.filter(about_kind="marked_days", about_id=act_id, code="schools.take_back_days")
    return replace(found, is_taken_back=taken_back.exists())


def lately_marked(actor: Actor, *, most: int = 8) -> tuple[MarkedDays, ...]:
    """The latest markings by hand at the site the actor works at, the newest first. One statement."""
    entries = AuditEntry.objects.filter(about_kind="site", code__in=_MARKING).order_by("-pk")[: most * 4]
    found = [_marked(each) for each in entries]
    seen = [each for each in found if actor.site_id in each.site_ids and all(map(actor.sees_site, each.site_ids))]
    return tuple(seen[:most])


def _marked(entry: AuditEntry) -> MarkedDays:
    facts = entry.facts
    before = {(int(site), date.fromisoformat(day)): (kind, note) for site, day, kind, note in facts.get("before", ())}
    return MarkedDays(
        entry.pk,
        entry.at,
        entry.actor_name,
        tuple(facts.get("sites") or [entry.about_id]),
        date.fromisoformat(facts["first_on"]),
        date.fromisoformat(facts["last_on"]),
        facts.get("kind", ""),
        facts.get("note", ""),
        before,
    )


def open_days_to_share(site_id: int) -> tuple[NamedDays, ...]:
    """The marked days of a site in stretches, for its calendar to go out."""
    return stretches(calendar_of(site_id))


def feed_of(site_id: int) -> CalendarFeed | None:
    """The secret address of a site's calendar; None while there is none."""
    return CalendarFeed.objects.filter(site_id=site_id).first()


def site_of_feed(secret: str) -> Site | None:
    """The site whose calendar lies under this secret address; None for any other word."""
    return sites().filter(calendar_feed__secret=secret).first() if secret else None


def vendors(_actor: Actor | None = None) -> QuerySet[Vendor]:
    """Every vendor of the district, by name."""
    return Vendor.objects.all()


def fund_named(text: str) -> int | None:
    """The fund an item names by its code or its name, in any case; None where it names none that is listed."""
    if not text.strip():
        return None
    found = Fund.objects.filter(Q(code__iexact=text.strip()) | Q(name__iexact=text.strip())).order_by("pk")
    return found.values_list("pk", flat=True).first()


def funds(_actor: Actor | None = None) -> QuerySet[Fund]:
    """Every fund of the district, by name."""
    return Fund.objects.all()
