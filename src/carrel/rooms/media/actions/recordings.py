"""A programme is recorded for a teacher, copied, and its entry taken back when it was a mistake."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue.actions import add_brief_record
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.inventory.actions import add_item
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import LOCAL, ItemFacts
from carrel.rooms.media import queries, rules
from carrel.rooms.media.models import Recording, RecordingCopy, Showing
from carrel.rooms.people import queries as people
from carrel.rooms.schools import queries as schools


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """A programme nothing is known of yet: its title, the label stuck on the recording, its kind, where it stands."""

    title: str
    number: str
    item_type_id: int
    place_id: int | None = None
    call_number: str = ""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """What is said of a recording: when it was asked for, broadcast and made, and how. Days are days of the site."""

    requested_on: date
    channel: str
    broadcast_at: datetime
    recorded_on: date
    is_free: bool
    has_notice: bool
    is_whole: bool
    note: str = ""

    def columns(self) -> dict[str, Any]:
        """What of it is stored, by the names of the columns."""
        texts = {
            "channel": squeeze(self.channel, rules.CHANNEL_LENGTH),
            "note": squeeze(self.note, rules.TEXT_LENGTH),
        }
        return asdict(self) | texts


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording that was entered or changed, and what was told about it."""

    recording_id: int
    tells: tuple[Objection, ...] = ()


def record_off_air(
    actor: Actor,
    *,
    site_id: int,
    teacher_id: int,
    said: Broadcast,
    now: datetime,
    item_id: int | None = None,
    new: NewProgramme | None = None,
    copies: int = 0,
    overrides: Collection[str] = (),
    reason: str = "",
    key: str = "",
) -> Recorded:
    """Enter a recording made off air at a teacher's request: of an item there is, or of a new one with a brief record.

    Raises Refused with everything that stands against it. Inverse: take_back_recording.
    """
    require(actor, "media.record_off_air")
    with writing():
        if answer := kept_answer(key, "media.record_off_air", actor):
            return Recorded(answer["recording_id"])
        inventory.site_must_be_seen(actor, site_id)
        item = _item_for(actor, item_id, new, site_id, now, overrides, reason)
        title = item.record.title
        if queries.is_recorded(item.pk):
            raise Refused(Objection("media.item_recorded_already", Weight.REFUSE, {"title": title}))
        teacher = people.person_found(teacher_id)
        today = schools.today_at(site_id, now)
        requester = rules.Requester(
            teacher.name if teacher else "",
            is_staff=people.is_staff(teacher_id, today=today),
            asked_before=queries.was_requested_before(item.record_id, teacher_id),
        )
        verdict = rules.record_off_air_objections(_facts(item, site_id, requester, said, today))
        passed = settle(verdict, actor, overrides, reason)
        recording = Recording.objects.create(
            item=item,
            site_id=site_id,
            teacher_id=teacher.person_id if teacher else teacher_id,
            copies=copies,
            entered_at=now,
            **said.columns(),
        )
        _act(actor, "media.record_off_air", recording, now, overrides=passed, reason=reason)
        keep_answer(key, actor, "media.record_off_air", {"recording_id": recording.pk}, now)
    return Recorded(recording.pk, verdict.tells)


def change_recording(
    actor: Actor,
    *,
    recording_id: int,
    said: Broadcast,
    now: datetime,
    overrides: Collection[str] = (),
    reason: str = "",
) -> Recorded:
    """Put right what is said of a recording; its clocks follow. Who asked for it stays.

    Raises Refused with everything that stands against a recording like that, and media.shown_earlier.
    Inverse: change_recording, with what was said before.
    """
    require(actor, "media.change_recording")
    with writing():
        recording = _kept(actor, recording_id)
        today = schools.today_at(recording.site_id, now)
        # That they were staff and had not asked for it before was asked when they did.
        requester = rules.Requester(recording.teacher.display_name if recording.teacher else "")
        verdict = rules.change_recording_objections(
            _facts(recording.item, recording.site_id, requester, said, today),
            first_shown_on=queries.first_shown_on(recording.pk),
        )
        passed = settle(verdict, actor, overrides, reason)
        changed = {name: value for name, value in said.columns().items() if getattr(recording, name) != value}
        for name, value in changed.items():
            setattr(recording, name, value)
        recording.save(update_fields=list(changed))
        facts = {"changed": sorted(changed)}
        _act(actor, "media.change_recording", recording, now, overrides=passed, reason=reason, facts=facts)
    return Recorded(recording.pk, verdict.tells)


