"""Licences are entered, changed, renewed for a next term, given up and taken up again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.software import queries, rules
from carrel.rooms.software.models import Licence, LicenceTerm

TERM = ("seats", "starts_on", "expires_on", "cost_minor", "vendor_id", "fund_id", "purchase_order")


@dataclass(frozen=True, slots=True)
class Term:
    """What is bought at one time: seats (None: without limit), days, cost in minor units, and from whom."""

    starts_on: date
    expires_on: date | None = None
    seats: int | None = None
    cost_minor: int | None = None
    vendor_id: int | None = None
    fund_id: int | None = None
    purchase_order: str = ""

    def columns(self) -> dict[str, Any]:
        """The columns that hold it, on a licence and on its term."""
        found = {name: getattr(self, name) for name in TERM}
        return found | {"purchase_order": squeeze(self.purchase_order, rules.NUMBER_LENGTH)}


@dataclass(frozen=True, slots=True)
class Product:
    """What a licence is of, for which site (None: the district), and where its media are."""

    product: str
    kind: str
    site_id: int | None = None
    record_id: int | None = None
    publisher: str = ""
    version: str = ""
    place_id: int | None = None
    item_id: int | None = None
    note: str = ""

    def columns(self) -> dict[str, Any]:
        """The columns of a licence that hold it."""
        return {
            "product": squeeze(self.product, rules.NAME_LENGTH),
            "kind": self.kind,
            "site_id": self.site_id,
            "record_id": self.record_id,
            "publisher": squeeze(self.publisher, rules.NAME_LENGTH),
            "version": squeeze(self.version, rules.NUMBER_LENGTH),
            "place_id": self.place_id,
            "item_id": self.item_id,
            "note": self.note,
        }


def add_licence(
    actor: Actor, *, product: Product, term: Term, now: datetime, licence_key: str = "", key: str = ""
) -> int:
    """Enter a licence with its first term and return its number.

    One without a site is the district's and is entered by whoever works for all of it. Raises Refused with everything
    that stands against it. Inverse: end_licence.
    """
    require(actor, "software.add_licence")
    with writing():
        if answer := kept_answer(key, "software.add_licence", actor):
            return int(answer["licence_id"])
        _must_do(actor, product, term)
        made = Licence.objects.create(
            **product.columns(), **term.columns(), licence_key=squeeze(licence_key, rules.KEY_LENGTH), added_at=now
        )
        LicenceTerm.objects.create(licence=made, added_at=now, **term.columns())
        record_act(actor, "software.add_licence", about=("licence", made.pk), at=now, site_id=product.site_id)
        keep_answer(key, actor, "software.add_licence", {"licence_id": made.pk}, now)
    return made.pk


def change_licence(
    actor: Actor, *, licence_id: int, product: Product, term: Term, now: datetime, licence_key: str | None = None
) -> None:
    """Change what is said of a licence and of its latest term; `licence_key` None leaves the licence number.

    Raises Refused, among others with software.seats_are_held. Inverse: change_licence, with the values of before, which
    the audit entry holds (the licence number excepted: it is nobody else's to read).
    """
    require(actor, "software.change_licence")
    with writing():
        found = _own(actor, licence_id)
        _must_do(actor, product, term, seats_open=found.seats_open)
        values = product.columns() | term.columns()
        before = {name: str(getattr(found, name)) for name in values if getattr(found, name) != values[name]}
        if licence_key is not None:
            values["licence_key"] = squeeze(licence_key, rules.KEY_LENGTH)
        Licence.objects.filter(pk=found.pk).update(**values)
        latest = queries.latest_terms(found.pk)[0]
        LicenceTerm.objects.filter(pk=latest.pk).update(**term.columns())
        record_act(
            actor, "software.change_licence", about=("licence", found.pk), at=now, facts={"before": before},
            site_id=found.site_id,
        )  # fmt: skip


def renew_licence(actor: Actor, *, licence_id: int, term: Term, now: datetime, key: str = "") -> None:
    """Buy a licence for its next term; what was before stays on record, and whoever holds a seat keeps it.

    Raises Refused, among others with software.seats_are_held. Inverse: take_back_renewal.
    """
    require(actor, "software.renew_licence")
    with writing():
        if kept_answer(key, "software.renew_licence", actor):
            return
        found = _own(actor, licence_id)
        _must_do(actor, _product_of(found), term, seats_open=found.seats_open)
        LicenceTerm.objects.create(licence=found, added_at=now, **term.columns())
        Licence.objects.filter(pk=found.pk).update(**term.columns(), ended_at=None)
        record_act(actor, "software.renew_licence", about=("licence", found.pk), at=now, site_id=found.site_id)
        keep_answer(key, actor, "software.renew_licence", {"licence_id": found.pk}, now)


def take_back_renewal(actor: Actor, *, licence_id: int, now: datetime) -> None:
    """Take the latest renewal back: the term before it counts again.

    Raises Refused: software.nothing_to_take_back, software.seats_are_held. Inverse: renew_licence.
    """
    require(actor, "software.take_back_renewal")
    with writing():
        found = _own(actor, licence_id)
        terms = queries.latest_terms(found.pk)
        if len(terms) < 2:
            raise Refused(Objection("software.nothing_to_take_back", Weight.REFUSE, {"title": found.product}))
        latest, before = terms
        term = Term(**{name: getattr(before, name) for name in TERM})
        _must_do(actor, _product_of(found), term, seats_open=found.seats_open)
        latest.delete()
        Licence.objects.filter(pk=found.pk).update(**term.columns())
        record_act(actor, "software.take_back_renewal", about=("licence", found.pk), at=now, site_id=found.site_id)


def end_licence(actor: Actor, *, licence_id: int, now: datetime, reason: str = "") -> None:
    """Give a licence up, or put one away that was entered by mistake; its history stays. Inverse: reopen_licence."""
    require(actor, "software.end_licence")
    _set_end(actor, "software.end_licence", licence_id, now, now, reason)


def reopen_licence(actor: Actor, *, licence_id: int, now: datetime, reason: str = "") -> None:
    """Take a licence up again that was given up. Inverse: end_licence."""
    require(actor, "software.reopen_licence")
    _set_end(actor, "software.reopen_licence", licence_id, None, now, reason)


def _set_end(actor: Actor, code: str, licence_id: int, ended_at: datetime | None, now: datetime, reason: str) -> None:
    with writing():
        found = _own(actor, licence_id)
        found.ended_at = ended_at
        found.save(update_fields=["ended_at"])
        record_act(actor, code, about=("licence", found.pk), at=now, reason=reason, site_id=found.site_id)


def _own(actor: Actor, licence_id: int) -> Licence:
    """A licence the actor may change: of an own site, or the district's for those who work for all of it."""
    found = queries.licence_held(actor, licence_id)
    if found.site_id is None and not actor.is_district:
        raise Refused(Objection("software.unknown", Weight.REFUSE))
    return found


def _product_of(found: Licence) -> Product:
    return Product(
        product=found.product, kind=found.kind, site_id=found.site_id, record_id=found.record_id,
        place_id=found.place_id, item_id=found.item_id,
    )  # fmt: skip


def _must_do(actor: Actor, product: Product, term: Term, *, seats_open: int = 0) -> None:
    if (product.site_id is None and not actor.is_district) or not actor.sees_site(product.site_id):
        raise Refused(Objection("software.unknown", Weight.REFUSE))
    if product.site_id is not None:
        inventory.place_must_fit(product.site_id, product.place_id)
    objections = rules.term_objections(
        title=product.product, kind=product.kind, seats=term.seats, starts_on=term.starts_on,
        expires_on=term.expires_on, seats_open=seats_open,
    )  # fmt: skip
    if not squeeze(product.product):
        objections = (*objections, Objection("software.title_missing", Weight.REFUSE))
    if objections:
        raise Refused(*objections)
