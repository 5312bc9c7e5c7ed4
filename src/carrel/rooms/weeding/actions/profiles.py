"""add_profile, keep_profile, take_back_profile, remove_profile, bring_back_profile: tables of rules."""

from collections.abc import Mapping, Sequence
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
from carrel.rooms.weeding import phrases, queries, rules
from carrel.rooms.weeding.models import WeedingProfile
from carrel.rooms.weeding.rules import WeedingRule


def add_profile(actor: Actor, *, site_id: int, name: str, now: datetime, key: str = "") -> int:
    """Begin a table of a site with the usual rules, to be changed; returns its number.

    Classes of LC are in it where the site has copies by LC.
    Raises NotAllowed, and Refused without a name and for a site out of scope. Inverse: remove_profile.
    """
    require(actor, "weeding.add_profile")
    name = squeeze(name, rules.NAME_LENGTH)
    if not name:
        raise Refused(Objection("weeding.unnamed", Weight.REFUSE, {}))
    with writing():
        if answer := kept_answer(key, "weeding.add_profile", actor):
            return int(answer["profile"])
        site_must_be_seen(actor, site_id)
        usual = rules.usual_rules(with_lc=queries.shelves_by_lc(site_id))
        rows = [asdict(each) | {"section": str(phrases.SECTION_WORDS[each.section])} for each in usual]
        made = WeedingProfile.objects.create(
            site_id=site_id, name=name, rows=rows, changed_at=now, changed_by_name=_who(actor)
        )
        _note(actor, "weeding.add_profile", made, now, {"name": name})
        keep_answer(key, actor, "weeding.add_profile", {"profile": made.pk}, now)
    return made.pk


def keep_profile(
    actor: Actor, *, profile_id: int, version: int, name: str, profile: Sequence[WeedingRule], now: datetime
) -> int:
    """Keep a table of rules, the whole of it, and return its new version; `version` is the one that was changed.

    Lists made before stay as they are. Raises NotAllowed, and Refused when somebody kept it meanwhile or a rule cannot
    be. Inverse: take_back_profile.
    """
    require(actor, "weeding.keep_profile")
    name = squeeze(name, rules.NAME_LENGTH)
    with writing():
        found = _unchanged(actor, profile_id, version)
        objections = rules.keep_profile_objections(name=name, rules=profile, types=list(queries.item_types()))
        if objections:
            raise Refused(*objections)
        _put(actor, found, {"name": name, "rows": [asdict(each) for each in profile]}, now)
        _note(actor, "weeding.keep_profile", found, now, {"rules": len(profile), "before": len(found.rows)})
    return found.version + 1


def take_back_profile(actor: Actor, *, profile_id: int, version: int, now: datetime) -> int:
    """Make a table what it was before it was kept last; returns its new version.

    Raises NotAllowed, and Refused when somebody kept it meanwhile, or nothing was before. Inverse: take_back_profile.
    """
    require(actor, "weeding.take_back_profile")
    with writing():
        found = _unchanged(actor, profile_id, version)
        if found.before is None:
            raise Refused(Objection("weeding.nothing_before", Weight.REFUSE, {"profile": found.name}))
        _put(actor, found, found.before, now)
        _note(actor, "weeding.take_back_profile", found, now, {})
    return found.version + 1


def remove_profile(actor: Actor, *, profile_id: int, now: datetime) -> None:
    """Take a table out of sight; its lists stay. Twice is once. Inverse: bring_back_profile."""
    require(actor, "weeding.remove_profile")
    with writing():
        found = queries.profile_to_change(actor, profile_id)
        if found.removed_at is None:
            WeedingProfile.objects.filter(pk=profile_id).update(removed_at=now)
            _note(actor, "weeding.remove_profile", found, now, {"name": found.name})


def bring_back_profile(actor: Actor, *, profile_id: int, now: datetime) -> None:
    """Bring back a table that was removed. Raises Refused for one that is there. Inverse: remove_profile."""
    require(actor, "weeding.bring_back_profile")
    with writing():
        found = queries.profile_to_change(actor, profile_id)
        if found.removed_at is None:
            raise Refused(Objection("weeding.there_already", Weight.REFUSE, {"profile": found.name}))
        WeedingProfile.objects.filter(pk=profile_id).update(removed_at=None)
        _note(actor, "weeding.bring_back_profile", found, now, {"name": found.name})


def _unchanged(actor: Actor, profile_id: int, version: int) -> WeedingProfile:
    found = queries.profile_to_change(actor, profile_id)
    if found.removed_at is not None:
        raise Refused(Objection("weeding.no_such_profile", Weight.REFUSE, {}))
    if found.version != version:
        facts = {"profile": found.name, "name": found.changed_by_name}
        raise Refused(Objection("weeding.changed_meanwhile", Weight.REFUSE, facts))
    return found


def _put(actor: Actor, found: WeedingProfile, kept: dict[str, Any], now: datetime) -> None:
    WeedingProfile.objects.filter(pk=found.pk).update(
        name=kept["name"], rows=kept["rows"], before={"name": found.name, "rows": found.rows},
        version=found.version + 1, changed_at=now, changed_by_name=_who(actor),
    )  # fmt: skip


def _note(actor: Actor, code: str, found: WeedingProfile, now: datetime, facts: Mapping[str, object]) -> None:
    record_act(actor, code, about=("weeding_profile", found.pk), at=now, facts=facts, site_id=found.site_id)


def _who(actor: Actor) -> str:
    return actor.badge_name or actor.name
