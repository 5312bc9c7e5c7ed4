"""Sentences for objections of every room: the one place where the door joins the rooms' phrases."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from carrel.cellar.files.phrases import PHRASES as FILES
from carrel.cellar.jobs.phrases import PHRASES as JOBS
from carrel.cellar.kernel.phrases import Text, say
from carrel.cellar.kernel.verdicts import Objection, Refused
from carrel.cellar.parking.phrases import PHRASES as PARKING
from carrel.cellar.tables.phrases import PHRASES as TABLES

ROOMS = ("schools", "people", "catalogue", "inventory", "intake", "rosters", "circulation")


@cache
def all_phrases() -> Mapping[str, Text]:
    """Every phrase of every room by its code; a code belongs to one room only."""
    found: dict[str, Text] = {**PARKING, **FILES, **JOBS, **TABLES}
    for room in ROOMS:
        if find_spec(f"carrel.rooms.{room}") is None or find_spec(f"carrel.rooms.{room}.phrases") is None:
            continue
        found.update(import_module(f"carrel.rooms.{room}.phrases").PHRASES)
    return found


def sentence(objection: Objection) -> str:
    """What one objection says to people."""
    return say(all_phrases(), objection)


def sentences(refusal: Refused) -> list[str]:
    """What every objection of a refusal says, heaviest first."""
    return [sentence(objection) for objection in refusal.objections]
