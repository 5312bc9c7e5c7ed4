"""Delivery runs: written down, changed, and their stops ticked off."""

from collections.abc import Sequence
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.rooms.moving.models import Run, RunStop, StopTick
from carrel.rooms.moving.queries import runs as queries
from carrel.rooms.moving.rules import runs as rules


def keep_run(
    actor: Actor,
    *,
    name: str,
    weekdays: str,
    stops: Sequence[int],
    now: datetime,
    run_id: int | None = None,
    is_active: bool = True,
) -> int:
    """Write a round down, or change one: its name, its weekdays (seven signs, Monday first), its schools in order.

    Raises Refused without a name or with one that is taken, without a day, and with fewer than two stops.
    Inverse: keep_run, with what was before, which the audit entry holds; drop_run for a new one.
    """
    require(actor, "moving.keep_run")
    with writing():
        name = squeeze(name, rules.NAME_LENGTH)
        others = Run.objects.exclude(pk=run_id or 0)
        is_taken = others.filter(name=name).exists()
        if found := rules.run_objections(name=name, is_taken=is_taken, weekdays=weekdays, stops=stops):
            raise Refused(*found)
        before = _plain(Run.objects.filter(pk=run_id).first()) if run_id else {}
        if run_id and not before:
            raise Refused(rules.no_such_run())
        values = {"name": name, "weekdays": weekdays, "is_active": is_active}
        run = Run.objects.get(pk=run_id) if run_id else Run()
        for field, value in values.items():
            setattr(run, field, value)
        run.save()
        run.stops.all().delete()
        RunStop.objects.bulk_create(
            RunStop(run=run, site_id=site_id, position=place) for place, site_id in enumerate(dict.fromkeys(stops), 1)
        )
        record_act(actor, "moving.keep_run", about=("run", run.pk), at=now, facts={"before": before})
    return run.pk


def _plain(run: Run | None) -> dict[str, object]:
    if run is None:
        return {}
    return {
        "name": run.name, "weekdays": run.weekdays, "is_active": run.is_active, "stops": queries.stops_of(run.pk),
    }  # fmt: skip


def drop_run(actor: Actor, *, run_id: int, now: datetime) -> str:
    """Take a round away; what is under way stays so. Returns its name. Inverse: keep_run."""
    require(actor, "moving.drop_run")
    with writing():
        run = _run(run_id)
        before = _plain(run)
        run.delete()
        record_act(actor, "moving.drop_run", about=("run", run_id), at=now, facts={"before": before})
    return run.name


def _run(run_id: int) -> Run:
    found = Run.objects.filter(pk=run_id).first()
    if found is None:
        raise Refused(rules.no_such_run())
    return found


def tick_stop(actor: Actor, *, run_id: int, site_id: int, day: date, now: datetime) -> bool:
    """Say that a stop was made on a day; False when it was ticked before. Inverse: untick_stop."""
    require(actor, "moving.tick_stop")
    with writing():
        run = _run(run_id)
        if found := rules.tick_objections(run=run.name, is_stop=run.stops.filter(site_id=site_id).exists()):
            raise Refused(*found)
        _tick, is_new = StopTick.objects.get_or_create(run=run, site_id=site_id, day=day, defaults={"ticked_at": now})
        if is_new:
            facts = {"day": day.isoformat()}
            record_act(actor, "moving.tick_stop", about=("run", run_id), at=now, facts=facts, site_id=site_id)
    return is_new


def untick_stop(actor: Actor, *, run_id: int, site_id: int, day: date, now: datetime) -> bool:
    """Take a tick back; False when there was none. Inverse: tick_stop."""
    require(actor, "moving.untick_stop")
    with writing():
        count, _rows = StopTick.objects.filter(run_id=run_id, site_id=site_id, day=day).delete()
        if count:
            facts = {"day": day.isoformat()}
            record_act(actor, "moving.untick_stop", about=("run", run_id), at=now, facts=facts, site_id=site_id)
    return bool(count)
