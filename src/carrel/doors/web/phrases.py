"""Sentences for objections of every room: the one place where the door joins the rooms' phrases."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from django.forms import Form

from carrel.cellar.files.phrases import PHRASES as FILES
from carrel.cellar.jobs.phrases import PHRASES as JOBS
from carrel.cellar.kernel.phrases import Text, say
from carrel.cellar.kernel.verdicts import Objection, Refused
from carrel.cellar.papers.phrases import PHRASES as PAPERS
from carrel.cellar.parking.phrases import PHRASES as PARKING
from carrel.cellar.post.phrases import PHRASES as POST
from carrel.cellar.tables.phrases import PHRASES as TABLES
from carrel.doors.web.templatetags.carrel_web import due_words
from carrel.rooms.care.phrases import PHRASES as CARE
from carrel.rooms.catalogue.phrases import PHRASES as CATALOGUE
from carrel.rooms.charges.phrases import PHRASES as CHARGES
from carrel.rooms.circulation.phrases import PHRASES as CIRCULATION
from carrel.rooms.intake.phrases import PHRASES as INTAKE
from carrel.rooms.inventory.phrases import PHRASES as INVENTORY
from carrel.rooms.labels.phrases import PHRASES as LABELS
from carrel.rooms.media.phrases import PHRASES as MEDIA
from carrel.rooms.moving.phrases import PHRASES as MOVING
from carrel.rooms.people.phrases import PHRASES as PEOPLE
from carrel.rooms.plans.phrases import PHRASES as PLANS
from carrel.rooms.recovery.phrases import PHRASES as RECOVERY
from carrel.rooms.registers.phrases import PHRASES as REGISTERS
from carrel.rooms.reports.phrases import PHRASES as REPORTS
from carrel.rooms.rosters.phrases import PHRASES as ROSTERS
from carrel.rooms.schools.phrases import PHRASES as SCHOOLS
from carrel.rooms.software.phrases import PHRASES as SOFTWARE
from carrel.rooms.stocktake.phrases import PHRASES as STOCKTAKE
from carrel.rooms.supplies.phrases import PHRASES as SUPPLIES
from carrel.rooms.weeding.phrases import PHRASES as WEEDING

# A code belongs to one room only, so that no room's sentence hides another's.
ALL: Mapping[str, Text] = {
    **PARKING,
    **FILES,
    **JOBS,
    **TABLES,
    **PAPERS,
    **POST,
    **SCHOOLS,
    **PEOPLE,
    **CATALOGUE,
    **INVENTORY,
    **CHARGES,
    **INTAKE,
    **CARE,
    **SUPPLIES,
    **PLANS,
    **ROSTERS,
    **CIRCULATION,
    **MOVING,
    **REGISTERS,
    **RECOVERY,
    **WEEDING,
    **LABELS,
    **MEDIA,
    **SOFTWARE,
    **STOCKTAKE,
    **REPORTS,
}


def all_phrases() -> Mapping[str, Text]:
    """Every phrase of every room by its code."""
    return ALL


def sentence(objection: Objection) -> str:
    """What one objection says to people, its days and moments written as people write them."""
    return say(ALL, replace(objection, facts=_in_words(objection)))


def said_with(phrase: Text, objection: Objection) -> str:
    """Another sentence for an objection, for readers or children, its days and moments written in the same way."""
    return str(phrase) % _in_words(objection)


def _in_words(objection: Objection) -> dict[str, object]:
    return {name: due_words(value) if isinstance(value, dt.date) else value for name, value in objection.facts.items()}


def sentences(refusal: Refused) -> list[str]:
    """What every objection of a refusal says, heaviest first."""
    return [sentence(objection) for objection in refusal.objections]


def put_on(form: Form, refusal: Refused) -> None:
    """Show above the fields of a form what stands against it."""
    for text in sentences(refusal):
        form.add_error(None, text)
