"""Who would move up, and what was moved up before."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Verdict
from carrel.rooms.people.models import Person
from carrel.rooms.rosters import rules
from carrel.rooms.rosters.models import RolledOver, RollOver, RosterImport
from carrel.rooms.rosters.rules.facts import STUDENT
from carrel.rooms.schools.models import Site


@dataclass(frozen=True)
class RollOverSeen:
    """One roll-over as its page shows it."""

    run: RollOver
    moved: int
    left: int
    can_undo: bool


def pupils_of(actor: Actor, site_id: int | None = None) -> list[rules.Pupil]:
    """The students now at the actor's sites, or at one of them."""
    rows = Person.objects.filter(category__code=STUDENT, merged_into=None, left_on=None, home_site__isnull=False)
    if site_id is not None:
        rows = rows.filter(home_site=site_id)
    if not actor.is_district:
        rows = rows.filter(home_site__in=actor.site_ids)
    found = rows.order_by("pk").values_list("pk", "local_number", "grade", "home_site", "homeroom")
    return [rules.Pupil(*row) for row in found.iterator(chunk_size=5000)]


def sites_rolled(actor: Actor) -> list[Site]:
    """The sites whose students this actor may move up."""
    rows = Site.objects.filter(is_active=True).order_by("name")
    return list(rows if actor.is_district else rows.filter(pk__in=actor.site_ids))


def roll_overs_of(actor: Actor) -> list[RollOverSeen]:
    """What was moved up before at the actor's sites, the latest first."""
    rows = (
        _seen_by(actor, RollOver.objects.all())
        .annotate(
            moved=Count("persons", filter=Q(persons__left_on=None)),
            gone=Count("persons", filter=~Q(persons__left_on=None)),
        )
        .order_by("-at", "-pk")
    )
    return [
        RollOverSeen(row, row.moved, row.gone, can_undo=not undo_verdict(row).standing())
        for row in rows.select_related("site")
    ]


def roll_over_seen(actor: Actor, roll_over_id: int) -> RollOver | None:
    """One roll-over, or None when there is none that this actor may look at."""
    return _seen_by(actor, RollOver.objects.filter(pk=roll_over_id)).first()


def _seen_by(actor: Actor, rows: QuerySet[RollOver]) -> QuerySet[RollOver]:
    """Those that moved nobody of another school."""
    if actor.is_district:
        return rows
    others = RolledOver.objects.exclude(site__in=actor.site_ids).values("roll_over")
    return rows.exclude(pk__in=others)


def last_roll_over(sites: list[int]) -> RollOver | None:
    """The latest that stands and moved students of one of these sites."""
    return RollOver.objects.filter(undone_at=None).filter(Q(site=None) | Q(site__in=sites)).first()


def undo_verdict(run: RollOver) -> Verdict:
    """Whether a roll-over can be taken back: nothing that stands on it may have come after."""
    sites = set(RolledOver.objects.filter(roll_over=run).values_list("site", flat=True))
    rosters = RosterImport.objects.filter(applied_at__gt=run.at).filter(Q(site=None) | Q(site__in=sites))
    roster = rosters.order_by("applied_at").first()
    later = RollOver.objects.filter(at__gt=run.at, undone_at=None).filter(persons__site__in=sites).exists()
    return rules.undo_roll_over_objections(
        is_undone=run.undone_at is not None, roster_since=roster.source_name if roster else "", later=later
    )
