"""Whose a report is: asked by every verb that changes one."""

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.reports.models import OwnReport
from carrel.rooms.reports.queries import own as asked


def owned_report(actor: Actor, report_id: int) -> OwnReport:
    """The report, locked, for who made it or the district.

    Raises Refused: reports.report_unknown, reports.report_of_another.
    """
    report = asked.report_in_sight(actor, report_id)
    if report is None:
        raise Refused(Objection("reports.report_unknown", Weight.REFUSE))
    if report.account_id != actor.account_id and not actor.is_district:
        raise Refused(Objection("reports.report_of_another", Weight.REFUSE, {"name": report.by_name}))
    return OwnReport.objects.select_for_update().get(pk=report.pk)
