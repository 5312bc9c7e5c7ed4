"""What may be mailed of a report, and to whom. Pure; docs/rules/figures.md and docs/decisions/0062."""

from collections.abc import Sequence

from carrel.cellar.kernel.verdicts import Objection, Weight

SIGHT, ADDRESS, BACK = "reports.reader_sight", "reports.reader_address", "reports.reader_back"
SHAPES = ("", "csv", "xlsx")
MOST_READERS = 50


def mail_report_objections(
    *, every: str, shape: str, has_link: bool, is_counted: bool, readers: int, unseeing: Sequence[str],
    unreachable: Sequence[str],
) -> tuple[Objection, ...]:  # fmt: skip
    """A mailing has a rhythm, something to bring and somebody to bring it to; no single rows leave the library."""
    found = []
    if not every:
        found.append(Objection("reports.no_rhythm", Weight.REFUSE))
    if not shape and not has_link:
        found.append(Objection("reports.nothing_to_mail", Weight.REFUSE))
    if shape and not is_counted:
        found.append(Objection("reports.rows_not_mailed", Weight.REFUSE))
    if not readers:
        found.append(Objection("reports.nobody_to_mail", Weight.REFUSE))
    if readers > MOST_READERS:
        found.append(Objection("reports.many_to_mail", Weight.REFUSE, {"most": MOST_READERS}))
    if unseeing:
        found.append(Objection("reports.readers_may_not", Weight.REFUSE, {"names": ", ".join(unseeing)}))
    if unreachable:
        found.append(Objection("reports.readers_unreachable", Weight.REFUSE, {"names": ", ".join(unreachable)}))
    return tuple(found)
