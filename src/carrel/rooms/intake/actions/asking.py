"""A record that waits for a decision is decided."""

from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.marc import from_iso2709
from carrel.rooms.catalogue import actions as catalogue
from carrel.rooms.intake import queries, rules
from carrel.rooms.intake.actions.storing import new_items, replace
from carrel.rooms.intake.models import AskedRecord
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory import queries as inventory_queries

NEW = "new"


def decide_asked(actor: Actor, *, asked_id: int, choice: str, now: datetime) -> AskedRecord:
    """Say what becomes of a record that is one of ours: add its items, replace ours, keep ours, or a new record.

    Its copies come in with it, all or none. Raises Refused when it was decided before, when a barcode is on another
    item by now, or a copy is for a site where the actor holds no role. Inverse: take_back_import, with the whole file.
    """
    require(actor, "intake.decide_asked")
    if choice not in (rules.ADD_ITEMS, rules.REPLACE, rules.KEEP, NEW):
        raise Refused(Objection("intake.choice_unknown", Weight.REFUSE))
    with writing():
        asked = AskedRecord.objects.select_for_update().filter(pk=asked_id).first()
        if asked is None:
            raise Refused(Objection("intake.no_such_question", Weight.REFUSE))
        job = queries.file_job(actor, asked.job_id)
        if asked.choice:
            raise Refused(Objection("intake.asked_already", Weight.REFUSE, {"title": asked.title}))
        ready = rules.ready(
            asked.number, None, from_iso2709(bytes(asked.iso2709)), queries.settings_of(actor, job.params)
        )
        if choice != rules.KEEP:
            _take(actor, asked, ready, choice, now)
        asked.choice, asked.decided_at = choice, now
        asked.save(update_fields=["choice", "decided_at", "made_record", "items_in", "without_number"])
        record_act(
            actor, "intake.decide_asked", about=("record", asked.record_id), at=now,
            facts={"job": asked.job_id, "number": asked.number, "choice": choice},
        )  # fmt: skip
    return asked


def _take(actor: Actor, asked: AskedRecord, ready: rules.Ready, choice: str, now: datetime) -> None:
    assert ready.extract is not None  # it was readable when it was set aside, and is kept as it was
    numbers = [item.number for item in ready.items if item.number]
    taken = {number: title for number, (_, title) in inventory_queries.titles_of_numbers(numbers).items()}
    stands = [each for each in ready.said if each.weight is Weight.REFUSE]
    stands += rules.number_objections(numbers, taken=taken, earlier={}, number_of_record=asked.number)
    if stands:
        raise Refused(*stands)
    record_id = asked.record_id
    if choice == NEW:
        held = [{(item.site_id, item.place_id) for item in ready.items}]
        source = f"job:{asked.job_id}"
        [record_id] = catalogue.add_extracts(actor, extracts=[ready.extract], now=now, source=source, held=held)
        asked.made_record = record_id
    elif choice == rules.REPLACE:
        replace(actor, record_id, ready.extract.iso2709, asked.job_id, now)
    if rows := new_items(record_id, ready):
        inventory.add_items(actor, rows=rows, now=now, job_id=asked.job_id)
    asked.items_in, asked.without_number = len(rows), sum(1 for row in rows if not row.numbers)
