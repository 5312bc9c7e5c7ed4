"""Claims: what readers say they brought back, and is not found yet."""

from dataclasses import dataclass
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.circulation.models import Claim, Loan
from carrel.rooms.circulation.queries.facts import grid_now, zone_named
from carrel.rooms.circulation.rules.lost import ClaimFacts


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """One thing to look for on the shelves. No reader: whoever searches needs the thing alone."""

    claim_id: int
    loan_id: int
    item_id: int
    title: str
    barcode: str
    call_number: str
    place: str
    site: str
    said_on: date
    noted_at: datetime
    note: str


def claim_facts(loan: Loan, *, said_on: date, now: datetime) -> ClaimFacts:
    """Facts for `claim_returned_objections`; the loan has item, site and patron loaded."""
    zone = zone_named(loan.item.site.timezone)
    own = Claim.objects.filter(settled_at=None, loan__patron=loan.patron_id).exclude(loan=loan.pk)
    patron = loan.patron
    policy = grid_now().policy(patron.home_site_id, patron.category_id, None) if patron is not None else None
    return ClaimFacts(
        title=loan.item.record.title,
        patron=patron.display_name if patron is not None else "",
        is_open=loan.returned_at is None,
        has_reader=patron is not None,
        is_claimed=loan.claimed_on is not None,
        said_on=said_on,
        lent_on=loan.lent_at.astimezone(zone).date(),
        today=now.astimezone(zone).date(),
        open_claims=own.count() if patron is not None else 0,
        limit=policy.number("max_claims") if policy is not None else None,
        source=policy.source("max_claims") if policy is not None else None,
    )


def claim_of(loan_id: int) -> Claim | None:
    """The latest claim of a loan that was not taken back."""
    return Claim.objects.filter(loan=loan_id).exclude(settled_as=Claim.End.UNDONE).order_by("-pk").first()


def claims_to_search(actor: Actor) -> tuple[ClaimShown, ...]:
    """What to look for on the shelves of the actor's site, in the order of the shelves. One statement."""
    found = Claim.objects.filter(settled_at=None, loan__returned_at=None)
    if actor.site_id:
        found = found.filter(loan__item__site=actor.site_id)
    elif not actor.is_district:
        found = found.filter(loan__item__site__in=actor.site_ids)
    rows = found.select_related("loan__item__record", "loan__item__site", "loan__item__place")
    return tuple(
        ClaimShown(
            claim_id=each.pk,
            loan_id=each.loan_id,
            item_id=each.loan.item_id,
            title=each.loan.item.record.title,
            barcode=each.loan.item.barcode,
            call_number=each.loan.item.call_number,
            place=each.loan.item.place.name if each.loan.item.place else "",
            site=each.loan.item.site.called,
            said_on=each.said_on,
            noted_at=each.at,
            note=each.note,
        )
        for each in rows.order_by("loan__item__site__name", "loan__item__shelving_key", "loan__item__barcode")
    )
