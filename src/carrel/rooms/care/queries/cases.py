"""Questions about mending and repair."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Sum

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.care.models import CareCase
from carrel.rooms.care.rules import cases as rules
from carrel.rooms.inventory.models import Attachment
from carrel.rooms.inventory.queries import site_must_be_seen


@dataclass(frozen=True, slots=True)
class CaseShown:
    """A case as lists show it; `late` are calendar days after the day it was expected back."""

    case: CareCase
    late: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What repairs cost, of one fund or of one item: how many, and the sum in minor units."""

    name: str
    code: str
    count: int
    minor: int
    item_id: int | None = None


def open_cases(site_id: int, kind: str, *, today: date) -> list[CaseShown]:
    """The open cases of a site, the one expected back first on top, those without a day last."""
    found = _with_names(CareCase.objects.filter(site_id=site_id, kind=kind, ended_at=None))
    cases = sorted(found, key=lambda case: (case.due_back_on or date.max, case.begun_on, case.pk))
    return [CaseShown(case, rules.days_late(case.due_back_on, today)) for case in cases]


def late_counts(site_id: int, *, today: date) -> dict[str, int]:
    """How many things are not back from mending and repair though their day is past, by kind of case."""
    late = CareCase.objects.filter(site_id=site_id, ended_at=None, due_back_on__lt=today)
    return dict(late.values_list("kind").annotate(count=Count("pk")).order_by("kind"))


def past_cases(site_id: int, kind: str) -> QuerySet[CareCase]:
    """The cases of a site that have ended, the last first."""
    found = CareCase.objects.filter(site_id=site_id, kind=kind).exclude(ended_at=None)
    return _with_names(found).order_by("-ended_at", "-pk")


def cases_of_item(item_id: int) -> list[CareCase]:
    """Every case of an item, the last first; the open one on top."""
    found = _with_names(CareCase.objects.filter(item_id=item_id))
    return sorted(found, key=lambda case: (case.ended_at is not None, -case.pk))


def case_seen(actor: Actor, case_id: int) -> CareCase | None:
    """One case of a site the actor works at."""
    case = _with_names(CareCase.objects.filter(pk=case_id)).first()
    return case if case is not None and actor.sees_site(case.site_id) else None


def case_to_change(actor: Actor, case_id: int) -> CareCase:
    """The case an action is about, held against other writers; Refused when it is gone or another site's."""
    case = CareCase.objects.select_for_update(of=("self",)).select_related("item__record").filter(pk=case_id).first()
    if case is None:
        raise Refused(Objection("care.no_such_case", Weight.REFUSE, {}))
    site_must_be_seen(actor, case.site_id, case.item.record.title)
    return case


def open_case_of(item_id: int) -> CareCase | None:
    """The open case of an item."""
    return CareCase.objects.filter(item_id=item_id, ended_at=None).first()


def last_case_ended_elsewhere(item_id: int) -> CareCase | None:
    """The last case of an item, if it ended because the item went another way."""
    case = CareCase.objects.filter(item_id=item_id).order_by("-begun_at", "-pk").first()
    return case if case is not None and case.outcome == rules.ELSEWHERE else None


def costs_by_fund(site_id: int, first: date, last: date) -> list[Cost]:
    """What repairs sent in these days cost, by fund, the dearest first."""
    rows = (
        _costs(site_id, first, last)
        .values_list("fund__name", "fund__code")
        .annotate(count=Count("pk"), minor=Sum("cost_minor"))
    )
    return [Cost(name or "", code or "", count, minor) for name, code, count, minor in rows.order_by("-minor")]


def costs_by_item(site_id: int, first: date, last: date, most: int = 500) -> list[Cost]:
    """What repairs sent in these days cost, by item, the dearest first."""
    rows = (
        _costs(site_id, first, last)
        .values_list("item__record__title", "item__barcode", "item_id")
        .annotate(count=Count("pk"), minor=Sum("cost_minor"))
        .order_by("-minor", "item_id")[:most]
    )
    return [Cost(title, barcode, count, minor, item_id) for title, barcode, item_id, count, minor in rows]


def _costs(site_id: int, first: date, last: date) -> QuerySet[CareCase]:
    found = CareCase.objects.filter(site_id=site_id, begun_on__range=(first, last), cost_minor__gt=0)
    return found.order_by()


def _with_names(cases: QuerySet[CareCase]) -> QuerySet[CareCase]:
    return cases.select_related("item__record", "site", "vendor", "fund", "invoice", "replaced_by")


def invoices_of(item_id: int) -> Sequence[tuple[int, str]]:
    """The invoices attached to an item, to be named on its case."""
    found = Attachment.objects.filter(item_id=item_id, kind=Attachment.Kind.INVOICE, detached_at=None)
    return list(found.values_list("pk", "title"))
