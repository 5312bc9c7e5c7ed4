"""A copy is scanned at the shelf: it is seen, what its record says wrong is put right or told, its order looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.rules import ON_LOAN, range_of
from carrel.rooms.schools.queries import place_names, site_names
from carrel.rooms.stocktake import queries, rules
from carrel.rooms.stocktake.actions.walking import Stepped, one_more_seen, step
from carrel.rooms.stocktake.models import Count, Seen, Stray, Walk

SCAN = "stocktake.scan"
UNKNOWN = "unknown"
_SEE = (
    "INSERT INTO stocktake_seen (count_id, item_id, walk_id, outcome, is_asked_for, range, item_type_id, was_state,"
    " was_seen_at, was_place_id, seen_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (count_id, item_id) DO NOTHING RETURNING id"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a scan is answered. `outcome` is how the copy stood, blank for one seen already, `unknown` for a stray.

    `order` says where it stands in the walk (rules.said_of), blank where that was not asked. `tells` are whole
    sentences in order; `seen_id` names the scan for what is done about it.
    """

    outcome: str
    title: str = ""
    call_number: str = ""
    order: str = ""
    seen_id: int | None = None
    item_id: int | None = None
    is_again: bool = False
    before: str = ""
    before_call: str = ""
    after: str = ""
    after_call: str = ""
    tells: tuple[Objection, ...] = ()
    found: circulation.FoundAgain | None = None


def scan(
    actor: Actor, *, count_id: int, text: str, now: datetime, key: str = "", is_second: bool = False,
    at: datetime | None = None,
) -> Answer:  # fmt: skip
    """Take a scanned number into a count and say how the copy stands: in its place, out of order, out by its record.

    A copy counts once; the second scan of it is answered so. What was lost, missing or claimed is found: circulation
    takes it back and settles its money. In a room of devices the place is put right at once. A number nobody knows
    becomes a stray. `at` is when it was scanned, where it waited for a connection. Raises NotAllowed, KeyReused, and
    Refused for a count that is not open. Inverse: take_back_scan.
    """
    require(actor, SCAN)
    with writing():
        kept = kept_answer(key, SCAN, actor)
        if kept is not None:
            return _again(kept)
        walk = _walk_of(actor, count_id, is_second=is_second, now=now)
        answer = _scanned(actor, walk, text, now, seen_at=min(max(at or now, walk.count.begun_at), now))
        keep_answer(key, actor, SCAN, _kept(answer), now)
    return answer


def _walk_of(actor: Actor, count_id: int, *, is_second: bool, now: datetime) -> Walk:
    """The walk somebody is on, held; their first scan begins it."""
    account = actor.account_id or 0
    walk = queries.current_walk(count_id, account, is_second=is_second)
    if walk is None:
        count = Count.objects.filter(pk=count_id).first()
        if count is None:
            raise Refused(Objection("stocktake.no_such_count", Weight.REFUSE, {}))
        Walk.objects.get_or_create(
            count_id=count_id, account_id=account, is_second=is_second, is_current=True,
            defaults={"by_name": (actor.badge_name or actor.name)[:200], "begun_at": now},
        )  # fmt: skip
        walk = queries.current_walk(count_id, account, is_second=is_second)
        assert walk is not None
    queries.must_see(actor, walk.count)
    if standing := rules.state_objections(count=walk.count.name, state=walk.count.state, wanted=(rules.OPEN,)):
        raise Refused(*standing)
    return walk


def _scanned(actor: Actor, walk: Walk, text: str, now: datetime, *, seen_at: datetime) -> Answer:
    count = walk.count
    found = queries.copy_of_number(text, site_id=count.site_id)
    if found is None:
        return _stray(actor, count, text, now)
    claimed = found.state == ON_LOAN and queries.is_claimed(found.item_id)
    copy = rules.Copy(found.site_id, found.state, found.shelving_key, found.place_id, found.item_type_id, claimed)
    scope = count.as_scope
    outcome = rules.outcome_of(scope, copy)
    seen_id = _see(walk, found, outcome, rules.is_within(scope, copy), seen_at)
    is_new = seen_id is not None
    stepped = None
    # Without a call number, in a sample and among devices there is no order; what is another school's has none here.
    has_order = count.scope not in rules.WITHOUT_ORDER and not walk.is_second
    if found.shelving_key and found.site_id == count.site_id and has_order:
        stepped = step(walk, item_id=found.item_id, key=found.shelving_key)
    if is_new:
        one_more_seen(walk)
    answer = _ordered(
        Answer(outcome if is_new else "", found.title, found.call_number, "", seen_id, found.item_id), stepped
    )
    if not is_new:
        # Somebody else's scan is compared in one's own walk all the same; a second one of one's own is not.
        again = Objection("stocktake.seen_already", Weight.TELL, {"title": found.title})
        seen_id = queries.seen_id_of(count.pk, found.item_id)
        return replace(answer, seen_id=seen_id, is_again=True, tells=(again, *answer.tells))
    act_facts = {"item": found.item_id, "outcome": outcome}
    record_act(actor, SCAN, about=("count", count.pk), at=now, facts=act_facts, site_id=count.site_id)
    if count.scope == rules.WALKED and outcome == rules.RIGHT and answer.order == rules.FITS:
        answer = _from_elsewhere(walk, answer, found)
    return _put_right(actor, count, answer, found, outcome, now, claimed=claimed, seen_at=seen_at)


