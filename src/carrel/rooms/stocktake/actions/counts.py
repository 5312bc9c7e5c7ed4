"""A count is begun, given up, and walked anew."""

import random
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.bulk import insert_rows
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.inventory.queries import AFTER_ANY_KEY
from carrel.rooms.inventory.rules import AVAILABLE, DEWEY, bound_key
from carrel.rooms.stocktake import queries, rules
from carrel.rooms.stocktake.actions.walking import rebuild
from carrel.rooms.stocktake.models import Count, Sampled, Seen, Step, Walk

BEGIN = "stocktake.begin_count"


def begin_count(
    actor: Actor,
    *,
    name: str,
    scope: str,
    now: datetime,
    site_id: int | None = None,
    place_id: int | None = None,
    from_: str = "",
    to: str = "",
    scheme: str = DEWEY,
    item_type_id: int | None = None,
    since_at: datetime | None = None,
    key: str = "",
) -> int:
    """Begin a count of a site and return its number; what it asks for is fixed from now on.

    A range ends with all that begins like `to`: up to 599 takes in 599.5, up to FIC R FIC ROW. `since_at`: who had a
    copy in their hands since then is not sent to it again; without it, since now. Raises Refused for a place, range or
    sample that is not there. Inverse: drop_count.
    """
    require(actor, BEGIN)
    with writing():
        if answer := kept_answer(key, BEGIN, actor):
            return int(answer["count"])
        at = site_id or actor.site_id or 0
        place_ids = queries.place_ids_within(place_id, at) if place_id else []
        from_key, last_key = bound_key(from_, scheme), bound_key(to, scheme)
        name = squeeze(name, rules.NAME_LENGTH)
        standing = rules.count_objections(
            name=name, scope=scope, has_place=bool(place_ids), from_key=from_key, to_key=last_key,
            is_site_seen=actor.sees_site(at),
        )  # fmt: skip
        if standing:
            raise Refused(*standing)
        is_range = scope == rules.RANGE
        made = Count.objects.create(
            site_id=at, name=name, scope=scope, place_id=place_id if place_ids else None, place_ids=place_ids,
            item_type_id=item_type_id, from_text=squeeze(from_, 100) if is_range else "",
            to_text=squeeze(to, 100) if is_range else "", from_key=from_key if is_range else "",
            to_key=last_key + AFTER_ANY_KEY if is_range else "", since_at=since_at or now, begun_at=now,
            begun_by_name=(actor.badge_name or actor.name)[:200],
        )  # fmt: skip
        if scope == rules.SAMPLE:
            _draw_sample(made)
        record_act(actor, BEGIN, about=("count", made.pk), at=now, facts={"scope": scope}, site_id=at)
        keep_answer(key, actor, BEGIN, {"count": made.pk}, now)
    return made.pk


def drop_count(actor: Actor, *, count_id: int, now: datetime) -> None:
    """Give up a count that is open: its scans are forgotten, what they found stays found.

    Raises Refused for one that is finished. No inverse: the shelf is walked once more.
    """
    require(actor, "stocktake.drop_count")
    with writing():
        count = queries.count_to_change(actor, count_id)
        if count.state != rules.OPEN:
            raise Refused(Objection("stocktake.drop_finished", Weight.REFUSE, {"count": count.name}))
        facts = {"count": count.name, "seen": queries.progress_of(count_id).seen}
        count.delete()
        record_act(actor, "stocktake.drop_count", about=("count", count_id), at=now, facts=facts, site_id=count.site_id)


def begin_walk(actor: Actor, *, count_id: int, now: datetime, from_seen_id: int | None = None) -> int:
    """Begin another shelf: from now on scans are compared with one another alone, and a range of its own is walked.

    With a scan of one's own, that one and all after it belong to the new walk already. Returns its number. Raises
    Refused for a count that is not open. No inverse: each shelf is a walk of its own.
    """
    require(actor, "stocktake.begin_walk")
    with writing():
        count = queries.count_to_change(actor, count_id)
        if standing := rules.state_objections(count=count.name, state=count.state, wanted=(rules.OPEN,)):
            raise Refused(*standing)
        account = actor.account_id or 0
        before = queries.current_walk(count_id, account, is_second=False)
        Walk.objects.filter(count_id=count_id, account_id=account, is_second=False).update(is_current=False)
        walk = Walk.objects.create(
            count_id=count_id, account_id=account, by_name=(actor.badge_name or actor.name)[:200], begun_at=now
        )
        if before is not None and from_seen_id is not None:
            _take_over(before, walk, from_seen_id)
        about = ("count", count_id)
        record_act(actor, "stocktake.begin_walk", about=about, at=now, facts={"walk": walk.pk}, site_id=count.site_id)
    return walk.pk


def _draw_sample(count: Count) -> None:
    """Draw copies at random, each as likely as any other."""
    ids = list(queries.asked_for(count, whole=True).filter(state=AVAILABLE).values_list("pk", flat=True))
    if not ids:
        raise Refused(Objection("stocktake.nothing_asked_for", Weight.REFUSE, {}))
    drawn = random.sample(ids, min(len(ids), rules.SAMPLE_SIZE))  # a sample, no secret
    insert_rows(Sampled, ("count", "item"), [(count.pk, pk) for pk in sorted(drawn)])


def _take_over(before: Walk, walk: Walk, from_seen_id: int) -> None:
    """Let a scan and those after it belong to the walk of another shelf."""
    item_id = Seen.objects.filter(pk=from_seen_id, walk=before).values_list("item_id", flat=True).first()
    first = Step.objects.filter(walk=before, item_id=item_id or 0).values_list("pk", flat=True).first()
    if first is None:
        return
    moving = Step.objects.filter(walk=before, pk__gte=first)
    items = list(moving.values_list("item_id", flat=True))
    # Two tops of one pile never stand in one walk, so that they are let go before they move.
    moving.update(is_top=False)
    moving.update(walk=walk)
    moved = Seen.objects.filter(walk=before, item_id__in=items).update(walk=walk)
    Walk.objects.filter(pk=before.pk).update(seen=before.seen - moved)
    Walk.objects.filter(pk=walk.pk).update(seen=moved)
    rebuild(before.pk)
    rebuild(walk.pk)
