"""Everybody moves up a grade in one act, where no student system says so; and back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.announcements import announce
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.bulk import in_steps, insert_values, update_rows
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.people.models import Person
from carrel.rooms.people.rules import normalise_number, search_text_of
from carrel.rooms.rosters import rules
from carrel.rooms.rosters.actions.telling import PersonsMoved
from carrel.rooms.rosters.models import RolledOver, RollOver
from carrel.rooms.rosters.queries.compared import district_day
from carrel.rooms.rosters.queries.rolling import (
    last_roll_over,
    pupils_of,
    roll_over_seen,
    sites_rolled,
    undo_verdict,
)

_PERSON = ("grade", "home_site", "homeroom", "left_on", "search_text")
_ROW = ("roll_over", "person", "grade", "next_grade", "site", "next_site", "homeroom", "left_on")


@dataclass(frozen=True)
class RolledUp:
    """What a roll-over did: how many moved up, how many left; `repeated` when the same form had been sent before."""

    roll_over_id: int
    moved: int
    left: int
    repeated: bool = False


@dataclass(frozen=True)
class RolledBack:
    """How many are again what they were; `changed` those whom somebody changed since, who stay as they are."""

    restored: int
    changed: int


def roll_over_grades(
    actor: Actor,
    *,
    now: datetime,
    site_id: int | None = None,
    goes_to: Mapping[int, int | None] | None = None,
    stays: Collection[str] = (),
    overrides: Collection[str] = (),
    reason: str = "",
    key: str = "",
) -> RolledUp:
    """Move all students of the actor's sites (or of one) up a grade; homerooms become empty.

    The last grade of a site goes to the school that `goes_to` names, or leaves today. Student numbers in `stays` repeat
    their grade. Nobody is deleted; cards, loans and holds stay. Raises NotAllowed, and Refused: rosters.other_school,
    rosters.nobody_moves, rosters.stays_unknown, rosters.rolled_over_lately (asks). Inverse: undo_roll_over.
    """
    require(actor, "rosters.roll_over_grades")
    with writing():
        before = kept_answer(key, "rosters.roll_over_grades", actor)
        if before is not None:
            return RolledUp(before["id"], before["moved"], before["left"], repeated=True)
        sites = [site.pk for site in sites_rolled(actor) if site_id is None or site.pk == site_id]
        targets = {target for target in (goes_to or {}).values() if target is not None}
        if not sites or not targets <= {site.pk for site in sites_rolled(actor)}:
            raise Refused(Objection("rosters.other_school", Weight.REFUSE))
        pupils = pupils_of(actor, site_id)
        numbers = {normalise_number(text) for text in stays} - {""}
        moves = rules.moves_of(pupils, goes_to=goes_to or {}, stays=numbers)
        last = last_roll_over(sites)
        verdict = rules.roll_over_objections(
            moves=moves,
            unknown_numbers=numbers - {pupil.number for pupil in pupils},
            days_since=(now - last.at).days if last else None,
        )
        overridden = settle(verdict, actor, overrides, reason)
        run = RollOver.objects.create(site_id=site_id, started_by_name=(actor.badge_name or actor.name)[:200], at=now)
        _move(run, moves, now)
        left = sum(move.leaves for move in moves)
        announce(PersonsMoved(left, 0, now))
        answer = {"id": run.pk, "moved": len(moves) - left, "left": left}
        record_act(
            actor, "rosters.roll_over_grades", about=("roll_over", run.pk), at=now, overrides=overridden, reason=reason,
            facts=answer,
        )  # fmt: skip
        keep_answer(key, actor, "rosters.roll_over_grades", answer, now)
    return RolledUp(run.pk, len(moves) - left, left)


def undo_roll_over(actor: Actor, *, roll_over_id: int, now: datetime) -> RolledBack:
    """Give everybody the grade, school and homeroom of before the roll-over; who left then is back.

    Whom somebody changed since stays as they are. Raises NotAllowed, and Refused: rosters.no_such_roll_over,
    rosters.roll_over_undone, rosters.roster_since_roll_over, rosters.later_roll_over. Inverse: roll_over_grades.
    """
    require(actor, "rosters.undo_roll_over")
    with writing():
        run = roll_over_seen(actor, roll_over_id)
        if run is None:
            raise Refused(Objection("rosters.no_such_roll_over", Weight.REFUSE))
        settle(undo_verdict(run), actor)
        restored = changed = 0
        moved = {row.person_id: row for row in RolledOver.objects.filter(roll_over=run)}
        for keys in in_steps(list(moved)):
            values = []
            for person in Person.objects.filter(pk__in=keys).select_related("homeroom"):
                row = moved[person.pk]
                now_is = (person.grade, person.home_site_id, person.homeroom_id, person.left_on)
                if now_is != (row.next_grade, row.next_site_id, None, row.left_on):
                    changed += 1
                    continue
                person.grade, person.home_site_id = row.grade, row.site_id
                person.homeroom_id, person.left_on = row.homeroom_id, None
                values.append(_values(person, row.homeroom.name if row.homeroom else ""))
            update_rows(Person, _PERSON, values)
            restored += len(values)
        run.undone_at = now
        run.save(update_fields=["undone_at"])
        announce(PersonsMoved(0, sum(row.left_on is not None for row in moved.values()), now))
        facts = {"restored": restored, "changed": changed}
        record_act(actor, "rosters.undo_roll_over", about=("roll_over", run.pk), at=now, facts=facts)
    return RolledBack(restored, changed)


def _move(run: RollOver, moves: list[rules.Move], now: datetime) -> None:
    today = district_day(now)
    insert_values(
        RolledOver,
        _ROW,
        (
            (
                run.pk, move.pupil.id, move.pupil.grade, move.grade, move.pupil.site, move.site, move.pupil.homeroom,
                today if move.leaves else None,
            )
            for move in moves
        ),
    )  # fmt: skip
    by_person = {move.pupil.id: move for move in moves}
    for keys in in_steps(list(by_person)):
        values = []
        for person in Person.objects.filter(pk__in=keys):
            move = by_person[person.pk]
            person.grade, person.home_site_id, person.homeroom_id = move.grade, move.site, None
            person.left_on = today if move.leaves else None
            values.append(_values(person, ""))
        update_rows(Person, _PERSON, values)


def _values(person: Person, homeroom: str) -> list[object]:
    """A row of `_PERSON` behind its key."""
    text = search_text_of(person, homeroom)
    return [person.pk, person.grade, person.home_site_id, person.homeroom_id, person.left_on, text]