def _see(walk: Walk, found: queries.ScannedCopy, outcome: str, is_asked_for: bool, now: datetime) -> int | None:
    """Write down that a copy was seen; None when somebody has seen it in this count."""
    moment = connection.ops.adapt_datetimefield_value
    values: list[Any] = [
        walk.count_id, found.item_id, walk.pk, outcome, is_asked_for, range_of(found.shelving_key), found.item_type_id,
        found.state, moment(found.last_seen_at), found.place_id, moment(now),
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SEE, values)
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _put_right(
    actor: Actor,
    count: Count,
    answer: Answer,
    found: queries.ScannedCopy,
    outcome: str,
    now: datetime,
    *,
    claimed: bool,
    seen_at: datetime,
) -> Answer:
    """What the record says wrong is put right where nothing has to be decided; the rest is told."""
    tells, money = list(answer.tells), None
    if outcome == rules.FOUND:
        returned = circulation.check_in(actor, item_id=found.item_id, now=now)
        Seen.objects.filter(pk=answer.seen_id or 0).update(act_id=returned.act_id)
        code = "stocktake.found_claimed" if claimed else "stocktake.found"
        tells = [Objection(code, Weight.TELL, {"title": found.title}), *returned.tells, *tells]
        money = returned.found
    else:
        inventory.mark_seen(found.item_id, now=seen_at)
        if outcome == rules.PLACED:
            inventory.mark_placed(found.item_id, place_id=count.place_id)
        if outcome != rules.RIGHT:
            tells.insert(0, _told(count, found, outcome))
    return replace(answer, tells=tuple(tells), found=money)


def _from_elsewhere(walk: Walk, answer: Answer, found: queries.ScannedCopy) -> Answer:
    """A copy that by its record stands elsewhere than the two before it: said, since it makes the range longer."""
    if found.place_id is None or answer.seen_id is None:
        return answer
    if not rules.comes_from_elsewhere(found.place_id, queries.places_before(walk.pk, answer.seen_id)):
        return answer
    facts = {"place": place_names(walk.count.site_id).get(found.place_id, "")}
    return replace(answer, tells=(*answer.tells, Objection(rules.FROM_ELSEWHERE, Weight.TELL, facts)))


def _told(count: Count, found: queries.ScannedCopy, outcome: str) -> Objection:
    facts: dict[str, object] = {"title": found.title}
    if outcome == rules.OTHER_SITE:
        facts["site"] = site_names().get(found.site_id, "")
    elif outcome in (rules.OTHER_PLACE, rules.PLACED):
        place_id = found.place_id if outcome == rules.OTHER_PLACE else count.place_id
        facts["place"] = place_names(count.site_id).get(place_id or 0, "")
        if not facts["place"]:
            return Objection("stocktake.no_place", Weight.TELL, facts)
    return Objection(f"stocktake.{outcome}", Weight.TELL, facts)


def _ordered(answer: Answer, stepped: Stepped | None) -> Answer:
    """The answer with what is to be said of the order."""
    if stepped is None:
        return answer
    before, after, other = stepped.before, stepped.after, stepped.other
    tells: list[Objection] = []
    if after is not None:
        facts = {"after": after.title, "after_call": after.call_number}
        if stepped.word == rules.SWAPPED:
            tells.append(Objection("stocktake.swapped", Weight.TELL, facts))
        elif before is None:
            tells.append(Objection("stocktake.belongs_before", Weight.TELL, facts))
        else:
            facts |= {"before": before.title, "before_call": before.call_number}
            tells.append(Objection("stocktake.belongs_between", Weight.TELL, facts))
    elif other is not None:
        facts = {"title": other.title, "call": other.call_number}
        tells.append(Objection("stocktake.was_the_other", Weight.TELL, facts))
    return replace(
        answer, order=stepped.word, tells=tuple(tells), before=before.title if before and after else "",
        before_call=before.call_number if before and after else "", after=after.title if after else "",
        after_call=after.call_number if after else "",
    )  # fmt: skip


def _stray(actor: Actor, count: Count, text: str, now: datetime) -> Answer:
    """A number nobody knows is kept, once, so that somebody can look at it afterwards."""
    number = squeeze(text, 64)
    tell = Objection("stocktake.unknown", Weight.TELL, {"number": number})
    if number:
        by = (actor.badge_name or actor.name)[:200]
        _, is_new = Stray.objects.get_or_create(count=count, number=number, defaults={"scanned_at": now, "by_name": by})
        if is_new:
            facts = {"outcome": UNKNOWN}
            record_act(actor, SCAN, about=("count", count.pk), at=now, facts=facts, site_id=count.site_id)
    return Answer(UNKNOWN, number, tells=(tell,))


def _kept(answer: Answer) -> dict[str, Any]:
    """An answer as it is kept: codes and references, no titles."""
    kept = {"outcome": answer.outcome, "order": answer.order, "seen": answer.seen_id, "item": answer.item_id}
    return kept | {"again": answer.is_again, "number": answer.title if answer.outcome == UNKNOWN else ""}


def _again(kept: Mapping[str, Any]) -> Answer:
    """The answer to a key that came before."""
    outcome = str(kept["outcome"])
    title, call_number = queries.title_of(kept["item"]) if kept["item"] else (str(kept["number"]), "")
    tells: tuple[Objection, ...] = ()
    if outcome == UNKNOWN:
        tells = (Objection("stocktake.unknown", Weight.TELL, {"number": title}),)
    return Answer(
        outcome, title, call_number, str(kept["order"]), kept["seen"], kept["item"], bool(kept["again"]), tells=tells
    )
