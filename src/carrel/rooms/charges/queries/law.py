"""Which law holds for a debt, how a person stands by it, and what another law would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.rooms.charges.models import Charge
from carrel.rooms.charges.rules import BLOCK, KINDS, WARN, Debt, DebtStanding, KindLaw, LawProfile, profile
from carrel.rooms.schools.models import Site
from carrel.rooms.schools.queries import district, sites_of

CHOOSE = "charges.choose_law_profile"


def law_of_district() -> LawProfile:
    """The law profile the district goes by."""
    return profile(chosen_law(None))


def law_of_site(site_id: int | None) -> LawProfile:
    """The law profile of a school: its own, else the district's."""
    return profile((chosen_law(site_id) if site_id is not None else "") or chosen_law(None))


def chosen_law(site_id: int | None) -> str:
    """The code that was chosen for a school, empty for one that goes by the district's; for the district with None."""
    if site_id is not None:
        return Site.objects.filter(pk=site_id).values_list("law_profile", flat=True).first() or ""
    own = district()
    return own.law_profile if own is not None else ""


def laws_of_sites() -> Mapping[int, LawProfile]:
    """The law profiles of those schools that go by one of their own. One statement."""
    found = Site.objects.exclude(law_profile="").values_list("pk", "law_profile")
    return {pk: profile(code) for pk, code in found}


def debt_standing(person_id: int) -> DebtStanding:
    """What a person owes by kind, and what the law profile makes of each kind at a desk. Two statements at most.

    A debt stands under the law of the school that charged it. The profile named is the heaviest debt's.
    """
    rows = Charge.objects.filter(person=person_id, left_minor__gt=0).order_by().values("kind", "site__law_profile")
    sums = list(rows.annotate(minor=Sum("left_minor"), count=Count("pk")).order_by("kind", "site__law_profile"))
    if not sums:
        return DebtStanding("")
    own = law_of_district()
    laws = [profile(row["site__law_profile"]) if row["site__law_profile"] else own for row in sums]
    debts = tuple(
        Debt(row["kind"], row["minor"], row["count"], law.of(row["kind"])) for row, law in zip(sums, laws, strict=True)
    )
    heavy = min(range(len(debts)), key=lambda at: (debts[at].law.does != BLOCK, debts[at].law.does != WARN, at))
    return DebtStanding(laws[heavy].code, debts)


@dataclass(frozen=True, slots=True)
class KindShift:
    """One kind of debt under two laws, with what is open of it: charges, persons, and what they come to."""

    kind: str
    before: KindLaw
    after: KindLaw
    charges: int
    persons: int
    minor: int


@dataclass(frozen=True, slots=True)
class LawShift:
    """What another law would change: by kind, and how many persons the desk would ask about or be told of."""

    kinds: tuple[KindShift, ...]
    asked_before: int
    asked_after: int
    told_before: int
    told_after: int


def law_shift(site_id: int | None, before: LawProfile, after: LawProfile) -> LawShift:
    """What would change if the debts of a school, or of all that go by the district's law, stood under another.

    Five statements, whatever the number of debts.
    """
    found = Charge.objects.filter(left_minor__gt=0)
    found = found.filter(site=site_id) if site_id is not None else found.filter(Q(site=None) | Q(site__law_profile=""))
    counted = found.order_by().values("kind")
    sums = counted.annotate(charges=Count("pk"), persons=Count("person", distinct=True), minor=Sum("left_minor"))
    by_kind = {row["kind"]: row for row in sums.order_by("kind")}
    nothing = {"charges": 0, "persons": 0, "minor": 0}
    kinds = []
    for kind in KINDS:
        row = by_kind.get(kind, nothing)
        figures = row["charges"], row["persons"], row["minor"]
        kinds.append(KindShift(kind, before.of(kind), after.of(kind), *figures))
    counts = (_persons(found, law, does) for does in (BLOCK, WARN) for law in (before, after))
    return LawShift(tuple(kinds), *counts)


def _persons(found: "QuerySet[Charge]", law: LawProfile, does: str) -> int:
    kinds = [kind for kind in KINDS if law.of(kind).does == does]
    return found.filter(kind__in=kinds).order_by().values("person").distinct().count()


@dataclass(frozen=True, slots=True)
class LawChoice:
    """That somebody chose a profile: when, for which school (None for the district), in place of which, and why."""

    at: datetime
    by: str
    site_id: int | None
    before: str
    after: str
    reason: str


def law_choices(actor: Actor, *, most: int = 8) -> list[LawChoice]:
    """The latest choices for the district and for schools the actor sees, the newest first. Two statements."""
    sites = set(sites_of(actor).values_list("pk", flat=True))
    entries = AuditEntry.objects.filter(code=CHOOSE, about_kind__in=("district", "site")).order_by("-pk")[: most * 4]
    found = [
        LawChoice(
            each.at, each.actor_name, each.about_id if each.about_kind == "site" else None, each.facts["before"],
            each.facts["after"], each.reason,
        )
        for each in entries
    ]  # fmt: skip
    return [each for each in found if each.site_id is None or each.site_id in sites][:most]
