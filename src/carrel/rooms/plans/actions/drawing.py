"""add_plan, keep_plan, take_back_plan, remove_plan, bring_back_plan: a plan is kept as a whole."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.inventory.queries import site_must_be_seen
from carrel.rooms.plans import queries, rules
from carrel.rooms.plans.models import FloorPlan, PlanShape
from carrel.rooms.plans.rules import Shape


def add_plan(actor: Actor, *, site_id: int, name: str, now: datetime, key: str = "") -> int:
    """Begin a plan of a site on a blank sheet and return its number.

    Raises NotAllowed, and Refused without a name and for a site out of scope. Inverse: remove_plan.
    """
    require(actor, "plans.add_plan")
    name = squeeze(name, rules.NAME_LENGTH)
    if not name:
        raise Refused(Objection("plans.unnamed", Weight.REFUSE, {}))
    with writing():
        if answer := kept_answer(key, "plans.add_plan", actor):
            return int(answer["plan"])
        site_must_be_seen(actor, site_id)
        made = FloorPlan.objects.create(site_id=site_id, name=name, changed_at=now, changed_by_name=_who(actor))
        record_act(
            actor, "plans.add_plan", about=("floor_plan", made.pk), at=now, facts={"name": name}, site_id=site_id
        )
        keep_answer(key, actor, "plans.add_plan", {"plan": made.pk}, now)
    return made.pk


def keep_plan(
    actor: Actor,
    *,
    plan_id: int,
    version: int,
    name: str,
    width: int,
    height: int,
    scheme: str,
    shapes: Sequence[Shape],
    now: datetime,
) -> int:
    """Keep a plan as it is drawn, the whole of it, and return its new version; `version` is the one that was drawn on.

    Raises NotAllowed, and Refused when somebody kept it meanwhile or something on it cannot be.
    Inverse: take_back_plan.
    """
    require(actor, "plans.keep_plan")
    name = squeeze(name, rules.NAME_LENGTH)
    with writing():
        plan = _unchanged(actor, plan_id, version)
        objections = rules.keep_plan_objections(
            name=name, width=width, height=height, shapes=shapes, scheme=scheme,
            places=queries.place_ids_of(plan.site_id),
        )  # fmt: skip
        if objections:
            raise Refused(*objections)
        before = _plain(plan)
        after = {
            "name": name, "width": width, "height": height, "scheme": scheme,
            "shapes": [asdict(each) for each in shapes],
        }  # fmt: skip
        _put(actor, plan, after, before, now)
        facts = {"shapes": len(shapes), "before": len(before["shapes"])}
        record_act(actor, "plans.keep_plan", about=("floor_plan", plan_id), at=now, facts=facts, site_id=plan.site_id)
    return plan.version + 1


def take_back_plan(actor: Actor, *, plan_id: int, version: int, now: datetime) -> int:
    """Make a plan what it was before it was kept last; returns its new version. A place gone since is left out.

    Raises NotAllowed, and Refused when somebody kept it meanwhile, or nothing was before. Inverse: take_back_plan.
    """
    require(actor, "plans.take_back_plan")
    with writing():
        plan = _unchanged(actor, plan_id, version)
        if plan.before is None:
            raise Refused(Objection("plans.nothing_before", Weight.REFUSE, {"plan": plan.name}))
        _put(actor, plan, plan.before, _plain(plan), now)
        record_act(actor, "plans.take_back_plan", about=("floor_plan", plan_id), at=now, site_id=plan.site_id)
    return plan.version + 1


def remove_plan(actor: Actor, *, plan_id: int, now: datetime) -> None:
    """Take a plan out of sight, and its shelves with it; twice is once. Inverse: bring_back_plan."""
    require(actor, "plans.remove_plan")
    with writing():
        plan = queries.plan_to_change(actor, plan_id)
        if plan.removed_at is None:
            FloorPlan.objects.filter(pk=plan_id).update(removed_at=now)
            facts = {"name": plan.name}
            record_act(
                actor, "plans.remove_plan", about=("floor_plan", plan_id), at=now, facts=facts, site_id=plan.site_id
            )


def bring_back_plan(actor: Actor, *, plan_id: int, now: datetime) -> None:
    """Bring back a plan that was removed. Raises Refused for one that is there. Inverse: remove_plan."""
    require(actor, "plans.bring_back_plan")
    with writing():
        plan = queries.plan_to_change(actor, plan_id)
        if plan.removed_at is None:
            raise Refused(Objection("plans.there_already", Weight.REFUSE, {"plan": plan.name}))
        FloorPlan.objects.filter(pk=plan_id).update(removed_at=None)
        facts = {"name": plan.name}
        record_act(
            actor, "plans.bring_back_plan", about=("floor_plan", plan_id), at=now, facts=facts, site_id=plan.site_id
        )


def _unchanged(actor: Actor, plan_id: int, version: int) -> FloorPlan:
    plan = queries.plan_to_change(actor, plan_id)
    if plan.removed_at is not None:
        raise Refused(Objection("plans.no_such_plan", Weight.REFUSE, {}))
    if plan.version != version:
        facts = {"plan": plan.name, "name": plan.changed_by_name}
        raise Refused(Objection("plans.changed_meanwhile", Weight.REFUSE, facts))
    return plan


def _plain(plan: FloorPlan) -> dict[str, Any]:
    return {
        "name": plan.name, "width": plan.width, "height": plan.height, "scheme": plan.scheme,
        "shapes": [asdict(each.shape) for each in PlanShape.objects.filter(plan_id=plan.pk).order_by("pk")],
    }  # fmt: skip


def _put(actor: Actor, plan: FloorPlan, kept: dict[str, Any], before: dict[str, Any], now: datetime) -> None:
    there = queries.place_ids_of(plan.site_id)
    PlanShape.objects.filter(plan_id=plan.pk).delete()
    PlanShape.objects.bulk_create(_row(plan.pk, Shape(**each), str(kept["scheme"]), there) for each in kept["shapes"])
    FloorPlan.objects.filter(pk=plan.pk).update(
        name=kept["name"], width=kept["width"], height=kept["height"], scheme=kept["scheme"], before=before,
        version=plan.version + 1, changed_at=now, changed_by_name=_who(actor),
    )  # fmt: skip


def _row(plan_id: int, shape: Shape, scheme: str, places: set[int]) -> PlanShape:
    key_from, key_to = rules.keys_of(shape, scheme)
    values = asdict(shape)
    values["place_id"] = shape.place_id if shape.place_id in places else None
    return PlanShape(plan_id=plan_id, key_from=key_from, key_to=key_to, **values)


def _who(actor: Actor) -> str:
    return actor.badge_name or actor.name
