"""A school's ladder."""

from collections.abc import Sequence
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.recovery.models import LadderSetting
from carrel.rooms.recovery.queries.ladders import setting_of
from carrel.rooms.recovery.rules.ladder import Step, ladder_objections, to_rows


def keep_ladder(
    actor: Actor, *, site_id: int | None, steps: Sequence[Step], now: datetime, shows: str = "titles",
    per_family: bool = True, office_email: str = "", weekdays: str = "",
) -> int:  # fmt: skip
    """Keep how a site asks for what is missing (None: the whole district, where a site has no ladder of its own).

    Steps taken before stay taken: they are known by their codes. Returns the row's number. Raises NotAllowed, and
    Refused: recovery.other_school, recovery.ladder_empty, recovery.ladder_too_long, recovery.ladder_same_day,
    recovery.ladder_way, recovery.ladder_days. Inverse: drop_ladder, or keep_ladder with the values of before, which
    the audit entry holds.
    """
    require(actor, "recovery.keep_ladder")
    _must_be_own(actor, site_id)
    if objections := ladder_objections(steps):
        raise Refused(*objections)
    with writing():
        row = setting_of(site_id) or LadderSetting(site_id=site_id)
        before = {"steps": row.steps, "shows": row.shows, "per_family": row.per_family, "weekdays": row.weekdays}
        row.steps, row.shows, row.per_family = to_rows(sorted(steps, key=lambda each: each.days)), shows, per_family
        row.office_email, row.weekdays = office_email, weekdays
        row.save()
        record_act(
            actor, "recovery.keep_ladder", about=("ladder", row.pk), at=now, facts={"before": before}, site_id=site_id
        )
    return row.pk


def drop_ladder(actor: Actor, *, site_id: int | None, now: datetime) -> None:
    """Let the district's ladder, or the default, hold again at a site. Nothing happens where there is none of its own.

    Raises NotAllowed, and Refused: recovery.other_school. Inverse: keep_ladder, with the values the audit entry holds.
    """
    require(actor, "recovery.drop_ladder")
    _must_be_own(actor, site_id)
    with writing():
        row = setting_of(site_id)
        if row is not None:
            was = {"steps": row.steps, "shows": row.shows, "per_family": row.per_family}
            record_act(
                actor, "recovery.drop_ladder", about=("ladder", row.pk), at=now, facts={"was": was}, site_id=site_id
            )
            row.delete()


def _must_be_own(actor: Actor, site_id: int | None) -> None:
    if (site_id is None and not actor.is_district) or not actor.sees_site(site_id):
        raise Refused(Objection("recovery.other_school", Weight.REFUSE))
