"""certify_night, forget_old_leavers: what the nights delete is certified; who left a year ago goes."""

from collections.abc import Mapping
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing
from carrel.rooms.people import actions as people
from carrel.rooms.reports.models import Certificate, Destroyed
from carrel.rooms.reports.queries.retention import leavers_due, suspended
from carrel.rooms.reports.rules.retention import KINDS
from carrel.rooms.schools.queries import today_at

CERTIFY = "reports.certify_night"
FORGET = "reports.forget_old_leavers"


def certify_night(actor: Actor, *, counts: Mapping[str, int], begun_at: datetime, now: datetime) -> int:
    """Write the certificate of one run: how much of each kind was destroyed, and what a hold kept; returns its key.

    It names kinds, numbers and moments, and nobody. No inverse: it says what is so.
    """
    require(actor, CERTIFY)
    with writing():
        made = Certificate.objects.create(
            begun_at=begun_at, ended_at=now, by_name=actor.name[:200], held=sorted(suspended())
        )
        Destroyed.objects.bulk_create(
            Destroyed(certificate=made, kind=kind, count=counts[kind]) for kind in KINDS if counts.get(kind)
        )
        facts = {kind: count for kind, count in counts.items() if kind in KINDS and count}
        record_act(actor, CERTIFY, about=("certificate", made.pk), at=now, facts={"destroyed": facts})
    return made.pk


def forget_old_leavers(actor: Actor, *, now: datetime) -> int:
    """Delete students who left a year ago and owe nothing, and the guardians of nobody else; returns how many.

    Who stands in a record that has to stay (a settled charge) stays with it. The nightly timetable calls it.
    No inverse: what is deleted is meant to be gone.
    """
    require(actor, FORGET)
    gone, _ = people.forget_leavers(actor, person_ids=leavers_due(today_at(None, now)), now=now)
    return gone
