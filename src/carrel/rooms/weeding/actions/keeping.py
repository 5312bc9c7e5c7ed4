"""keep_copy, let_copy_go: what no rule takes, such as local history."""

from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.inventory.queries import item_for, item_of_number
from carrel.rooms.schools.queries import today_at
from carrel.rooms.weeding import queries, rules
from carrel.rooms.weeding.models import KeptCopy


def keep_copy(
    actor: Actor, *, number: str, until_on: date | None, now: datetime, why: str = "", site_id: int | None = None
) -> str:
    """Keep the copy of a scanned number against all rules, until a day or for good; returns its title.

    Said once more, the later word counts. Raises Refused for an unknown number, a copy of another school, a day that is
    past, and for good without a word why. Inverse: let_copy_go.
    """
    require(actor, "weeding.keep_copy")
    with writing():
        found = item_of_number(number, site_id=site_id or actor.site_id)
        if found is None:
            raise Refused(Objection("weeding.no_such_number", Weight.REFUSE, {"number": squeeze(number, 64)}))
        item = item_for(actor, found.item_id)
        objections = rules.mark_objections(
            name="", is_proposed=False, mark=rules.KEEP, until_on=until_on, today=today_at(item.site_id, now), why=why
        )
        if objections:
            raise Refused(*objections)
        before = KeptCopy.objects.filter(item_id=item.pk).values_list("until_on", "why").first()
        kept_of(actor, item.pk, until_on, why, None, now)
        facts = {"until": str(until_on or ""), "before": [str(each or "") for each in before] if before else None}
        record_act(actor, "weeding.keep_copy", about=("item", item.pk), at=now, facts=facts, site_id=item.site_id)
    return found.title


def let_copy_go(actor: Actor, *, kept_id: int, now: datetime) -> None:
    """Let the rules look at a copy again; twice is once. Inverse: keep_copy."""
    require(actor, "weeding.let_copy_go")
    with writing():
        found = queries.kept_to_change(actor, kept_id)
        if found is not None:
            facts = {"until": str(found.until_on or ""), "why": found.why}
            found.delete()
            record_act(
                actor, "weeding.let_copy_go", about=("item", found.item_id), at=now, facts=facts,
                site_id=found.item.site_id,
            )  # fmt: skip


def kept_of(actor: Actor, item_id: int, until_on: date | None, why: str, line_id: int | None, now: datetime) -> None:
    """Put down that a copy is kept, in the place of what was said before.

    Part of keep_copy and mark_lines, whose permission and audit cover it. Inverse: let_copy_go.
    """
    values = {
        "until_on": until_on, "why": squeeze(why, rules.WHY_LENGTH), "line_id": line_id, "kept_at": now,
        "kept_by_name": actor.badge_name or actor.name,
    }  # fmt: skip
    KeptCopy.objects.update_or_create(item_id=item_id, defaults=values)
