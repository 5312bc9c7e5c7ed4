"""Parts go out and come back with their kit; what is missing is noted, found, replaced or waived."""

from dataclasses import dataclass, replace
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.charges import actions as charges
from carrel.rooms.charges.queries.charges import left_of_charge
from carrel.rooms.charges.rules import LOST
from carrel.rooms.circulation.actions.fining import ledger_hand, new_charge
from carrel.rooms.circulation.actions.renewing import loan_held, loan_unknown
from carrel.rooms.circulation.models import Loan, LoanChange, MissingPart
from carrel.rooms.circulation.queries.facts import grid_now, zone_named
from carrel.rooms.circulation.queries.kits import lacking_of
from carrel.rooms.circulation.rules.kits import (
    MissingFacts,
    kit_lacks,
    note_missing_part_objections,
    settle_missing_part_objections,
    stays_behind,
)
from carrel.rooms.circulation.rules.lost import refund_until
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Item, ItemPart
from carrel.rooms.inventory.queries import parts_going_along

NOTE = "circulation.note_missing_part"
SETTLE = "circulation.settle_missing_part"
LEND_ALL = "circulation.lend_all_in"


@dataclass(frozen=True, slots=True)
class Along:
    """What went along with a kit: the words for each part, and what is told of those that did not."""

    names: tuple[str, ...] = ()
    tells: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingNoted:
    """A part that was noted as missing. `still_out`: it has a barcode, and its own loan is open again."""

    missing_id: int
    act_id: int
    name: str
    still_out: bool
    repeated: bool = False


def lend_parts(loan_id: int, item_id: int, *, now: datetime, slots: bool = False) -> Along:
    """Lend the parts with barcodes that are in to whoever has the kit, until the same moment; tell of the others.

    What stands in slots stays there unless `slots`. Called by the check-outs, whose permission and audit cover it.
    Inverse: take_back_lent_parts.
    """
    kit = Loan.objects.get(pk=loan_id)
    there = set(Loan.objects.filter(with_loan=loan_id, returned_at=None).values_list("item_id", flat=True))
    made, names, tells = [], [], []
    for part in parts_going_along(item_id, slots=slots):
        if part.item_id in there:
            continue
        left = stays_behind(part)
        if left is None and not inventory.mark_lent(part.item_id, from_state="available", now=now):
            left = stays_behind(replace(part, state="on_loan"))
        if left is not None:
            tells.append(left)
            continue
        made.append(_loan_along(kit, part.item_id))
        names.append(f"{part.name or part.title} {part.barcode}".strip())
    Loan.objects.bulk_create(made)
    return Along(tuple(names), (*tells, *kit_lacks(lacking_of(item_id))))


def _loan_along(kit: Loan, item_id: int) -> Loan:
    kept = {name: kit.why.get(name) for name in ("rows", "values", "steps")}
    return Loan(
        item_id=item_id, patron_id=kit.patron_id, place_id=kit.place_id, category_id=kit.category_id, grade=kit.grade,
        home_site_id=kit.home_site_id, site_id=kit.site_id, lent_at=kit.lent_at, due_at=kit.due_at,
        due_kind=kit.due_kind, with_loan=kit, why={**kept, "was": "available"},
    )  # fmt: skip


def lend_all_in(actor: Actor, *, loan_id: int, now: datetime, key: str = "") -> Along:
    """Lend all that stands in the slots of a cart along with it, to whoever has the cart now.

    Raises NotAllowed, KeyReused, and Refused for a loan that has ended or is of another school.
    Inverse: undo, of the check-out, which takes all of it back.
    """
    require(actor, LEND_ALL)
    with writing():
        if kept := kept_answer(key, LEND_ALL, actor):
            return Along(("",) * int(kept["count"]))
        loan = loan_held(actor, loan_id)
        if loan.returned_at is not None:
            raise Refused(loan_unknown())
        along = lend_parts(loan_id, loan.item_id, now=now, slots=True)
        record_act(actor, LEND_ALL, about=("loan", loan_id), at=now, facts={"count": len(along.names)})
        keep_answer(key, actor, LEND_ALL, {"count": len(along.names)}, now)
    return along


def take_back_lent_parts(loan: Loan, *, now: datetime) -> None:
    """The parts that went along with a loan that never was are in again, and their loans never were either.

    Called by undo, whose permission and audit cover it. Inverse: lend_parts.
    """
    for part in Loan.objects.filter(with_loan=loan.pk, returned_at=None).order_by("item_id"):
        Loan.objects.filter(pk=part.pk).update(returned_at=now, is_undone=True)
        inventory.mark_not_lent(part.item_id, to_state="available", now=now)


