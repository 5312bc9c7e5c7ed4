"""What stands against the verbs of figures. Pure; docs/rules/figures.md."""

from datetime import date

from carrel.cellar.kernel.verdicts import Objection, Weight


def recount_objections(*, first_on: date, last_on: date, over_on: date) -> tuple[Objection, ...]:
    """Only days that are over are counted, and from the first to the last."""
    if first_on > last_on:
        return (Objection("reports.days_turned", Weight.REFUSE, {"first": first_on, "last": last_on}),)
    if last_on > over_on:
        return (Objection("reports.day_not_over", Weight.REFUSE, {"over": over_on}),)
    return ()


def keep_page_objections(
    *, is_over: bool, is_signed: bool, signed_by: str = "", kind: str = "month"
) -> tuple[Objection, ...]:
    """A page is made of a month that is over, of a year whose last school day is; anew while nobody has signed it."""
    if not is_over:
        return (Objection("reports.month_not_over" if kind == "month" else "reports.year_not_over", Weight.REFUSE),)
    if is_signed:
        return (Objection("reports.page_signed", Weight.REFUSE, {"name": signed_by}),)
    return ()


def sign_page_objections(*, is_kept: bool, is_signed: bool, signed_by: str = "") -> tuple[Objection, ...]:
    """What is signed is a page that was made, once."""
    if not is_kept:
        return (Objection("reports.page_unknown", Weight.REFUSE),)
    return (Objection("reports.page_signed", Weight.REFUSE, {"name": signed_by}),) if is_signed else ()


def note_objections(*, text: str, is_signed: bool, signed_by: str = "") -> tuple[Objection, ...]:
    """A note belongs to what was signed; after the signature it stays as it is."""
    if is_signed:
        return (Objection("reports.page_signed", Weight.REFUSE, {"name": signed_by}),)
    if len(text) > 600:
        return (Objection("reports.note_long", Weight.REFUSE, {"length": len(text)}),)
    return ()
