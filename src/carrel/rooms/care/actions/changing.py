"""Many items are changed by scanning: looked at, done, taken back, each as one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.bulk import update_rows
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.care import queries
from carrel.rooms.care.actions.genres import set_genre, unset_genre
from carrel.rooms.care.models import ChangeLine, ManyChange
from carrel.rooms.care.queries import Scanned
from carrel.rooms.care.rules import changing as rules
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.queries import place_must_fit, site_must_be_seen

RUN_CHANGE = "carrel.rooms.care.tasks.run_change"
RUN_UNDO = "carrel.rooms.care.tasks.run_undo"


def look_at_change(
    actor: Actor, *, site_id: int, change: Mapping[str, Any], scanned: Sequence[Scanned], now: datetime, key: str = ""
) -> int:
    """Work out what a change would make of each scanned item, before and after; nothing of it is done yet.

    Returns the number of the change. Raises Refused when nothing is to change, without lines or with too many, and for
    a site or a genre that is not the actor's. No inverse: nothing is changed but the list itself.
    """
    require(actor, "care.look_at_change")
    with writing():
        if answer := kept_answer(key, "care.look_at_change", actor):
            return int(answer["change"])
        site_must_be_seen(actor, site_id)
        if objections := rules.look_objections(change, len(scanned)):
            raise Refused(*objections)
        if "genre" in change:
            queries.genre_for_site(change["genre"][0], site_id)
        if "site_id" in change:
            site_must_be_seen(actor, change["site_id"])
        place_must_fit(change.get("site_id", site_id), change.get("place_id"))
        run = ManyChange.objects.create(
            site_id=site_id, change=dict(change), made_at=now, made_by_name=actor.badge_name or actor.name
        )
        ChangeLine.objects.bulk_create(_lines(actor, run, scanned), batch_size=500)
        facts = {"count": len(scanned)}
        record_act(actor, "care.look_at_change", about=("change", run.pk), at=now, facts=facts, site_id=site_id)
        keep_answer(key, actor, "care.look_at_change", {"change": run.pk}, now)
    return run.pk


def _lines(actor: Actor, run: ManyChange, scanned: Sequence[Scanned]) -> list[ChangeLine]:
    found = queries.items_now([each.item_id for each in scanned if each.item_id], run.site_id)
    seen: set[int] = set()
    lines = []
    for position, each in enumerate(scanned, 1):
        line = ChangeLine(run=run, position=position, number=each.number)
        lines.append(line)
        item, now = found.get(each.item_id or 0, (None, None))
        if item is None or now is None:
            _leave(line, "care.line_unknown", {"number": each.number})
            continue
        line.item, line.title = item, now.title[:300]
        why = rules.line_objections(run.change, now, number=each.number, is_twice=item.pk in seen)
        seen.add(item.pk)
        if not actor.sees_site(item.site_id):
            _leave(line, "care.line_other_site", {"title": now.title})
        elif run.change.get("place_id") and run.change.get("site_id", item.site_id) != _site_of_place(run):
            _leave(line, "care.place_of_other_site", {"title": now.title})
        elif why:
            _leave(line, why[0].code, why[0].facts)
        else:
            line.after = rules.after(run.change, now)
            line.before = rules.before(line.after, now)
    return lines


def _site_of_place(run: ManyChange) -> int:
    """A place was found to be of the site of the change, or of the one the items move to."""
    return int(run.change.get("site_id", run.site_id))


def _leave(line: ChangeLine, code: str, facts: Mapping[str, object]) -> None:
    line.outcome = ChangeLine.Outcome.LEFT
    line.why = {"code": code, "facts": dict(facts)}


def do_change(actor: Actor, *, run_id: int, now: datetime) -> int | None:
    """Do a change that was looked at: some hundred lines at once, more of them as a job whose number is returned.

    Raises Refused when it was begun before. Inverse: undo_change.
    """
    require(actor, "care.do_change")
    with writing():
        run = queries.many_change_to_change(actor, run_id)
        if run.state != ManyChange.State.LOOKED:
            raise Refused(Objection("care.change_begun", Weight.REFUSE, {}))
        waiting = queries.change_lines(run_id, ChangeLine.Outcome.WAITING).count()
        _set(run_id, state=ManyChange.State.DOING)
        record_act(actor, "care.do_change", about=("change", run_id), at=now, site_id=run.site_id)
        if waiting > rules.AT_ONCE:
            job_id = jobs.start(
                actor, task=RUN_CHANGE, code="care.do_change", title=_title(run_id), params={"change": run_id},
                total=waiting, site_id=run.site_id, now=now,
            )  # fmt: skip
            _set(run_id, job_id=job_id)
            return job_id
        while do_change_lines(actor, run_id=run_id, now=now):
            pass
    return None


def do_change_lines(actor: Actor, *, run_id: int, now: datetime) -> int:
    """Do the next lines of a change that is under way, one transaction; returns how many, 0 when it is done.

    A line whose item was changed meanwhile is left as it is. Inverse: undo_change_lines.
    """
    require(actor, "care.do_change_lines")
    with writing():
        run = queries.many_change_to_change(actor, run_id)
        lines = _next(run_id, ChangeLine.Outcome.WAITING) if run.state == ManyChange.State.DOING else []
        if not lines:
            if run.state == ManyChange.State.DOING:
                _set(run_id, state=ManyChange.State.DONE, done_at=now)
            return 0
        changes = {_item(line): (_columns(line.before), _columns(line.after)) for line in lines if line.item_id}
        changed = inventory.change_items(actor, changes=changes, now=now)
        records = _records(changed)
        for line in lines:
            if line.item_id in changed and "genre" in line.after:
                genre_id, is_home = line.after["genre"]
                set_genre(records[_item(line)], run.site_id, genre_id, is_home=is_home)
        _tell_outcomes(lines, changed, ChangeLine.Outcome.DONE)
    return len(lines)


def undo_change(actor: Actor, *, run_id: int, now: datetime) -> int | None:
    """Take a whole change back: each item is as it was before; what was changed again since stays and is listed.

    Returns the number of the job that does it when it has many lines. Raises Refused for one that is not done.
    Inverse: look_at_change, with the same numbers.
    """
    require(actor, "care.undo_change")
    with writing():
        run = queries.many_change_to_change(actor, run_id)
        if run.state not in (ManyChange.State.DONE, ManyChange.State.DOING):
            raise Refused(Objection("care.change_not_done", Weight.REFUSE, {}))
        done = queries.change_lines(run_id, ChangeLine.Outcome.DONE).count()
        _set(run_id, state=ManyChange.State.UNDOING)
        record_act(actor, "care.undo_change", about=("change", run_id), at=now, site_id=run.site_id)
        if done > rules.AT_ONCE:
            job_id = jobs.start(
                actor, task=RUN_UNDO, code="care.undo_change", title=_title(run_id), params={"change": run_id},
                total=done, site_id=run.site_id, now=now,
            )  # fmt: skip
            _set(run_id, job_id=job_id)
            return job_id
        while undo_change_lines(actor, run_id=run_id, now=now):
            pass
    return None


def undo_change_lines(actor: Actor, *, run_id: int, now: datetime) -> int:
    """Take back the next lines of a change, one transaction; returns how many, 0 when it is taken back.

    Inverse: do_change_lines.
    """
    require(actor, "care.undo_change_lines")
    with writing():
        run = queries.many_change_to_change(actor, run_id)
        lines = _next(run_id, ChangeLine.Outcome.DONE) if run.state == ManyChange.State.UNDOING else []
        if not lines:
            if run.state == ManyChange.State.UNDOING:
                _set(run_id, state=ManyChange.State.UNDONE, undone_at=now)
            return 0
        changes = {_item(line): (_columns(line.after), _columns(line.before)) for line in lines if line.item_id}
        changed = inventory.change_items(actor, changes=changes, now=now)
        records = _records(changed)
        for line in lines:
            if line.item_id in changed and "genre" in line.after:
                was_in, home = line.before["genre"]
                genre_id = line.after["genre"][0]
                unset_genre(records[_item(line)], run.site_id, genre_id, was_in=was_in, home=home)
        _tell_outcomes(lines, changed, ChangeLine.Outcome.UNDONE)
    return len(lines)


def _title(run_id: int) -> str:
    """What the list of long work calls it: the first thing it is about."""
    return str(queries.change_lines(run_id).exclude(title="").values_list("title", flat=True).first() or "–")


def _next(run_id: int, outcome: str) -> list[ChangeLine]:
    return list(queries.change_lines(run_id, outcome).order_by("position")[: rules.STEP])


def _item(line: ChangeLine) -> int:
    return int(line.item_id or 0)


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "genre"}


def _records(item_ids: set[int]) -> dict[int, int]:
    return dict(Item.objects.filter(pk__in=item_ids).values_list("pk", "record_id"))


def _tell_outcomes(lines: Sequence[ChangeLine], changed: set[int], outcome: str) -> None:
    """What was changed meanwhile, or is gone, is left and says so."""
    rows: list[tuple[int, str, dict[str, Any]]] = []
    for line in lines:
        if line.item_id in changed:
            rows.append((line.pk, outcome, {}))
        else:
            why = {"code": "care.line_moved_on", "facts": {"title": line.title}}
            rows.append((line.pk, ChangeLine.Outcome.LEFT, why))
    update_rows(ChangeLine, ("outcome", "why"), rows)


def _set(run_id: int, **values: object) -> None:
    ManyChange.objects.filter(pk=run_id).update(**values)
