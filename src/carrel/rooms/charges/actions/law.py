"""By which law the debts of the district, or of one school, stand."""

from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.rooms.charges import rules
from carrel.rooms.schools.models import District, Site


def choose_law_profile(actor: Actor, *, code: str, site_id: int | None, now: datetime, reason: str = "") -> str:
    """Let the debts of a school, or with None those of the district, stand under a law profile; returns the former.

    An empty code lets a school go by the district's. What is charged stays charged; what a debt does at the desk
    follows at once. Who works for one school chooses for that one. Raises Refused: charges.law_unknown,
    charges.law_of_others, charges.law_holds. Inverse: choose_law_profile, with the former, which the audit keeps.
    """
    require(actor, "charges.choose_law_profile")
    with writing():
        rows = District.objects.all() if site_id is None else Site.objects.filter(pk=site_id)
        held = rows.select_for_update().first()
        may_here = held is not None and (actor.is_district or (site_id is not None and site_id in actor.site_ids))
        before = held.law_profile if held is not None else ""
        if objections := rules.choose_law_profile_objections(
            code=code, before=before, is_district=site_id is None, may_here=may_here
        ):
            raise Refused(*objections)
        assert held is not None
        held.law_profile = code
        held.save(update_fields=["law_profile"])
        record_act(
            actor, "charges.choose_law_profile", about=("district" if site_id is None else "site", held.pk), at=now,
            reason=squeeze(reason, rules.TEXT_LENGTH), facts={"before": before, "after": code}, site_id=site_id,
        )  # fmt: skip
    return before
