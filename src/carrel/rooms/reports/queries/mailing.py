"""Reports by mail: who may get one, who does, how it went, and what the mail says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from carrel.cellar.jobs.queries import jobs_of
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.post import queries as post
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account
from carrel.rooms.reports.models import Mailing, MailingReader, OwnReport
from carrel.rooms.reports.phrases import EVERY_WORDS
from carrel.rooms.reports.queries.own import report_in_sight
from carrel.rooms.reports.rules.mailing import ADDRESS, BACK, SIGHT
from carrel.rooms.reports.rules.own import Spec

VIEW = "reports.view_figures"
ABOUT = "report_reader"


def mailing_of(report: OwnReport) -> Mailing | None:
    """How a report goes by mail; None when it does not."""
    return Mailing.objects.filter(report=report).first()


def may_see(account: Account, report: OwnReport, now: datetime) -> bool:
    """Whether somebody may open the report today, by the roles they hold."""
    actor = people.actor_for(account, report.site_id, now=now)
    return actor.may(VIEW) and report_in_sight(actor, report.pk) is not None


def address_of(account: Account) -> str:
    """Where mail to somebody of staff goes: the account's address, else the person's; blank for none."""
    return account.email or (account.person.email if account.person else "")


def left_out_because(account: Account, report: OwnReport, now: datetime, *, back: frozenset[str]) -> str:
    """Why a mail does not go to somebody, as a code; blank when it does. `back` are addresses mail came back from."""
    if not may_see(account, report, now):
        return SIGHT
    address = address_of(account)
    if not address:
        return ADDRESS
    return BACK if address in back else ""


def may_be_mailed(report: OwnReport, now: datetime) -> list[Account]:
    """Everybody who may see the report, by name, with or without an address."""
    held = Account.objects.filter(is_active=True, roles_held__isnull=False).select_related("person").distinct()
    found = held.filter(roles_held__site=report.site_id) | held.filter(roles_held__site=None)
    return sorted((each for each in found.distinct() if may_see(each, report, now)), key=lambda each: each.name.lower())


def readers_of(mailing: Mailing) -> Sequence[MailingReader]:
    """To whom a report goes, in the order in which they were named."""
    return list(mailing.readers.select_related("account__person").order_by("pk"))


@dataclass(frozen=True, slots=True)
class Going:
    """How a report would go: what a preview shows before anything is kept."""

    shape: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class ReaderShown:
    """Somebody a report goes to: what came of the last mail (a state of post, blank for none yet), or why none went."""

    account_id: int
    name: str
    address: str
    state: str
    left_out: str


def readers_shown(mailing: Mailing, report: OwnReport, now: datetime) -> list[ReaderShown]:
    """To whom a report goes and how it went; `left_out` is as things stand now."""
    readers = readers_of(mailing)
    states = post.states_about(ABOUT, [each.pk for each in readers])
    back = post.came_back(address_of(each.account) for each in readers)
    return [
        ReaderShown(
            each.account_id, each.account.name, address_of(each.account), states.get(each.pk, ""),
            left_out_because(each.account, report, now, back=back),
        )
        for each in readers
    ]  # fmt: skip


def failed_job(actor: Actor, mailing: Mailing) -> int | None:
    """The long work of the last time, when no file came of it."""
    if mailing.job_id is None:
        return None
    found = jobs_of(actor, "reports.begin_export").filter(pk=mailing.job_id, status__in=("broken", "stopped")).first()
    return found.pk if found is not None else None


def mail_text(report: OwnReport, mailing: "Mailing | Going", rows: int | None, language: str) -> tuple[str, str]:
    """Subject and body of the mail in a language; `rows` None where they are not counted yet."""
    with translation.override(language or translation.get_language()):
        site = report.site.name if report.site else _("Whole district")
        lines = [_("The report “%(name)s” of %(site)s.") % {"name": report.name, "site": site}]
        if mailing.shape:
            lines.append(_("It comes with this mail as a file. Groups below ten are left out of it, and an empty "
                           "field stands for each."))  # fmt: skip
        if rows == 0:
            lines.append(_("Nothing was found this time."))
        if mailing.link:
            lines.append(_("All of it stands here, for those who may see it:") + f"\n{mailing.link}")
        facts = {"name": report.by_name, "every": EVERY_WORDS[report.every]}
        lines.append(_("%(name)s has it sent to you, %(every)s. They can also end it.") % facts)
        return report.name, "\n\n".join(lines) + "\n"


def may_be_attached(report: OwnReport) -> bool:
    """Whether a file of it may leave the library: only what is counted."""
    return Spec.from_plain(report.spec).is_counted
