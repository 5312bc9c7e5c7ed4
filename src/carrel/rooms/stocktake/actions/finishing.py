"""A count is finished: what nobody saw is missing. And that is undone: everything is as it was before."""

from collections.abc import Collection
from datetime import datetime

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.bulk import insert_rows, insert_values
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Refused, Verdict
from carrel.cellar.kernel.writing import writing
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.rules import range_of
from carrel.rooms.stocktake import queries, rules
from carrel.rooms.stocktake.models import Count, Tally, Unseen, Walk

FINISH = "stocktake.finish_count"
UNDO = "stocktake.undo_count"
RUN_FINISH, RUN_UNDO = "carrel.rooms.stocktake.tasks.run_finish", "carrel.rooms.stocktake.tasks.run_undo"


def finish_count(
    actor: Actor, *, count_id: int, now: datetime, key: str = "", overrides: Collection[str] = ()
) -> int | None:
    """Finish a count: what it asks for, stands in by its record and was seen by nobody, is missing from now on.

    Returns the number of the job that does it where it is much. Raises Refused for a count that is not open, for one
    without a scan, and where more would be missing than were seen and `overrides` does not name that.
    Inverse: undo_count.
    """
    require(actor, FINISH)
    with writing():
        if answer := kept_answer(key, FINISH, actor):
            return answer["job"]  # type: ignore[no-any-return]  # a number or None, kept as JSON
        count = _held(actor, count_id, rules.OPEN)
        much = queries.unseen_count(count)
        seen = queries.progress_of(count_id).seen
        verdict = Verdict.of(rules.finish_objections(count=count.name, seen=seen, unseen=much))
        # Who answers the question saw how many there are; that is the reason.
        passed = settle(verdict, actor, overrides, reason="answered")
        by = (actor.badge_name or actor.name)[:200]
        _set(count, state=rules.FINISHING, finished_at=now, finished_by_name=by, cursor=0, job_id=None)
        record_act(
            actor, FINISH, about=("count", count_id), at=now, facts={"unseen": much}, overrides=passed,
            site_id=count.site_id,
        )  # fmt: skip
        job_id = _much(actor, count, RUN_FINISH, FINISH, much, now)
        keep_answer(key, actor, FINISH, {"job": job_id}, now)
    if job_id is None:
        while finish_part(actor, count_id=count_id, now=now):
            pass
    return job_id


def finish_part(actor: Actor, *, count_id: int, now: datetime) -> int:
    """Mark the next copies as missing, one transaction; returns how many were looked at, 0 when the count is finished.

    Inverse: undo_part.
    """
    require(actor, "stocktake.finish_part")
    with writing():
        count = queries.count_to_change(actor, count_id)
        if count.state != rules.FINISHING or count.finished_at is None:
            return 0
        rows = queries.unseen_rows(count, after=count.cursor, most=rules.STEP)
        if not rows:
            _put_down(count)
            _set(count, state=rules.FINISHED)
            return 0
        facts = {"count": count.name}
        since = inventory.mark_missing(
            actor, item_ids=[row.item_id for row in rows], site_id=count.site_id, now=count.finished_at, facts=facts
        )
        insert_values(
            Unseen, ("count", "item", "range", "item_type_id", "price_minor", "was_state", "was_since_at"),
            [
                (count.pk, row.item_id, range_of(row.shelving_key), row.item_type_id, row.price_minor, "available",
                 since[row.item_id])
                for row in rows if row.item_id in since
            ],
        )  # fmt: skip
        _set(count, cursor=rows[-1].item_id)
    return len(rows)


def undo_count(actor: Actor, *, count_id: int, now: datetime) -> int | None:
    """Take the end of a count back: what it made missing stands in again, and the count is open.

    What was found, lent or withdrawn since stays as it is now. Returns the number of the job that does it where it is
    much. Raises Refused for a count that is not finished. Inverse: finish_count.
    """
    require(actor, UNDO)
    with writing():
        count = _held(actor, count_id, rules.FINISHED)
        much = Unseen.objects.filter(count=count).count()
        _set(count, state=rules.UNDOING, cursor=0, job_id=None)
        record_act(actor, UNDO, about=("count", count_id), at=now, facts={"unseen": much}, site_id=count.site_id)
        job_id = _much(actor, count, RUN_UNDO, UNDO, much, now)
    if job_id is None:
        while undo_part(actor, count_id=count_id, now=now):
            pass
    return job_id


def undo_part(actor: Actor, *, count_id: int, now: datetime) -> int:
    """Let the next copies stand in again, one transaction; returns how many, 0 when the count is open again.

    Inverse: finish_part.
    """
    require(actor, "stocktake.undo_part")
    with writing():
        count = queries.count_to_change(actor, count_id)
        if count.state != rules.UNDOING or count.finished_at is None:
            return 0
        rows = list(Unseen.objects.filter(count=count).order_by("pk")[: rules.STEP])
        if not rows:
            Tally.objects.filter(count=count).delete()
            _set(count, state=rules.OPEN, finished_at=None, finished_by_name="", job_id=None)
            return 0
        inventory.mark_not_missing(
            actor, since={row.item_id: row.was_since_at for row in rows}, missing_since=count.finished_at,
            site_id=count.site_id, now=now, facts={"count": count.name},
        )  # fmt: skip
        Unseen.objects.filter(count=count, pk__lte=rows[-1].pk).delete()
    return len(rows)


def _held(actor: Actor, count_id: int, state: str) -> Count:
    """A count in this state, held against other writers, and against whoever scans in it."""
    count = queries.count_to_change(actor, count_id)
    if standing := rules.state_objections(count=count.name, state=count.state, wanted=(state,)):
        raise Refused(*standing)
    list(Walk.objects.select_for_update().filter(count=count).order_by("pk").values_list("pk"))
    return count


def _much(actor: Actor, count: Count, task: str, code: str, much: int, now: datetime) -> int | None:
    """A job for what takes longer than one likes to wait; None where it does not."""
    if much <= rules.AT_ONCE:
        return None
    job_id = jobs.start(
        actor, task=task, code=code, title=count.name, params={"count": count.pk}, total=much, site_id=count.site_id,
        now=now,
    )  # fmt: skip
    _set(count, job_id=job_id)
    return job_id


def _put_down(count: Count) -> None:
    """Put a finished count down in figures, for each range and item type."""
    names = ("count", "range", "item_type_id", "counted", "found", "missing", "missing_minor", "without_price")
    insert_rows(Tally, names, [(count.pk, *row) for row in queries.figures_of(count)])


def _set(count: Count, **values: object) -> None:
    Count.objects.filter(pk=count.pk).update(**values)
