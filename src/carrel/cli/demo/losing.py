"""What does not come back in the demo: Ben says he brought a book back; another reader has lost one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from carrel.cli.demo.district import CAST_IDS
from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation.models import Loan
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account

PRICE_MINOR = 1699


@dataclass(frozen=True, slots=True)
class Gone:
    """How many things readers say they brought back, and how many are taken for lost."""

    claimed: int
    lost: int


def lose_some(houses: Houses, *, now: datetime) -> Gone:
    """Note Ben's word about one book, and take for lost what is late for longest with a reader outside the cast."""
    site_id = houses.sites[SITE_CODES["M"]]
    dee = people.actor_for(Account.objects.get(username="dee"), site_id, now=now)
    late = Loan.objects.filter(returned_at=None, due_at__lt=now, item__site=site_id, patron__isnull=False)
    of_ben = late.filter(patron__roster_id=CAST_IDS["ben"]).order_by("-due_at", "pk").first()
    others = late.exclude(patron__roster_id__in=CAST_IDS.values()).filter(item__item_type__code="BOOK", with_loan=None)
    longest = others.order_by("due_at", "pk").first()
    if of_ben is not None:
        circulation.claim_returned(
            dee,
            loan_id=of_ben.pk,
            said_on=(now - timedelta(days=2)).date(),
            note="In the book drop, before class",
            now=now,
        )
    if longest is not None:
        circulation.declare_lost(dee, loan_id=longest.pk, price_minor=PRICE_MINOR, now=now)
    return Gone(int(of_ben is not None), int(longest is not None))
