"""The verbs of floor plans."""

from carrel.rooms.plans.actions.drawing import add_plan, bring_back_plan, keep_plan, remove_plan, take_back_plan
from carrel.rooms.plans.actions.pictures import lay_picture, take_off_picture

__all__ = [
    "add_plan",
    "bring_back_plan",
    "keep_plan",
    "lay_picture",
    "remove_plan",
    "take_back_plan",
    "take_off_picture",
]
