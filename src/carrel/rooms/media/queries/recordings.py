"""Recordings off air with their clocks as of a day, what was shown, and what must be erased."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.inventory.models import Item
from carrel.rooms.media import rules
from carrel.rooms.media.models import Recording, RecordingCopy, Right, Showing
from carrel.rooms.media.rules import Clocks, CountedDay, Lift, SchoolDays
from carrel.rooms.schools import queries as schools


@dataclass(frozen=True, slots=True)
class RecordingShown:
    """A recording as lists and pages show it, its clocks counted on today's calendar.

    `phase` is what may be done with it today; `is_lifted` whether a licence stands over the clocks today; `is_away`
    whether one of its items is not at hand, so that it must come back before it is erased.
    """

    recording_id: int
    item_id: int
    record_id: int
    site_id: int
    title: str
    barcode: str
    channel: str
    broadcast_at: datetime
    teacher_id: int | None
    teacher: str
    requested_on: date
    recorded_on: date
    copies: int
    further: tuple[tuple[int, str], ...]
    is_free: bool
    has_notice: bool
    is_whole: bool
    note: str
    clocks: Clocks
    phase: str
    is_lifted: bool
    is_away: bool
    erased_at: datetime | None
    erased_by: str
    today: date

    @property
    def is_overdue(self) -> bool:
        return self.erased_at is None and self.clocks.is_overdue(self.today)

    @property
    def is_due(self) -> bool:
        return self.erased_at is None and self.clocks.is_to_erase(self.today)


@dataclass(frozen=True, slots=True)
class ShowingShown:
    """One showing as a recording's page lists it."""

    showing_id: int
    on: date
    kind: str
    teacher: str
    audience: str
    reason: str


def school_days_of(site_id: int) -> SchoolDays:
    """When a site is in session: its calendar, and the school years of the district."""
    years = tuple((each.starts_on, each.ends_on) for each in schools.school_years())
    return SchoolDays(schools.calendar_of(site_id), years)


def lifts_of(record_ids: Collection[int], site_id: int) -> dict[int, list[Lift]]:
    """The licences and permissions of these records that hold at a site. One statement."""
    found: dict[int, list[Lift]] = defaultdict(list)
    rights = Right.objects.filter(record__in=record_ids, kind__in=rules.LIFTING, ended_at=None)
    rights = rights.filter(Q(site=None) | Q(site=site_id)).order_by("from_on", "pk")
    for record_id, from_on, until_on in rights.values_list("record_id", "from_on", "until_on"):
        found[record_id].append(Lift(from_on, until_on))
    return found


def clocks_for(record_id: int, site_id: int, recorded_on: date) -> Clocks:
    """The clocks of a recording of this record made on this day."""
    return rules.clocks_of(recorded_on, school_days_of(site_id), lifts_of([record_id], site_id)[record_id])


def days_counted(recording: RecordingShown) -> tuple[CountedDay, ...]:
    """The 45 days of a recording, one by one: why its days are what they are."""
    return rules.counted_days(recording.recorded_on, school_days_of(recording.site_id))


def kept_at(site_id: int, now: datetime) -> list[RecordingShown]:
    """The recordings a site still has, the first to be erased first; those without end come last."""
    found = _shown(Recording.objects.filter(site=site_id, erased_at=None), site_id, now)
    return sorted(found, key=lambda each: (each.clocks.keep_until or date.max, each.title, each.recording_id))


def erased_at(site_id: int, now: datetime, *, since: date | None = None, most: int = 200) -> list[RecordingShown]:
    """What was erased at a site, the latest first; `since` a day of the site leaves out what was erased before."""
    found = _shown(Recording.objects.filter(site=site_id).exclude(erased_at=None).order_by("-erased_at")[:most],
                   site_id, now)  # fmt: skip
    zone = schools.zone_of(site_id)
    kept = [each for each in found if each.erased_at is not None]
    return [each for each in kept if since is None or each.erased_at.astimezone(zone).date() >= since]  # type: ignore[union-attr]  # asked above


def to_erase(site_id: int, now: datetime) -> list[RecordingShown]:
    """What must be erased today, and what should have been: the oldest debt first."""
    return [each for each in kept_at(site_id, now) if each.is_due]


def to_erase_count(site_id: int, now: datetime) -> tuple[int, int]:
    """How many must be erased today or are overdue, and how many of them are overdue. Cheap while there are none."""
    today = schools.today_at(site_id, now)
    old = Recording.objects.filter(site=site_id, erased_at=None, recorded_on__lte=today)
    if not any(rules.erase_by(day) <= today for day in old.values_list("recorded_on", flat=True)):
        return 0, 0
    found = to_erase(site_id, now)
    return len(found), sum(each.is_overdue for each in found)