def return_parts(loan: Loan, *, act_id: int, at: datetime, now: datetime) -> None:
    """The parts that are out with a kit come back with it, at the same moment; they are counted afterwards.

    The items are held in the order of their numbers before their loans are read, as every return does: a part that
    another desk takes back alone in this moment is back once. Called by check_in, whose permission and audit cover it.
    Inverse: lend_returned_parts_again.
    """
    out = Loan.objects.filter(with_loan=loan.pk, returned_at=None).order_by("item_id")
    ids = list(out.values_list("item_id", flat=True))
    list(Item.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    coming = list(out.all())
    for part in coming:
        inventory.mark_returned(part.item_id, to_state="available", now=now)
    Loan.objects.filter(pk__in=[part.pk for part in coming], returned_at=None).update(returned_at=at)
    LoanChange.objects.bulk_create(
        LoanChange(
            loan=part, kind="check_in", at=now, from_due_at=part.due_at, to_due_at=part.due_at, act_id=act_id,
            before={"state": "available"},
        )
        for part in coming
    )  # fmt: skip


def lend_returned_parts_again(loan: Loan, *, act_id: int, now: datetime) -> None:
    """A return is taken back: the parts that came with it are out again, and what was missing was never counted.

    Raises Refused when a part has been lent or set aside since. Called by undo, whose permission and audit cover it.
    Inverse: return_parts.
    """
    came = LoanChange.objects.filter(act_id=act_id, kind="check_in", loan__with_loan=loan.pk).values("loan")
    for part in Loan.objects.select_related("item__record").filter(pk__in=came, returned_at__isnull=False):
        _lend_again(part, part.item.record.title, now)
    MissingPart.objects.filter(loan=loan.pk, settled_at=None).update(settled_at=now, settled_as="undone")


def _lend_again(part: Loan, title: str, now: datetime) -> None:
    if not inventory.mark_lent_again(part.item_id, from_state="available", now=now):
        raise Refused(*note_missing_part_objections(MissingFacts("", title, moved_on=True)))
    Loan.objects.filter(pk=part.pk).update(returned_at=None)


def note_missing_part(
    actor: Actor, *, loan_id: int, now: datetime, part_id: int | None = None, part_loan_id: int | None = None,
    count: int = 1, key: str = "",
) -> MissingNoted:  # fmt: skip
    """Note that a part was not there when its kit came back, by its loan if it has a barcode, else by its number.

    The loan of a barcoded part is open again: whoever had the kit has it still. Neither loan forgets its reader until
    this is settled. Raises NotAllowed, KeyReused, and Refused with everything that stands against it.
    Inverse: part_found.
    """
    require(actor, NOTE)
    with writing():
        if kept := kept_answer(key, NOTE, actor):
            row = MissingPart.objects.get(pk=kept["missing"])
            return MissingNoted(row.pk, row.act_id, row.name, row.part_loan_id is not None, repeated=True)
        loan = loan_held(actor, loan_id)
        part_loan = _part_loan(loan, part_loan_id)
        part = ItemPart.objects.filter(pk=part_id or 0, item=loan.item_id, slot=None, part_item=None).first()
        facts = _missing_facts(loan, part, part_loan, count)
        verdict = Verdict.of(note_missing_part_objections(facts))
        if verdict.refusals:
            raise Refused(*verdict.refusals)
        act_id = record_act(actor, NOTE, about=("loan", loan_id), at=now, facts={"part": facts.part, "count": count})
        row = MissingPart.objects.create(
            loan=loan, part=part if part_loan is None else None, part_loan=part_loan, name=facts.part[:120],
            count=count, noted_at=now, act_id=act_id,
        )  # fmt: skip
        if part_loan is not None:
            _lend_again(part_loan, facts.part, now)
            due = part_loan.due_at
            LoanChange.objects.create(
                loan=part_loan, kind="part_missing", at=now, from_due_at=due, to_due_at=due, act_id=act_id
            )
        keep_answer(key, actor, NOTE, {"missing": row.pk}, now)
    return MissingNoted(row.pk, act_id, row.name, part_loan is not None)


def _part_loan(loan: Loan, part_loan_id: int | None) -> Loan | None:
    if part_loan_id is None:
        return None
    held = Loan.objects.select_for_update(of=("self",)).select_related("item__record")
    return held.filter(pk=part_loan_id, with_loan=loan.pk, is_undone=False).first()


def _missing_facts(loan: Loan, part: ItemPart | None, part_loan: Loan | None, count: int) -> MissingFacts:
    rows = MissingPart.objects.filter(loan=loan, settled_at=None)
    noted = rows.filter(part_loan=part_loan) if part_loan is not None else rows.filter(part=part, part_loan=None)
    name = part.name if part is not None else ""
    if part_loan is not None:
        own = ItemPart.objects.filter(part_item=part_loan.item_id).values_list("name", flat=True).first()
        name = own or part_loan.item.record.title
    return MissingFacts(
        kit=loan.item.record.title,
        part=name,
        count=count,
        expected=part.count if part is not None and part_loan is None else 1,
        known=part is not None or part_loan is not None,
        kit_is_out=loan.returned_at is None,
        is_severed=loan.patron_id is None and loan.place_id is None,
        noted_already=noted.exists(),
        moved_on=part_loan is not None and part_loan.returned_at is not None and part_loan.item.state != "available",
    )


def settle_found(part_loan: Loan, *, act_id: int, now: datetime) -> bool:
    """A part has come back by itself: what was noted of it is settled. False when nothing was.

    Called by check_in, whose permission and audit cover it. Inverse: unsettle_found.
    """
    open_rows = MissingPart.objects.filter(part_loan=part_loan.pk, settled_at=None)
    return bool(open_rows.update(settled_at=now, settled_as="found", settled_act_id=act_id))


def unsettle_found(act_id: int) -> None:
    """The return of a part is taken back: it is missing again.

    Called by undo, whose permission and audit cover it. Inverse: settle_found.
    """
    rows = MissingPart.objects.filter(settled_act_id=act_id, settled_as="found")
    rows.update(settled_at=None, settled_as="", settled_act_id=None)


def settle_missing_part(
    actor: Actor, *, missing_id: int, how: str, reason: str, now: datetime, key: str = "", price_minor: int = 0
) -> int:
    """Settle a missing part as replaced or waived, with the reason; returns the act. A barcoded part is lost then.

    With a price, whoever had the kit is charged for the part; if its barcode is scanned again, that is settled as for
    any lost thing. Raises NotAllowed, KeyReused, and Refused for one that is settled already or without a reason.
    Inverse: note_missing_part.
    """
    require(actor, SETTLE)
    with writing():
        if kept := kept_answer(key, SETTLE, actor):
            return int(kept["act"])
        row = missing_held(actor, missing_id)
        verdict = Verdict.of(
            settle_missing_part_objections(
                known=row is not None, settled=row is not None and row.settled_at is not None, how=how, reason=reason,
                part=row.name if row is not None else "",
            )
        )  # fmt: skip
        if verdict.refusals or row is None:
            raise Refused(*verdict.refusals)
        facts = {"part": row.name, "how": how}
        act_id = record_act(actor, SETTLE, about=("loan", row.loan_id), at=now, reason=reason.strip(), facts=facts)
        MissingPart.objects.filter(pk=row.pk).update(
            settled_at=now, settled_as=how, settled_act_id=act_id, reason=reason.strip()[:200]
        )
        if price_minor and how == MissingPart.End.REPLACED:
            charge_part(actor, row, price_minor, now)
        if row.part_loan is not None:
            lose_part(row.part_loan, now=now)
        keep_answer(key, actor, SETTLE, {"act": act_id}, now)
    return act_id


def lose_part(part_loan: Loan, *, now: datetime) -> None:
    """The loan of a missing part is over and its item lost. Part of settling it. Inverse: a scan of the part."""
    Loan.objects.filter(pk=part_loan.pk, returned_at=None).update(returned_at=now, ended_as="lost")
    inventory.mark_returned(part_loan.item_id, to_state="lost", now=now, seen=False)


def charge_part(actor: Actor, row: MissingPart, price_minor: int, now: datetime) -> int:
    """The part goes on the name of whoever had the kit, where that name is still known; returns what is owed for it.

    Part of settling it. Inverse: a scan of the part, or reverse_charge.
    """
    loans = Loan.objects.select_related("item__record", "item__site")
    loan = loans.get(pk=row.part_loan_id or row.loan_id)
    if loan.patron_id is None:
        return 0
    kit = row.loan.item
    basis: dict[str, object] = {
        "rule": "part", "of": "staff", "price": price_minor, "count": row.count,
        "kit": f"{kit.record.title} {kit.barcode}".strip(),
    }  # fmt: skip
    until = None
    if row.part_loan_id is not None:
        policy = grid_now().policy(loan.item.site_id, loan.category_id, loan.item.item_type_id)
        day = now.astimezone(zone_named(loan.item.site.timezone)).date()
        until = refund_until(policy, lost_on=day, was_claimed=False)
    new = new_charge(loan, LOST, price_minor, now, basis=basis, text=row.name, refund_until=until)
    return left_of_charge(charges.charge(ledger_hand(actor), new=new, now=now))


def missing_held(actor: Actor, missing_id: int) -> MissingPart | None:
    """A missing part within the actor's scope, held still on PostgreSQL. No inverse: nothing is written."""
    held = MissingPart.objects.select_for_update(of=("self",)).select_related("loan__item__record", "part_loan")
    row = held.filter(pk=missing_id).first()
    return row if row is not None and actor.sees_site(row.loan.item.site_id) else None


def missing_part_gone() -> Objection:
    """What is said when there is no such missing part."""
    return Objection("circulation.missing_part_unknown", Weight.REFUSE, {"part": ""})
