"""A delivery is written down, counted against its packing list, shared out among schools and closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Max

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue import queries as catalogue_queries
from carrel.rooms.intake import queries, rules
from carrel.rooms.intake.models import Delivery, DeliveryLine, ProcessingBatch
from carrel.rooms.intake.rules import PackedLine
from carrel.rooms.inventory import queries as inventory_queries
from carrel.rooms.inventory.rules import scanned_isbn


@dataclass(frozen=True, slots=True)
class Counted:
    """What one scan counted: its line with title and school, how many came of how many, whether it is surplus."""

    line_id: int
    title: str
    site_id: int | None
    came: int
    expected: int
    is_new: bool = False
    repeated: bool = False

    @property
    def is_surplus(self) -> bool:
        return self.came > self.expected


def add_delivery(
    actor: Actor,
    *,
    site_id: int,
    came_on: date,
    now: datetime,
    vendor_id: int | None = None,
    packing_list: str = "",
    order_number: str = "",
    note: str = "",
    lines: Sequence[PackedLine] = (),
    job_id: int | None = None,
    file_id: int | None = None,
    heads: Sequence[str] = (),
    mapping: Mapping[str, str] | None = None,
    key: str = "",
) -> int:
    """Write down a delivery with what its packing list says and return its number; nothing of it is counted yet.

    Raises Refused for a site where the actor holds no role, and for more than 2,000 lines. Inverse: take_out_delivery.
    """
    require(actor, "intake.add_delivery")
    with writing():
        if answer := kept_answer(key, "intake.add_delivery", actor):
            return int(answer["delivery_id"])
        inventory_queries.site_must_be_seen(actor, site_id)
        made = Delivery.objects.create(
            site_id=site_id, vendor_id=vendor_id, packing_list=squeeze(packing_list, 60),
            order_number=squeeze(order_number, 60), note=note.strip(), came_on=came_on, created_at=now, job_id=job_id,
            file_id=file_id, heads=list(heads), mapping=dict(mapping or {}),
        )  # fmt: skip
        store_lines(made, lines)
        facts = {"lines": len(lines), "job": job_id}
        record_act(actor, "intake.add_delivery", about=("delivery", made.pk), at=now, facts=facts, site_id=site_id)
        keep_answer(key, actor, "intake.add_delivery", {"delivery_id": made.pk}, now)
    return made.pk


def store_lines(delivery: Delivery, lines: Sequence[PackedLine]) -> None:
    """Store the lines of a list, matched with records of ours by their numbers."""
    if len(lines) > rules.MOST_LINES:
        facts = {"name": str(delivery), "most": rules.MOST_LINES}
        raise Refused(Objection("intake.too_many_lines", Weight.REFUSE, facts))
    records = queries.records_of_numbers(line.isbn for line in lines)
    DeliveryLine.objects.bulk_create(
        DeliveryLine(
            delivery=delivery, number=number, title=line.title, isbn=line.isbn, expected=line.expected,
            price_minor=line.price_minor, site_id=line.site_id, record_id=records.get(line.isbn),
        )
        for number, line in enumerate(lines, start=1)
    )  # fmt: skip


def take_out_delivery(actor: Actor, *, delivery_id: int, now: datetime) -> None:
    """Take out a delivery that was written down by mistake, with its lines and empty cartons.

    Raises Refused when copies of it are packed or made. No inverse: write it down again; the audit holds its number.
    """
    require(actor, "intake.take_out_delivery")
    with writing():
        found = queries.delivery_for(actor, delivery_id, is_open=False)
        lines = list(found.lines.values_list("pk", flat=True))
        if queries.packed_of(lines) or ProcessingBatch.objects.filter(delivery=found).exists():
            raise Refused(Objection("intake.delivery_in_use", Weight.REFUSE, {"name": str(found)}))
        facts = {"packing_list": found.packing_list, "lines": len(lines)}
        found.delete()
        record_act(actor, "intake.take_out_delivery", about=("delivery", delivery_id), at=now, facts=facts)


def add_delivery_line(actor: Actor, *, delivery_id: int, line: PackedLine, now: datetime) -> int:
    """Add one line by hand, as the packing list on paper has it. Inverse: take_out_delivery_line."""
    require(actor, "intake.add_delivery_line")
    with writing():
        found = queries.delivery_for(actor, delivery_id)
        made = _new_line(found, line)
        record_act(actor, "intake.add_delivery_line", about=("delivery", delivery_id), at=now, facts={"line": made.pk})
    return made.pk


def _new_line(delivery: Delivery, line: PackedLine, *, came: int = 0) -> DeliveryLine:
    last = delivery.lines.aggregate(last=Max("number"))["last"] or 0
    number = rules.number_of_line(line.isbn)
    record_id = queries.records_of_numbers([number]).get(number)
    title = squeeze(line.title, 500)
    if not title and record_id is not None and (record := catalogue_queries.record(record_id)) is not None:
        title = record.title[:500]
    return DeliveryLine.objects.create(
        delivery=delivery, number=last + 1, title=title, isbn=number, expected=line.expected, came=came,
        price_minor=line.price_minor, site_id=line.site_id, record_id=record_id,
    )  # fmt: skip


def change_delivery_line(
    actor: Actor, *, line_id: int, line: PackedLine, came: int, damaged: int, now: datetime
) -> None:
    """Change what a line says and its counts, as typed.

    Raises Refused when more are damaged than came, or fewer came than are packed. Inverse: change_delivery_line, with
    the values of before, which the audit entry holds.
    """
    require(actor, "intake.change_delivery_line")
    with writing():
        found = queries.line_for(actor, line_id)
        packed = queries.packed_of([line_id]).get(line_id, 0)
        objections = rules.counts_objections(title=str(found), came=came, damaged=damaged, packed=packed)
        if packed and line.site_id != found.site_id:
            objections += (Objection("intake.line_packed", Weight.REFUSE, {"title": str(found)}),)
        if objections:
            raise Refused(*objections)
        number = rules.number_of_line(line.isbn)
        values = {
            "title": squeeze(line.title, 500), "isbn": number, "expected": line.expected, "came": came,
            "damaged": damaged, "price_minor": line.price_minor, "site_id": line.site_id,
        }  # fmt: skip
        if number != found.isbn:
            values["record_id"] = queries.records_of_numbers([number]).get(number)
        before = {name: getattr(found, name) for name, value in values.items() if getattr(found, name) != value}
        DeliveryLine.objects.filter(pk=line_id).update(**values)
        facts = {"line": line_id, "before": before}
        record_act(actor, "intake.change_delivery_line", about=("delivery", found.delivery_id), at=now, facts=facts)


def take_out_delivery_line(actor: Actor, *, line_id: int, now: datetime) -> None:
    """Take out a line that was added by mistake. Raises Refused when copies of it are packed or made.

    Inverse: add_delivery_line.
    """
    require(actor, "intake.take_out_delivery_line")
    with writing():
        found = queries.line_for(actor, line_id)
        if queries.packed_of([line_id]) or found.made_lines.exists():
            raise Refused(Objection("intake.line_in_use", Weight.REFUSE, {"title": str(found)}))
        facts = {"line": line_id, "title": found.title, "isbn": found.isbn, "came": found.came}
        found.delete()
        record_act(actor, "intake.take_out_delivery_line", about=("delivery", found.delivery_id), at=now, facts=facts)


def share_delivery_line(actor: Actor, *, line_id: int, shares: Mapping[int, int], now: datetime) -> list[int]:
    """Share a line out among schools (site → copies, adding up to what is listed): one line for each; returns them.

    What came so far fills the schools in the order given. Raises Refused when the shares do not add up, or copies are
    packed. Inverse: change_delivery_line and take_out_delivery_line, with the numbers the audit entry holds.
    """
    require(actor, "intake.share_delivery_line")
    with writing():
        found = queries.line_for(actor, line_id)
        packed = queries.packed_of([line_id]).get(line_id, 0)
        wanted = {site_id: share for site_id, share in shares.items() if share}
        standing = rules.share_objections(title=str(found), expected=found.expected, shares=wanted, packed=packed)
        if standing or not wanted:
            raise Refused(*(standing or (_add_up(found, wanted),)))
        before = {"line": line_id, "expected": found.expected, "site_id": found.site_id}
        last = found.delivery.lines.aggregate(last=Max("number"))["last"] or 0
        made: list[int] = []
        for site_id, (expected, came, damaged) in rules.shared_out(found.came, found.damaged, wanted).items():
            if made:
                last += 1
                found.pk, found.number, found._state.adding = None, last, True
            found.site_id, found.expected, found.came, found.damaged = site_id, expected, came, damaged
            found.save()
            made.append(found.pk)
        facts = {"before": before, "lines": made}
        record_act(actor, "intake.share_delivery_line", about=("delivery", found.delivery_id), at=now, facts=facts)
    return made


def _add_up(line: DeliveryLine, shares: Mapping[int, int]) -> Objection:
    facts = {"title": str(line), "expected": line.expected, "total": sum(shares.values())}
    return Objection("intake.shares_do_not_add_up", Weight.REFUSE, facts)


def count_into_delivery(actor: Actor, *, delivery_id: int, text: str, now: datetime, key: str = "") -> Counted:
    """Count one copy by a scan of its ISBN: on its first line that is not complete, else as one too many.

    The number of a product that is on no line becomes a line of its own, surplus from the start. Raises Refused for the
    label of one of our copies, and for what is neither on a line nor the number of a product. Inverse: take_back_count.
    """
    require(actor, "intake.count_into_delivery")
    with writing():
        if answer := kept_answer(key, "intake.count_into_delivery", actor):
            return _counted(answer["line_id"], repeated=True)
        found = queries.delivery_for(actor, delivery_id)
        number, product = rules.number_of_line(text), rules.product_number(text)
        if not number:
            raise Refused(Objection("intake.scan_blank", Weight.REFUSE))
        rows = list(found.lines.values_list("pk", "isbn", "expected", "came").order_by("number"))
        ways = (number, product, product and product.zfill(13))
        line_id = next((pk for way in ways if (pk := rules.line_counted(rows, way)) is not None), None)
        is_new = line_id is None
        if line_id is None:
            _must_be_a_product(text, product, found.site_id)
            line_id = _new_line(found, PackedLine(isbn=product, expected=0), came=1).pk
        else:
            DeliveryLine.objects.filter(pk=line_id).update(came=F("came") + 1)
        facts = {"line": line_id}
        record_act(actor, "intake.count_into_delivery", about=("delivery", delivery_id), at=now, facts=facts)
        keep_answer(key, actor, "intake.count_into_delivery", {"line_id": line_id}, now)
        return _counted(line_id, is_new=is_new)


def _must_be_a_product(text: str, product: str, site_id: int) -> None:
    """Refuse a scan that would make a title of a label or of a slip; an ISBN goes before a label that looks like it."""
    ours = None if scanned_isbn(product) else inventory_queries.item_of_number(text, site_id=site_id)
    if ours is not None:
        raise Refused(Objection("intake.scan_is_our_copy", Weight.REFUSE, {"title": ours.title}))
    if not product:
        raise Refused(Objection("intake.scan_no_product", Weight.REFUSE, {"text": squeeze(text, 60)}))


def _counted(line_id: int, *, is_new: bool = False, repeated: bool = False) -> Counted:
    line = DeliveryLine.objects.get(pk=line_id)
    return Counted(line_id, str(line), line.site_id, line.came, line.expected, is_new, repeated)


def take_back_count(actor: Actor, *, line_id: int, now: datetime) -> Counted:
    """Take one counted copy of a line back. Raises Refused when none is counted, or all that came are packed.

    Inverse: count_into_delivery.
    """
    require(actor, "intake.take_back_count")
    with writing():
        found = queries.line_for(actor, line_id)
        if not found.came:
            raise Refused(Objection("intake.nothing_to_take_back", Weight.REFUSE, {"title": str(found)}))
        packed = queries.packed_of([line_id]).get(line_id, 0)
        standing = rules.counts_objections(
            title=str(found), came=found.came - 1, damaged=min(found.damaged, found.came - 1), packed=packed
        )
        if standing:
            raise Refused(*standing)
        DeliveryLine.objects.filter(pk=line_id).update(came=found.came - 1, damaged=min(found.damaged, found.came - 1))
        facts = {"line": line_id}
        record_act(actor, "intake.take_back_count", about=("delivery", found.delivery_id), at=now, facts=facts)
        return _counted(line_id)


def close_delivery(actor: Actor, *, delivery_id: int, now: datetime) -> None:
    """Say that a delivery is unpacked; its differences stay and can be claimed. Inverse: reopen_delivery."""
    require(actor, "intake.close_delivery")
    with writing():
        found = queries.delivery_for(actor, delivery_id)
        found.state, found.closed_at = Delivery.State.CLOSED, now
        found.save(update_fields=["state", "closed_at"])
        record_act(actor, "intake.close_delivery", about=("delivery", delivery_id), at=now)


def reopen_delivery(actor: Actor, *, delivery_id: int, now: datetime) -> None:
    """Open a closed delivery again. Inverse: close_delivery."""
    require(actor, "intake.reopen_delivery")
    with writing():
        found = queries.delivery_for(actor, delivery_id, is_open=False)
        if found.is_open:
            raise Refused(Objection("intake.delivery_open", Weight.REFUSE, {"name": str(found)}))
        found.state, found.closed_at = Delivery.State.OPEN, None
        found.save(update_fields=["state", "closed_at"])
        record_act(actor, "intake.reopen_delivery", about=("delivery", delivery_id), at=now)
