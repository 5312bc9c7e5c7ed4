"""charge_missing_parts: all that is missing of a kit that came back is charged at once, part by part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Refused, Verdict
from carrel.cellar.kernel.writing import writing
from carrel.rooms.charges import actions as charges
from carrel.rooms.charges.queries.charges import left_of_charge
from carrel.rooms.charges.rules import LOST
from carrel.rooms.circulation.actions.fining import ledger_hand, new_charge
from carrel.rooms.circulation.actions.kits import charge_part, lose_part, missing_held, missing_part_gone
from carrel.rooms.circulation.actions.renewing import loan_held
from carrel.rooms.circulation.models import Loan, MissingPart
from carrel.rooms.circulation.rules.kits import settle_missing_part_objections

CHARGE = "circulation.charge_missing_parts"


@dataclass(frozen=True, slots=True)
class PartsCharged:
    """What is owed for the missing parts of one kit, and how many were settled so."""

    act_id: int
    minor: int
    count: int
    repeated: bool = False


def charge_missing_parts(
    actor: Actor, *, loan_id: int, prices: Mapping[int, int], reason: str, now: datetime, key: str = ""
) -> PartsCharged:
    """Settle missing parts of a kit as replaced, each at its price (minor units, by the number of the missing part).

    What is only counted comes to one charge that names each part and its price. A part with a barcode is lost then and
    has a charge of its own, since a scan of it settles that one alone. A price of nothing charges nothing.
    Raises NotAllowed, KeyReused, and Refused for parts that are settled or of another loan, or without a reason.
    Inverse: note_missing_part.
    """
    require(actor, CHARGE)
    with writing():
        if kept := kept_answer(key, CHARGE, actor):
            return PartsCharged(kept["act"], kept["minor"], kept["count"], repeated=True)
        loan = loan_held(actor, loan_id)
        rows = _rows(actor, loan, prices, reason)
        facts = {"parts": [row.name for row in rows]}
        act_id = record_act(actor, CHARGE, about=("loan", loan.pk), at=now, reason=reason.strip(), facts=facts)
        MissingPart.objects.filter(pk__in=[row.pk for row in rows]).update(
            settled_at=now, settled_as=MissingPart.End.REPLACED, settled_act_id=act_id, reason=reason.strip()[:200]
        )
        minor = 0
        for row in rows:
            if row.part_loan is not None:
                minor += charge_part(actor, row, prices[row.pk], now) if prices[row.pk] else 0
                lose_part(row.part_loan, now=now)
        counted = [(row, prices[row.pk]) for row in rows if row.part_loan is None and prices[row.pk]]
        minor += _charge_counted(actor, loan, counted, now)
        keep_answer(key, actor, CHARGE, {"act": act_id, "minor": minor, "count": len(rows)}, now)
    return PartsCharged(act_id, minor, len(rows))


def _rows(actor: Actor, loan: Loan, prices: Mapping[int, int], reason: str) -> list[MissingPart]:
    """The missing parts named, held. Raises Refused for what stands against settling any of them."""
    found = [missing_held(actor, pk) for pk in sorted(prices)]
    rows = [row for row in found if row is not None and row.loan_id == loan.pk]
    if len(rows) < len(prices) or not rows:
        raise Refused(missing_part_gone())
    objections = [
        each
        for row in rows
        for each in settle_missing_part_objections(
            known=True, settled=row.settled_at is not None, how=MissingPart.End.REPLACED, reason=reason, part=row.name
        )
    ]
    if refusals := Verdict.of(objections).refusals:
        raise Refused(*refusals)
    return rows


def _charge_counted(actor: Actor, loan: Loan, counted: list[tuple[MissingPart, int]], now: datetime) -> int:
    """One charge over all counted parts, each with its price; where the reader's name is still known."""
    total = sum(price for _, price in counted)
    if not total or loan.patron_id is None:
        return 0
    parts = [{"name": row.name, "count": row.count, "minor": price} for row, price in counted]
    text = ", ".join(row.name for row, _ in counted)
    new = new_charge(loan, LOST, total, now, basis={"rule": "parts", "parts": parts}, text=text)
    return left_of_charge(charges.charge(ledger_hand(actor), new=new, now=now))
