"""lay_picture, take_off_picture: what lies under the shapes of a plan."""

from datetime import datetime
from typing import BinaryIO

from carrel.cellar.files.actions import remove_file, store_file
from carrel.cellar.files.rules import PHOTO
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing
from carrel.rooms.plans import queries
from carrel.rooms.plans.models import FloorPlan


def lay_picture(actor: Actor, *, plan_id: int, stream: BinaryIO, name: str, now: datetime) -> None:
    """Lay a picture of the room under a plan, in the place of the one that lay there.

    It is cleaned of the place and time a camera writes into it and kept as JPEG. Raises NotAllowed, and Refused for
    what is no picture and for a plan out of scope. Inverse: take_off_picture.
    """
    require(actor, "plans.lay_picture")
    queries.plan_to_look_at(actor, plan_id)
    # The bytes go to disk before the transaction: no desk waits for a large file.
    stored = store_file(actor, stream=stream, name=name, kind=PHOTO, now=now)
    with writing():
        plan = queries.plan_to_change(actor, plan_id)
        FloorPlan.objects.filter(pk=plan_id).update(picture=stored)
        if plan.picture_id is not None:
            remove_file(actor, file_id=plan.picture_id)
        facts = {"name": stored.name}
        record_act(actor, "plans.lay_picture", about=("floor_plan", plan_id), at=now, facts=facts, site_id=plan.site_id)


def take_off_picture(actor: Actor, *, plan_id: int, now: datetime) -> None:
    """Take the picture off a plan; the shapes stay. Twice is once. Inverse: lay_picture, with the file once more."""
    require(actor, "plans.take_off_picture")
    with writing():
        plan = queries.plan_to_change(actor, plan_id)
        if plan.picture_id is not None:
            FloorPlan.objects.filter(pk=plan_id).update(picture=None)
            remove_file(actor, file_id=plan.picture_id)
            record_act(actor, "plans.take_off_picture", about=("floor_plan", plan_id), at=now, site_id=plan.site_id)
