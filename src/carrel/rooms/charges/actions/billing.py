"""Itemised invoices to whoever owes, and persons who are never billed."""

from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.charges import queries, rules
from carrel.rooms.charges.actions.lines import append
from carrel.rooms.charges.actions.receipts import next_number, series_of, site_of
from carrel.rooms.charges.models import Charge, Invoice, InvoiceLine, Protection
from carrel.rooms.schools.queries import today_at

INVOICES = "invoices "
"""Before the school year in the name of the series, so that invoices and receipts count apart."""


def make_invoice(actor: Actor, *, person_id: int, addressee: str, now: datetime) -> int:
    """Bill all that is open of a person, itemised, to whoever owes it; returns the invoice's number in the database.

    Raises Refused: charges.person_unknown, charges.nothing_to_invoice. Inverse: withdraw_invoice.
    """
    require(actor, "charges.make_invoice")
    with writing():
        if not queries.is_in_sight(actor, person_id):
            raise Refused(Objection("charges.person_unknown", Weight.REFUSE))
        charges = list(queries.charges_to_pay_held(actor, person_id, ()))
        if not charges:
            raise Refused(Objection("charges.nothing_to_invoice", Weight.REFUSE))
        site_id = site_of(actor)
        total = sum(each.left_minor for each in charges)
        act_id = record_act(
            actor, "charges.make_invoice", about=("person", person_id), at=now, facts={"minor": total}, site_id=site_id
        )
        series = series_of(now, site_id)
        invoice = Invoice.objects.create(
            site_id=site_id, series=series, number=next_number(site_id, INVOICES + series), person_id=person_id,
            addressee=squeeze(addressee, rules.TEXT_LENGTH), total_minor=total,
            made_on=today_at(site_id, now), made_at=now, act_id=act_id,
        )  # fmt: skip
        InvoiceLine.objects.bulk_create(
            InvoiceLine(invoice=invoice, charge=each, left_minor=each.left_minor) for each in charges
        )
    return invoice.pk


def withdraw_invoice(actor: Actor, *, invoice_id: int, now: datetime) -> None:
    """Withdraw an invoice; the debts stay as they are. Raises Refused: charges.invoice_unknown.

    Inverse: make_invoice.
    """
    require(actor, "charges.withdraw_invoice")
    with writing():
        invoice = Invoice.objects.select_for_update().filter(pk=invoice_id, withdrawn_at=None).first()
        if invoice is None or not queries.is_in_sight(actor, invoice.person_id):
            raise Refused(Objection("charges.invoice_unknown", Weight.REFUSE))
        invoice.withdrawn_at = now
        invoice.save(update_fields=["withdrawn_at"])
        record_act(actor, "charges.withdraw_invoice", about=("invoice", invoice.pk), at=now, site_id=invoice.site_id)


def protect_person(actor: Actor, *, person_id: int, ground: str, now: datetime) -> int:
    """Stop billing a person: what is owed goes, what comes is not asked for. Returns how many charges went.

    The ground is seen by those who may do this and by nobody else; on the account it reads as any waiver does.
    Raises Refused: charges.person_unknown, charges.reason_missing, charges.protected_already.
    Inverse: end_protection.
    """
    require(actor, "charges.protect_person")
    with writing():
        if not queries.is_in_sight(actor, person_id):
            raise Refused(Objection("charges.person_unknown", Weight.REFUSE))
        if not ground.strip():
            raise Refused(Objection("charges.reason_missing", Weight.REFUSE))
        if queries.is_protected(person_id):
            raise Refused(Objection("charges.protected_already", Weight.REFUSE))
        # Neither the ground nor the deed goes into the audit under the person: it would tell who may not know.
        act_id = record_act(actor, "charges.waive_charge", about=("charges", None), at=now)
        Protection.objects.create(
            person_id=person_id, ground=squeeze(ground, rules.TEXT_LENGTH), since_at=now, act_id=act_id
        )
        laws, own = queries.laws_of_sites(), queries.law_of_district()
        found = Charge.objects.select_for_update().filter(person=person_id, left_minor__gt=0).order_by("pk")
        gone = [each for each in found if laws.get(each.site_id or 0, own).of(each.kind).stops_for_protected]
        for charge in gone:
            append(charge, rules.WAIVED, -charge.left_minor, now=now, act_id=act_id)
    return len(gone)


def end_protection(actor: Actor, *, person_id: int, now: datetime) -> None:
    """Bill a person again from now on; what went stays gone. Raises Refused: charges.not_protected.

    Inverse: protect_person.
    """
    require(actor, "charges.end_protection")
    with writing():
        found = Protection.objects.select_for_update().filter(person=person_id, ended_at=None).first()
        if found is None or not queries.is_in_sight(actor, person_id):
            raise Refused(Objection("charges.not_protected", Weight.REFUSE))
        found.ended_at = now
        found.save(update_fields=["ended_at"])
        record_act(actor, "charges.end_protection", about=("protection", found.pk), at=now)
