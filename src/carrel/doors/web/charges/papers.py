"""Money on paper: receipts as slips, invoices and deposit slips as letter-size pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from carrel.cellar.papers.pages import Paper, pdf_of_paper
from carrel.cellar.papers.slips import Slip
from carrel.doors.web.charges.bases import part_words
from carrel.doors.web.charges.shown import money, receipt_lines
from carrel.rooms.charges import queries, rules
from carrel.rooms.charges.phrases import KIND_WORDS, MEANS_WORDS, RECEIPT_WORDS, RIGHTS
from carrel.rooms.schools.queries import district

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from carrel.rooms.charges.models import CashDay, Invoice, Receipt


def _day(day: date) -> str:
    """A day as papers say it: with its year, since they are kept."""
    return date_format(day, "DATE_FORMAT")


def receipt(found: Receipt, say_day: Callable[[date], str] = _day) -> Slip:
    """A receipt as a slip: number, what for, how it was paid, change, by whom it was taken."""
    lines = [say_day(found.on)]
    if found.person is not None:
        lines.append(found.person.display_name)
    lines += [f"{amount}  {words}" for words, amount in receipt_lines(found)]
    lines.append(f"{MEANS_WORDS[found.means]} {found.reference}".strip())
    if found.tendered_minor is not None:
        change = money(rules.change_of(found.amount_minor, found.tendered_minor))
        lines.append(_("Laid down %(sum)s, change %(change)s") % {"sum": money(found.tendered_minor), "change": change})
    if found.reverses is not None:
        lines.append(_("Takes back receipt %(number)s") % {"number": found.reverses.code})
    if found.reason:
        lines.append(found.reason)
    lines.append(_("Taken by %(name)s, %(site)s") % {"name": found.taken_by, "site": found.site.name})
    head = f"{RECEIPT_WORDS[found.kind]}, {_('receipt')} {found.code}"
    return Slip("charges.receipt", head, money(found.amount_minor), tuple(lines), foot=_("Keep this receipt."))


def invoice(found: Invoice) -> bytes:
    """An itemised invoice: each charge with its day, what for, its parts, what is left; policies, statutes, rights."""
    law = queries.law_of_site(found.site_id)
    lines = list(found.lines.all())
    table = [
        row
        for line in lines
        for row in (
            [_day(line.charge.charged_on), _for(line.charge), money(line.left_minor)],
            *(["", f"– {each}", ""] for each in part_words(line.charge.basis, money)),
        )
    ]
    laws, rest = queries.laws_of_sites(), queries.law_of_district()
    of_each = [laws.get(line.charge.site_id or 0, rest).of(line.charge.kind) for line in lines]
    statutes = sorted({each.statute for each in of_each} - {""})
    policies = [text for text in (queries.money_setting(found.site_id).policy_text, *statutes) if text]
    own = district()
    student = _("For %(name)s") % {"name": found.person.display_name}
    homeroom = found.person.homeroom.name if found.person.homeroom is not None else ""
    return pdf_of_paper(
        Paper(
            title=_("Invoice %(number)s") % {"number": str(found)},
            head=[found.site.name, own.name if own is not None else "", _day(found.made_on)],
            address=[found.addressee],
            before=[f"{student}, {homeroom}" if homeroom else student],
            columns=[_("Day"), _("What for"), _("Amount")],
            table=[*table, ["", _("In all"), money(found.total_minor)]],
            after=[
                *([_("By: %(policies)s.") % {"policies": "; ".join(policies)}] if policies else []),
                *(str(RIGHTS[code]) for code in law.rights),
            ],
            foot=_("Withdrawn.") if found.withdrawn_at else "",
        )
    )


def _for(charge: object) -> str:
    kind, text, title = (getattr(charge, name) for name in ("kind", "text", "about_title"))
    return ": ".join(
        part for part in (str(KIND_WORDS[kind]), ", ".join(each for each in (text, title) if each)) if part
    )


def deposit_slip(day: CashDay) -> bytes:
    """What goes to the bank out of a closed drawer: cash above the float, each check by its number."""
    cheques = [each for each in queries.receipts_of_day(day.pk) if each.means == rules.CHEQUE]
    cash = (day.counted_minor or 0) - day.float_minor
    rows = [["", _("Cash"), money(cash)]]
    rows += [[each.code, f"{_('Check')} {each.reference}", money(each.amount_minor)] for each in cheques]
    total = cash + sum(each.amount_minor for each in cheques)
    return pdf_of_paper(
        Paper(
            title=_("Deposit slip %(number)s") % {"number": day.pk},
            head=[day.site.name, day.desk, _day(day.day)],
            columns=[_("Receipt"), _("What"), _("Amount")],
            table=[*rows, ["", _("Deposited"), money(total)]],
            after=[
                _("Float that stays in the drawer: %(sum)s.") % {"sum": money(day.float_minor)},
                _("Counted by: %(name)s") % {"name": day.closed_by},
                _("Second count: ______________________"),
            ],
        )
    )
