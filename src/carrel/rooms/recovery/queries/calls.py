"""Whom to call, with the words to say."""

from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.recovery.models import Call, Notice
from carrel.rooms.recovery.queries.families import Guardian, families
from carrel.rooms.recovery.queries.ladders import asking_of
from carrel.rooms.recovery.queries.languages import tongue
from carrel.rooms.recovery.queries.late import Narrowed, Student, late_students
from carrel.rooms.recovery.queries.papers import names_of
from carrel.rooms.recovery.rules.ladder import BY_PHONE


@dataclass(frozen=True, slots=True)
class CallToMake:
    """One family to call: about whom, who stands for them, what to say (in English too), and the calls so far."""

    notice_id: int
    students: tuple[Student, ...]
    guardians: tuple[Guardian, ...]
    language: str
    direction: str
    script: str
    in_english: str
    calls: tuple[Call, ...]
    made_on: object

    @property
    def items(self) -> int:
        return sum(each.items for each in self.students)

    @property
    def owed_minor(self) -> int:
        return sum(each.owed_minor for each in self.students)


def calls_to_make(actor: Actor, now: datetime) -> list[CallToMake]:
    """Every family that waits to be called and still has something late, the longest waiting first."""
    waiting = Notice.objects.filter(way=BY_PHONE, settled_at=None, undone_at=None).select_related("run")
    if actor.site_id is not None:
        waiting = waiting.filter(person__home_site=actor.site_id)
    sheets: dict[tuple[int, int], list[Notice]] = {}
    for each in waiting.order_by("made_on", "pk")[:500]:
        sheets.setdefault((each.run_id, each.sheet), []).append(each)
    ids = tuple({each.person_id for own in sheets.values() for each in own})
    if not ids:
        return []
    late = {
        each.person_id: each
        for each in late_students(actor, now, asking_of(actor.site_id).steps, Narrowed(person_ids=ids))
    }
    known = families(late)
    calls: dict[int, list[Call]] = {}
    for call in Call.objects.filter(notice__in=[each.pk for own in sheets.values() for each in own], undone_at=None):
        calls.setdefault(call.notice_id, []).append(call)
    found = []
    for own in sheets.values():
        students = tuple(late[each.person_id] for each in own if each.person_id in late)
        if students:
            guardians = tuple({g.person_id: g for each in students for g in known.of(each.person_id)}.values())
            made = tuple(call for each in own for call in calls.get(each.pk, ()))
            found.append(_to_make(own[0], students, guardians, made))
    return found


def _to_make(
    notice: Notice, students: tuple[Student, ...], guardians: tuple[Guardian, ...], calls: tuple[Call, ...]
) -> CallToMake:
    speech, items = tongue(notice.language), sum(each.items for each in students)
    facts = {"site": students[0].site, "names": names_of(students), "items": items}
    in_english = tongue("en").say("script", **facts) if speech.code != "en" else ""
    return CallToMake(
        notice.pk, students, guardians, speech.code, speech.direction, speech.say("script", **facts), in_english,
        calls, notice.made_on,
    )  # fmt: skip
