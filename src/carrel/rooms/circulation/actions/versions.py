"""restore_policy_version: the grid and the hard due dates as they were; every edit keeps a version of the whole."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Source, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.models import GridToken, HardDueDate, HardDueDay, PolicyRow, PolicyVersion, new_token
from carrel.rooms.circulation.queries.versions import rows_kept, series_kept
from carrel.rooms.circulation.rules.policies import SETTINGS
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.people.models import PatronCategory
from carrel.rooms.schools.models import Site

RESTORE = "circulation.restore_policy_version"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: rows and series, and rows left out because what they name is no longer there."""

    act_id: int
    rows: int
    series: int
    left_out: int


def restore_policy_version(actor: Actor, *, version_id: int, now: datetime, note: str = "") -> Restored:
    """Make the grid and the hard due dates what they were in this version; loans already made keep their dates.

    Who works at single sites restores the rows and series of those, and leaves the others as they are. What was
    made since goes; it stands in its own version. Raises NotAllowed, and Refused for a version that is not there.
    Inverse: restore_policy_version, with the version before.
    """
    require(actor, RESTORE)
    with writing():
        version = PolicyVersion.objects.filter(pk=version_id).first()
        if version is None:
            source = Source("fact", "", "policy version")
            raise Refused(Objection("circulation.policy_version_unknown", Weight.REFUSE, {}, source))
        begin_versions(now)
        sites = None if actor.is_district else actor.site_ids
        series = [each for each in version.series if _within(each, sites) and _site_is_there(each)]
        known = {each["id"] for each in series} | set(_out_of_reach(sites))
        rows = [each for each in version.rows if _within(each, sites)]
        whole = [each for each in rows if _names_are_there(each, known)]
        _clear(sites)
        for each in series:
            _series_again(each)
        PolicyRow.objects.bulk_create([_row_again(each) for each in whole])
        left_out = len(rows) - len(whole)
        facts = {"version": version_id, "rows": len(whole), "series": len(series), "left_out": left_out}
        act_id = record_act(actor, RESTORE, about=("policy_version", version_id), at=now, facts=facts)
        keep_version(actor, act_id=act_id, now=now, note=note)
    return Restored(act_id, len(whole), len(series), left_out)


def begin_versions(now: datetime) -> None:
    """Keep the grid as it is found, before the first edit that is kept: what was before it can be come back to.

    No inverse: a version is only read.
    """
    if not PolicyVersion.objects.exists() and (PolicyRow.objects.exists() or HardDueDate.objects.exists()):
        PolicyVersion.objects.create(at=now, by="", act_id=0, rows=rows_kept(), series=series_kept())


def keep_version(actor: Actor, *, act_id: int, now: datetime, note: str = "") -> None:
    """Keep the whole grid after an edit, with who made it and why, and tell every process that it changed.

    No inverse: a version is appended and never changed.
    """
    PolicyVersion.objects.create(
        at=now,
        account_id=actor.account_id,
        by=squeeze(actor.badge_name or actor.name, 120),
        note=squeeze(note, 200),
        act_id=act_id,
        rows=rows_kept(),
        series=series_kept(),
    )
    if not GridToken.objects.update(token=new_token()):
        GridToken.objects.create()


def _within(kept: Mapping[str, Any], sites: Collection[int] | None) -> bool:
    return sites is None or kept["site"] in sites


def _site_is_there(kept: Mapping[str, Any]) -> bool:
    return kept["site"] is None or Site.objects.filter(pk=kept["site"]).exists()


def _out_of_reach(sites: Collection[int] | None) -> list[int]:
    """The series that stay as they are: those of the district, for who works at single sites."""
    return [] if sites is None else list(HardDueDate.objects.exclude(site__in=sites).values_list("pk", flat=True))


def _names_are_there(kept: Mapping[str, Any], series: Collection[int]) -> bool:
    named = ((Site, kept["site"]), (PatronCategory, kept["category"]), (ItemType, kept["item_type"]))
    there = all(key is None or model._default_manager.filter(pk=key).exists() for model, key in named)
    hard = kept["values"].get("hard_due_date")
    return there and (hard is None or hard in series)


def _clear(sites: Collection[int] | None) -> None:
    rows, series = PolicyRow.objects.all(), HardDueDate.objects.all()
    if sites is not None:
        rows, series = rows.filter(site__in=sites), series.filter(site__in=sites)
    rows.delete()
    series.delete()


def _series_again(kept: Mapping[str, Any]) -> None:
    """With the key it had: rows and the sums kept with loans name it."""
    HardDueDate.objects.create(pk=kept["id"], name=kept["name"], site_id=kept["site"], grades=kept["grades"])
    HardDueDay.objects.bulk_create(
        HardDueDay(
            hard_due_date_id=kept["id"],
            on=date.fromisoformat(on),
            compare=compare,
            active_from=date.fromisoformat(active_from) if active_from else None,
        )
        for on, compare, active_from in kept["days"]
    )


def _row_again(kept: Mapping[str, Any]) -> PolicyRow:
    row = PolicyRow(pk=kept["id"], site_id=kept["site"], category_id=kept["category"], item_type_id=kept["item_type"])
    for name in SETTINGS:
        if name in kept["values"]:
            setattr(row, "hard_due_date_id" if name == "hard_due_date" else name, kept["values"][name])
    return row