def recording_shown(actor: Actor, recording_id: int, now: datetime) -> RecordingShown | None:
    """One recording of a site the actor sees."""
    row = Recording.objects.filter(pk=recording_id).values_list("site_id", flat=True).first()
    if row is None or not actor.sees_site(row):
        return None
    return next(iter(_shown(Recording.objects.filter(pk=recording_id), row, now)), None)


def recording_of_item(item_id: int, now: datetime) -> RecordingShown | None:
    """The recording an item holds, as the first of it or as a further copy."""
    found = Recording.objects.filter(Q(item=item_id) | Q(further_copies__item=item_id))
    row = found.values_list("site_id", flat=True).first()
    return next(iter(_shown(found, row, now)), None) if row is not None else None


def showings_of(recording_id: int) -> list[ShowingShown]:
    """What was shown of a recording, in order; showings taken back are left out."""
    found = Showing.objects.filter(recording=recording_id, undone_at=None).select_related("teacher")
    return [
        ShowingShown(
            each.pk, each.on, each.kind, each.teacher.display_name if each.teacher else "", each.audience, each.reason
        )
        for each in found
    ]


def shown_by(recording_id: int, teacher_id: int) -> tuple[int, int]:
    """How often a teacher has shown a recording to students, and how often repeated it."""
    kinds = Showing.objects.filter(recording=recording_id, teacher=teacher_id, undone_at=None)
    found = list(kinds.values_list("kind", flat=True))
    return found.count(rules.SHOWING), found.count(rules.REPEAT)


def first_shown_on(recording_id: int) -> date | None:
    """The day a recording was shown first; None when it was not yet."""
    shown = Showing.objects.filter(recording=recording_id, undone_at=None)
    return shown.order_by("on").values_list("on", flat=True).first()


def was_requested_before(record_id: int, teacher_id: int) -> bool:
    """Whether this programme was recorded for this teacher before, erased since or not."""
    return Recording.objects.filter(item__record=record_id, teacher=teacher_id).exists()


def recording_held(actor: Actor, recording_id: int) -> Recording:
    """A recording an action is about, held until it ends. Raises Refused media.unknown."""
    found = (
        Recording.objects.select_for_update(of=("self",)).select_related("item__record").filter(pk=recording_id).first()
    )
    if found is None or not actor.sees_site(found.site_id):
        raise Refused(Objection("media.unknown", Weight.REFUSE))
    return found


def is_recorded(item_id: int) -> bool:
    """Whether an item is a recording or a copy of one already."""
    return (
        Recording.objects.filter(item=item_id).exists() or RecordingCopy.objects.filter(item=item_id).exists()
    )  # fmt: skip


def items_held(recording: Recording) -> list[Item]:
    """Every item of a recording: the first, then its further copies."""
    further = [each.item for each in recording.further_copies.select_related("item").order_by("pk")]
    return [recording.item, *further]


def _shown(found: QuerySet[Recording], site_id: int, now: datetime) -> list[RecordingShown]:
    """Three statements for any number: the recordings, their copies, the rights to their records."""
    rows = list(found.select_related("item__record", "teacher").prefetch_related("further_copies__item"))
    lifts = lifts_of({each.item.record_id for each in rows}, site_id)
    days, today = school_days_of(site_id), schools.today_at(site_id, now)
    return list(_as_shown(rows, lifts, days, today))


def _as_shown(
    rows: Iterable[Recording], lifts: dict[int, list[Lift]], days: SchoolDays, today: date
) -> Iterator[RecordingShown]:
    for each in rows:
        clocks = rules.clocks_of(each.recorded_on, days, lifts[each.item.record_id])
        further: Sequence[Item] = [copy.item for copy in each.further_copies.all()]
        yield RecordingShown(
            recording_id=each.pk,
            item_id=each.item_id,
            record_id=each.item.record_id,
            site_id=each.site_id,
            title=each.item.record.title,
            barcode=each.item.barcode,
            channel=each.channel,
            broadcast_at=each.broadcast_at,
            teacher_id=each.teacher_id,
            teacher=each.teacher.display_name if each.teacher else "",
            requested_on=each.requested_on,
            recorded_on=each.recorded_on,
            copies=each.copies,
            further=tuple((item.pk, item.barcode) for item in further),
            is_free=each.is_free,
            has_notice=each.has_notice,
            is_whole=each.is_whole,
            note=each.note,
            clocks=clocks,
            phase=clocks.phase_on(today),
            is_lifted=clocks.is_lifted(today),
            is_away=any(item.state in rules.AWAY for item in (each.item, *further)),
            erased_at=each.erased_at,
            erased_by=each.erased_by_name,
            today=today,
        )
