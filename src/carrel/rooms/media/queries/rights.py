"""Rights to titles, copies made, and how long a site's logs keep names."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.media import rules
from carrel.rooms.media.models import CopyMade, MediaSetting, Right
from carrel.rooms.media.rules import Licensed


@dataclass(frozen=True, slots=True)
class RightShown:
    """A right with how it stands on a day; `days_left` until its last day, None when it has none.

    `copies_made` are the copies made under it, counted only where it allows so many and no more.
    """

    right_id: int
    record_id: int
    title: str
    kind: str
    holder: str
    site: str
    from_on: date
    until_on: date | None
    terms: str
    most_copies: int | None
    copies_made: int
    audience: str
    proof_id: int | None
    standing: str
    days_left: int | None


def rights_in_sight(actor: Actor) -> QuerySet[Right]:
    """The rights of the district and of the actor's sites."""
    found = Right.objects.select_related("record", "site")
    return found if actor.is_district else found.filter(Q(site=None) | Q(site__in=actor.site_ids))


def rights_at(actor: Actor, today: date) -> list[RightShown]:
    """All rights in the actor's sight, those first that end first, what is over last."""
    gone = {rules.OVER, rules.ENDED}
    return sorted(
        _all_shown(rights_in_sight(actor), today),
        key=lambda each: (each.standing in gone, each.until_on or date.max, each.title),
    )


def rights_of_records(actor: Actor, record_ids: Collection[int], today: date) -> list[RightShown]:
    """What is allowed with these records now or later; what is over is left out."""
    found = rights_in_sight(actor).filter(record__in=record_ids, ended_at=None)
    return [each for each in _all_shown(found, today) if each.standing != rules.OVER]


def ending_count(actor: Actor, today: date) -> int:
    """How many rights end within the days they warn beforehand."""
    found = rights_in_sight(actor).filter(ended_at=None, until_on__gte=today)
    return sum(_standing(each, today) == rules.ENDING for each in found)


def may_be_performed(record_id: int, site_id: int, day: date) -> bool:
    """Whether a public performance right to a record holds at a site on a day."""
    found = Right.objects.filter(record=record_id, kind=rules.PERFORMANCE, ended_at=None, from_on__lte=day)
    found = found.filter(Q(site=None) | Q(site=site_id))
    return found.filter(Q(until_on=None) | Q(until_on__gte=day)).exists()


def licensed_copies(record_id: int | None, site_id: int, day: date) -> Licensed | None:
    """What licences and permissions of a record allow at a site on a day, with what was copied under them; None: none.

    Where several are in force, the one that leaves most is meant. A right of the district counts the copies of all
    sites.
    """
    if record_id is None:
        return None
    found = Right.objects.filter(record=record_id, kind__in=rules.LIFTING, ended_at=None, from_on__lte=day)
    rights = list(found.filter(Q(site=None) | Q(site=site_id)).filter(Q(until_on=None) | Q(until_on__gte=day)))
    made = _copied_under(rights)
    allowed = [Licensed(right.most_copies, made.get(right.pk, 0)) for right in rights]
    return max(allowed, key=lambda each: (each.most is None, (each.most or 0) - each.made), default=None)


def _copied_under(rights: Sequence[Right]) -> dict[int, int]:
    """How many copies were made under each right that allows so many and no more. One statement, none without any."""
    limited = [right for right in rights if right.most_copies is not None]
    if not limited:
        return {}
    made = CopyMade.objects.filter(
        record__in={right.record_id for right in limited}, basis=rules.BY_LICENCE, undone_at=None
    )
    entries = list(made)
    return {right.pk: sum(each.copies for each in entries if _is_under(right, each)) for right in limited}


def _is_under(right: Right, made: CopyMade) -> bool:
    is_there = right.record_id == made.record_id and right.site_id in (None, made.site_id)
    return is_there and right.from_on <= made.made_on <= (right.until_on or date.max)


def right_held(actor: Actor, right_id: int) -> Right:
    """A right an action is about, held until it ends. Raises Refused media.unknown."""
    seen = rights_in_sight(actor).filter(pk=right_id).values_list("pk", flat=True).first()
    if seen is None:
        raise Refused(Objection("media.unknown", Weight.REFUSE))
    return Right.objects.select_for_update(of=("self",)).select_related("record").get(pk=seen)


def copies_at(actor: Actor, site_id: int) -> QuerySet[CopyMade]:
    """The log of copies made at a site, the latest first."""
    if not actor.sees_site(site_id):
        return CopyMade.objects.none()
    return CopyMade.objects.filter(site=site_id, undone_at=None).select_related("person", "record")


def copy_held(actor: Actor, copy_id: int) -> CopyMade:
    """An entry of the log an action is about. Raises Refused media.unknown."""
    found = CopyMade.objects.select_for_update(of=("self",)).filter(pk=copy_id, undone_at=None).first()
    if found is None or not actor.sees_site(found.site_id):
        raise Refused(Objection("media.unknown", Weight.REFUSE))
    return found


def setting_of(site_id: int) -> MediaSetting:
    """How long a site's logs keep names; the usual years where nobody has decided, not stored then."""
    return MediaSetting.objects.filter(site=site_id).first() or MediaSetting(site_id=site_id)


def log_years() -> dict[int, int]:
    """The years of every site that has decided."""
    return dict(MediaSetting.objects.values_list("site_id", "log_years"))


def copies_named(site_id: int, before: date) -> QuerySet[CopyMade]:
    """Entries made before a day that still name whom they were for."""
    return CopyMade.objects.filter(site=site_id, made_on__lt=before, person__isnull=False)


def proof_of(actor: Actor, right_id: int) -> Right | None:
    """A right in the actor's sight with its stored proof, if it has one."""
    return rights_in_sight(actor).select_related("proof").filter(pk=right_id, proof__isnull=False).first()


def _all_shown(rights: QuerySet[Right], today: date) -> list[RightShown]:
    found = list(rights.order_by("until_on", "pk"))
    made = _copied_under(found)
    return [_shown(each, made.get(each.pk, 0), today) for each in found]


def _standing(right: Right, today: date) -> str:
    return rules.standing_of(
        from_on=right.from_on, until_on=right.until_on, warn_days=right.warn_days,
        is_ended=right.ended_at is not None, today=today,
    )  # fmt: skip


def _shown(right: Right, copies_made: int, today: date) -> RightShown:
    return RightShown(
        right_id=right.pk,
        record_id=right.record_id,
        title=right.record.title,
        kind=right.kind,
        holder=right.holder,
        site=right.site.called if right.site else "",
        from_on=right.from_on,
        until_on=right.until_on,
        terms=right.terms,
        most_copies=right.most_copies,
        copies_made=copies_made,
        audience=right.audience,
        proof_id=right.proof_id,
        standing=_standing(right, today),
        days_left=(right.until_on - today).days if right.until_on is not None else None,
    )
