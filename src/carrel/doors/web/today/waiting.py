"""What waits for whoever has signed in, the most pressing first: one line for each, led to where it is done."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.papers import queries as papers
from carrel.cellar.post import queries as post
from carrel.doors.web.desk.facts import link
from carrel.doors.web.rosters.shown import chase_list
from carrel.doors.web.today.moving import MOVING_KINDS
from carrel.doors.web.today.task import Task
from carrel.rooms.care import queries as care
from carrel.rooms.care.rules.cases import MENDING, REPAIR
from carrel.rooms.charges import queries as charges
from carrel.rooms.circulation import queries as loans
from carrel.rooms.circulation.queries.pulling import pull_list
from carrel.rooms.circulation.queries.shelf import to_clear
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.media import queries as media
from carrel.rooms.people import queries as people
from carrel.rooms.recovery.queries.calls import calls_to_make
from carrel.rooms.recovery.queries.late import homerooms_late
from carrel.rooms.schools import queries as schools
from carrel.rooms.software import queries as software
from carrel.rooms.stocktake import queries as stocktake
from carrel.rooms.supplies import queries as supplies

if TYPE_CHECKING:
    pass


def tasks_for(actor: Actor, now: datetime) -> list[Task]:
    """What waits for this actor, the most pressing first; only what they may do, only what there is."""
    if actor.site_id is None:
        return []
    kinds: Sequence[tuple[str, Callable[[Actor, datetime], Task | None]]] = (
        ("circulation.view_holds", _to_pull),
        ("circulation.view_holds", _to_clear),
        ("circulation.mark_missing_in_transit", _transits),
        *MOVING_KINDS,
        ("papers.print_slips", _slips),
        ("recovery.view_calls", _calls),
        ("post.manage", _bounces),
        ("media.erase_recording", _to_erase),
        ("media.add_right", _rights),
        ("software.renew_licence", _licences),
        ("circulation.view_overdues", _overdues),
        ("charges.approve_waiver", _waivers),
        ("charges.make_plan", _late_plans),
        ("care.approve_disposal", _to_approve),
        ("care.begin_mending", _late_from_mending),
        ("care.send_to_repair", _late_from_repair),
        ("stocktake.scan", _open_counts),
        ("circulation.view_loans", _missing_parts),
        ("supplies.view_supplies", _low_supplies),
        ("rosters.view_imports", _chase),
        ("people.view_person", _provisional),
    )
    found = [kind(actor, now) for permission, kind in kinds if actor.may(permission)]
    return [task for task in found if task is not None and task.count]


def _to_pull(actor: Actor, now: datetime) -> Task | None:
    site_id = actor.site_id or 0
    count = len(pull_list(site_id, schools.today_at(site_id, now)))
    title = ngettext("%(count)s copy to fetch from its shelf", "%(count)s copies to fetch from their shelves", count)
    detail = _("Readers wait for them")
    return Task(count, title % {"count": count}, detail, link("holds.pull_list"), _("Pull list"))


def _to_clear(actor: Actor, _now: datetime) -> Task | None:
    count = len(to_clear(actor.site_id or 0))
    title = ngettext("%(count)s copy to take off the hold shelf", "%(count)s copies to take off the hold shelf", count)
    detail = _("Nobody fetched them in time")
    return Task(count, title % {"count": count}, detail, link("holds.shelf"), _("Hold shelf"))


def _transits(actor: Actor, now: datetime) -> Task | None:
    site = schools.site(actor.site_id or 0)
    if site is None:
        return None
    late = inventory.late_transit_count(site.pk, now=now, late_after=site.transit_days)
    arriving = inventory.arriving_count(site.pk)
    if late:
        title = ngettext("%(count)s book should have arrived", "%(count)s books should have arrived", late)
        return Task(
            late, title % {"count": late}, _("On the way too long"), link("transits.transits"), _("Open the list")
        )
    title = ngettext("%(count)s book is on its way here", "%(count)s books are on their way here", arriving)
    detail = _("Scan them when the crate comes")
    return Task(arriving, title % {"count": arriving}, detail, link("transits.transits"), _("Open the list"))


def _slips(actor: Actor, now: datetime) -> Task | None:
    count = papers.waiting_count(actor.site_id or 0)
    title = ngettext("%(count)s slip to print", "%(count)s slips to print", count) % {"count": count}
    return Task(count, title, _("No printer has taken them"), link("papers.slips"), _("Open the list"))


def _calls(actor: Actor, now: datetime) -> Task | None:
    count = len(calls_to_make(actor, now))
    title = ngettext("%(count)s family to call", "%(count)s families to call", count) % {"count": count}
    return Task(count, title, _("About what is long overdue"), link("recovery.calls"), _("Call list"))


def _bounces(actor: Actor, _now: datetime) -> Task | None:
    count = post.bounces(actor).count()
    title = ngettext("%(count)s mail came back", "%(count)s mails came back", count) % {"count": count}
    return Task(count, title, _("An address is wrong, or it was given up"), link("post.outbox"), _("Look at them"))


def late_classes(actor: Actor, now: datetime) -> list[tuple[int, str, int]]:
    """The classes whose overdues can be printed from the first page; none for whoever prints no papers."""
    may = actor.site_id is not None and actor.may("recovery.print_papers")
    return homerooms_late(actor, now) if may else []


def _to_erase(actor: Actor, now: datetime) -> Task | None:
    count, late = media.to_erase_count(actor.site_id or 0, now)
    title = ngettext("%(count)s recording to erase", "%(count)s recordings to erase", count) % {"count": count}
    detail = _("Its last day is today")
    if late:
        detail = ngettext("%(count)s is overdue", "%(count)s are overdue", late) % {"count": late}
    return Task(count, title, detail, link("media.erase_list"), _("Erase list"))


def _rights(actor: Actor, now: datetime) -> Task | None:
    count = media.ending_count(actor, schools.today_at(actor.site_id, now))
    title = ngettext("%(count)s right to a title ends soon", "%(count)s rights to titles end soon", count)
    detail = _("Renew it, or stop showing the title")
    return Task(count, title % {"count": count}, detail, link("media.rights"), _("Look at them"))


def _licences(actor: Actor, now: datetime) -> Task | None:
    counts = software.ending_counts(actor, schools.today_at(actor.site_id, now))
    count = counts[0] + counts[7] + counts[30]
    title = ngettext("%(count)s licence of software ends", "%(count)s licences of software end", count)
    detail = _("Within thirty days, or over already")
    url = link("software.licences")
    return Task(count, title % {"count": count}, detail, f"{url}?within=30", _("Look at them"))


def _overdues(actor: Actor, now: datetime) -> Task | None:
    late = loans.overdue_readers(actor, now)
    items, readers = sum(each.items for each in late), len(late)
    title = ngettext("%(count)s overdue item", "%(count)s overdue items", items) % {"count": items}
    detail = ngettext("with %(count)s reader", "with %(count)s readers", readers) % {"count": readers}
    return Task(items, title, detail, link("circulation.overdues"), _("Open the list"))


def _waivers(actor: Actor, _now: datetime) -> Task | None:
    count = charges.waivers_waiting(actor).count()
    title = ngettext("%(count)s waiver to approve", "%(count)s waivers to approve", count) % {"count": count}
    return Task(count, title, _("Asked for above the limit of the school"), link("charges.waivers"), _("Look at them"))


def _late_plans(actor: Actor, now: datetime) -> Task | None:
    count = charges.late_plan_count(actor, schools.today_at(actor.site_id, now))
    title = ngettext("%(count)s payment plan is late", "%(count)s payment plans are late", count) % {"count": count}
    return Task(count, title, _("A part was due and has not come"), link("charges.plans"), _("Payment plans"))


def _to_approve(actor: Actor, _now: datetime) -> Task | None:
    count = care.lists_to_decide(actor.site_id or 0)
    title = ngettext("%(count)s disposal to decide", "%(count)s disposals to decide", count) % {"count": count}
    return Task(
        count, title, _("Nothing is withdrawn before you approve it"), link("care.disposals"), _("Look at them")
    )


def _late_from_mending(actor: Actor, now: datetime) -> Task | None:
    count = care.late_counts(actor.site_id or 0, today=schools.today_at(actor.site_id, now)).get(MENDING, 0)
    title = ngettext("%(count)s thing should be mended by now", "%(count)s things should be mended by now", count)
    detail = _("Finish it, or give it another day")
    return Task(count, title % {"count": count}, detail, link("care.mending"), _("Mending shelf"))


def _late_from_repair(actor: Actor, now: datetime) -> Task | None:
    count = care.late_counts(actor.site_id or 0, today=schools.today_at(actor.site_id, now)).get(REPAIR, 0)
    title = ngettext("%(count)s repair is late", "%(count)s repairs are late", count) % {"count": count}
    return Task(count, title, _("Ask the vendor where it is"), link("care.repairs"), _("Repairs"))


def _open_counts(actor: Actor, _now: datetime) -> Task | None:
    found = list(stocktake.open_counts(actor)[:100])
    title = ngettext("%(count)s count of the shelves is open", "%(count)s counts of the shelves are open", len(found))
    url = link("stocktake.count", found[0].pk) if len(found) == 1 else link("stocktake.counts")
    # One that is never finished is as if it had never been.
    may_finish = actor.may("stocktake.finish_count")
    detail = _("Go on with it, or finish it: until then nothing is missing") if may_finish else _("Scan along with it")
    return Task(len(found), title % {"count": len(found)}, detail, url, _("Go on"))


def _missing_parts(actor: Actor, _now: datetime) -> Task | None:
    count = len(loans.missing_parts(actor))
    title = ngettext("%(count)s part is missing", "%(count)s parts are missing", count) % {"count": count}
    return Task(count, title, _("Their kits came back without them"), link("kits.missing_parts"), _("Open the list"))


def _low_supplies(actor: Actor, _now: datetime) -> Task | None:
    count = supplies.low_count(actor)
    title = ngettext("%(count)s supply to order", "%(count)s supplies to order", count) % {"count": count}
    detail = _("At or below the reorder level")
    return Task(count, title, detail, f"{link('supplies.supplies')}?low=1", _("What to order"))


def _chase(actor: Actor, now: datetime) -> Task | None:
    count = len(chase_list(actor, now))
    title = ngettext("%(count)s leaver still has items", "%(count)s leavers still have items", count)
    detail = _("They left the roster and are on the chase list")
    return Task(count, title % {"count": count}, detail, link("rosters.leavers"), _("Chase list"))


def _provisional(actor: Actor, now: datetime) -> Task | None:
    count = people.provisional_count(actor)
    title = ngettext("%(count)s person was added at the desk", "%(count)s persons were added at the desk", count)
    detail = _("Not in the roster yet; the next import matches them")
    return Task(count, title % {"count": count}, detail, link("people.find"), _("Look at them"))
