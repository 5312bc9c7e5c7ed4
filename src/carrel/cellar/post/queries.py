"""Questions about post."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Q

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.post import rules
from carrel.cellar.post.envelope import Gateway, MailServer
from carrel.cellar.post.models import Mail, Way

if TYPE_CHECKING:
    from django.db.models import QuerySet


def mails_of(actor: Actor) -> "QuerySet[Mail]":
    """The mails of the actor's site, the latest first, without what they said; a district sees all when at no site."""
    found = Mail.objects.defer("body", "attachment").order_by("-pk")
    if actor.site_id is not None:
        return found.filter(site_id=actor.site_id)
    return found if actor.is_district else found.filter(site_id__in=actor.site_ids)


def outbox(actor: Actor, state: str = "") -> "QuerySet[Mail]":
    """The mails of the actor's site in one state, or in all."""
    return mails_of(actor).filter(state=state) if state in rules.STATES else mails_of(actor)


def bounces(actor: Actor) -> "QuerySet[Mail]":
    """What came back and waits for somebody to look."""
    return mails_of(actor).filter(state=rules.BOUNCED)


def post_counts(actor: Actor) -> dict[str, int]:
    """How many mails of the actor's site are in each state."""
    rows = mails_of(actor).order_by().values("state").annotate(n=Count("pk"))
    return {row["state"]: row["n"] for row in rows}


def states_about(kind: str, ids: "list[int]") -> dict[int, str]:
    """The state of the latest mail about each of these rows of a room."""
    found = Mail.objects.filter(about_kind=kind, about_id__in=ids).order_by("pk")
    return {about_id: state for about_id, state in found.values_list("about_id", "state") if about_id is not None}


def came_back(addresses: Iterable[str]) -> frozenset[str]:
    """Those of the addresses that a mail came back from for their own fault, and nobody has looked at it yet."""
    found = Mail.objects.filter(
        address__in=list(addresses), state=rules.BOUNCED, fault__code__in=rules.FAULTS_OF_ADDRESS
    )
    return frozenset(found.order_by().values_list("address", flat=True).distinct())


def due_mails(way: str, now: datetime, limit: int) -> "QuerySet[Mail]":
    """What can go now by this way: what was tried least first, so that one bad mail never stands in front."""
    waiting = Mail.objects.filter(way=way, state=rules.WAITING, next_try_at__lte=now, forgotten_at=None)
    return waiting.order_by("tries", "pk")[:limit]


def next_due(way: str) -> datetime | None:
    """When the next mail of a way wants to be tried."""
    waiting = Mail.objects.filter(way=way, state=rules.WAITING)
    return waiting.order_by("next_try_at").values_list("next_try_at", flat=True).first()


def way_row(code: str) -> Way:
    """How a way stands; one that was never used stands well."""
    return Way.objects.filter(pk=code).first() or Way(code=code)


def mail_server() -> MailServer:
    """The mail server the environment names."""
    server: MailServer = settings.CARREL_MAIL_SERVER
    return server


def gateway() -> Gateway:
    """The gateway of short messages the environment names."""
    found: Gateway = settings.CARREL_SMS_GATEWAY
    return found


def is_set_up(way: str) -> bool:
    """Whether this installation has the way at all."""
    return mail_server().is_set if way == rules.EMAIL else gateway().is_set


@dataclass(frozen=True, slots=True)
class WayShown:
    """One way as the page of post shows it: never a password, never a secret."""

    code: str
    is_set: bool
    facts: tuple[tuple[str, str], ...]
    waiting: int
    silent_since_at: datetime | None
    next_try_at: datetime | None
    fault: dict[str, object]
    sent_at: datetime | None


def ways_shown(actor: Actor) -> list[WayShown]:
    """Both ways: set up or not, and whether they answer."""
    server, short = mail_server(), gateway()
    facts = {
        rules.EMAIL: (("host", server.host), ("port", str(server.port)), ("tls", server.tls), ("user", server.user),
                      ("sender", server.sender)),
        rules.SMS: (("url", short.url),),
    }  # fmt: skip
    counts = (
        mails_of(actor)
        .order_by()
        .aggregate(**{way: Count("pk", filter=Q(way=way, state=rules.WAITING)) for way in rules.WAYS})
    )
    found = []
    for way in rules.WAYS:
        row, is_set = way_row(way), is_set_up(way)
        said = facts[way] if is_set else ()
        found.append(
            WayShown(way, is_set, said, counts[way], row.silent_since_at, row.next_try_at, row.fault, row.sent_at)
        )
    return found