def _facts(item: Item, site_id: int, requester: rules.Requester, said: Broadcast, today: date) -> rules.RecordingFacts:
    return rules.RecordingFacts(
        title=item.record.title,
        requester=requester,
        requested_on=said.requested_on,
        broadcast_on=said.broadcast_at.astimezone(schools.zone_of(site_id)).date(),
        recorded_on=said.recorded_on,
        today=today,
        is_free=said.is_free,
        has_notice=said.has_notice,
        is_whole=said.is_whole,
        clocks=queries.clocks_for(item.record_id, site_id, said.recorded_on),
    )


def _item_for(
    actor: Actor,
    item_id: int | None,
    new: NewProgramme | None,
    site_id: int,
    now: datetime,
    overrides: Collection[str],
    reason: str,
) -> Item:
    if item_id is None:
        if new is None or not new.title.strip() or not new.number.strip():
            raise Refused(Objection("media.item_missing", Weight.REFUSE))
        record = add_brief_record(actor, title=new.title, format="video", now=now)
        facts = ItemFacts(
            new.item_type_id, place_id=new.place_id, call_number=new.call_number, call_number_scheme=LOCAL
        )
        added = add_item(
            actor, record_id=record.record_id, site_id=site_id, facts=facts,
            number=new.number, overrides=overrides, reason=reason, now=now,
        )  # fmt: skip
        item_id = added.item_id
    return inventory.item_for(actor, item_id)


def take_back_recording(actor: Actor, *, recording_id: int, now: datetime) -> None:
    """Take an entry made by mistake back; the item stays, and one that was shown or erased keeps its entry.

    Inverse: record_off_air.
    """
    require(actor, "media.take_back_recording")
    with writing():
        recording = queries.recording_held(actor, recording_id)
        named = {"title": recording.item.record.title}
        if recording.erased_at is not None:
            raise Refused(Objection("media.is_erased", Weight.REFUSE, named))
        if Showing.objects.filter(recording=recording, undone_at=None).exists():
            raise Refused(Objection("media.shown_since", Weight.REFUSE, named))
        _act(actor, "media.take_back_recording", recording, now)
        recording.delete()


def count_recording_copies(actor: Actor, *, recording_id: int, copies: int, now: datetime) -> None:
    """Say how many copies without a label of their own were made; they stand under the same limits.

    Raises Refused media.is_erased. Inverse: count_recording_copies, with the number of before.
    """
    require(actor, "media.count_recording_copies")
    with writing():
        recording = _kept(actor, recording_id)
        before = recording.copies
        recording.copies = max(0, min(copies, rules.MOST_COPIES))
        recording.save(update_fields=["copies"])
        facts = {"before": before, "copies": recording.copies}
        _act(actor, "media.count_recording_copies", recording, now, facts=facts)


def add_recording_copy(actor: Actor, *, recording_id: int, item_id: int, now: datetime) -> None:
    """Put an item with a label of its own under the limits of a recording, as a further copy of it.

    Raises Refused: media.is_erased, media.item_recorded_already. Inverse: remove_recording_copy.
    """
    require(actor, "media.add_recording_copy")
    with writing():
        recording = _kept(actor, recording_id)
        item = inventory.item_for(actor, item_id)
        if queries.is_recorded(item.pk):
            raise Refused(Objection("media.item_recorded_already", Weight.REFUSE, {"title": item.record.title}))
        RecordingCopy.objects.create(recording=recording, item=item)
        _act(actor, "media.add_recording_copy", recording, now, facts={"item": item.pk})


def remove_recording_copy(actor: Actor, *, recording_id: int, item_id: int, now: datetime) -> None:
    """Say that an item is no copy of a recording after all. Raises Refused media.is_erased.

    Inverse: add_recording_copy.
    """
    require(actor, "media.remove_recording_copy")
    with writing():
        recording = _kept(actor, recording_id)
        RecordingCopy.objects.filter(recording=recording, item=item_id).delete()
        _act(actor, "media.remove_recording_copy", recording, now, facts={"item": item_id})


def _kept(actor: Actor, recording_id: int) -> Recording:
    """A recording that is not erased."""
    recording = queries.recording_held(actor, recording_id)
    if recording.erased_at is not None:
        raise Refused(Objection("media.is_erased", Weight.REFUSE, {"title": recording.item.record.title}))
    return recording


def _act(
    actor: Actor,
    code: str,
    recording: Recording,
    now: datetime,
    *,
    overrides: tuple[str, ...] = (),
    reason: str = "",
    facts: Mapping[str, object] | None = None,
) -> None:
    record_act(
        actor, code, about=("recording", recording.pk), at=now, overrides=overrides, reason=reason, facts=facts,
        site_id=recording.site_id,
    )  # fmt: skip
