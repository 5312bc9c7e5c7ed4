"""Rights to titles, copies made, and how long a site's logs keep names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.media import rules
from carrel.rooms.media.models import CopyMade, MediaSetting, Right


@dataclass(frozen=True, slots=True)
class RightShown:
    """A right with how it stands on a day; `days_left` until its last day, None when it has none."""

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
    found = [_shown(each, today) for each in rights_in_sight(actor).order_by("until_on", "pk")]
    gone = {rules.OVER, rules.ENDED}
    return sorted(found, key=lambda each: (each.standing in gone, each.until_on or date.max, each.title))


def rights_of_records(actor: Actor, record_ids: Collection[int], today: date) -> list[RightShown]:
    """What is allowed with these records now or later; what is over is left out."""
    found = rights_in_sight(actor).filter(record__in=record_ids, ended_at=None)
    shown = (_shown(each, today) for each in found.order_by("until_on", "pk"))
    return [each for each in shown if each.standing != rules.OVER]


def ending_count(actor: Actor, today: date) -> int:
    """How many rights end within the days they warn beforehand."""
    found = rights_in_sight(actor).filter(ended_at=None, until_on__gte=today)
    return sum(_shown(each, today).standing == rules.ENDING for each in found)


def may_be_performed(record_id: int, site_id: int, day: date) -> bool:
    """Whether a public performance right to a record holds at a site on a day."""
    found = Right.objects.filter(record=record_id, kind=rules.PERFORMANCE, ended_at=None, from_on__lte=day)
    found = found.filter(Q(site=None) | Q(site=site_id))
    return found.filter(Q(until_on=None) | Q(until_on__gte=day)).exists()


def has_right_to_copy(record_id: int | None, site_id: int, day: date) -> bool:
    """Whether a licence or permission to a record holds at a site on a day."""
    if record_id is None:
        return False
    found = Right.objects.filter(record=record_id, kind__in=rules.LIFTING, ended_at=None, from_on__lte=day)
    found = found.filter(Q(site=None) | Q(site=site_id))
    return found.filter(Q(until_on=None) | Q(until_on__gte=day)).exists()


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


def _shown(right: Right, today: date) -> RightShown:
    standing = rules.standing_of(
        from_on=right.from_on, until_on=right.until_on, warn_days=right.warn_days,
        is_ended=right.ended_at is not None, today=today,
    )  # fmt: skip
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
        audience=right.audience,
        proof_id=right.proof_id,
        standing=standing,
        days_left=(right.until_on - today).days if right.until_on is not None else None,
    )
