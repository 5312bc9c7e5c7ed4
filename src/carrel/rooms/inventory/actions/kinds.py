"""The fields of kinds are defined, changed, put in order, put away and brought back."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.inventory import queries, rules
from carrel.rooms.inventory.models import ItemField, ItemType, ItemValue
from carrel.rooms.inventory.phrases import FIELD_WORDS
from carrel.rooms.inventory.rules import FieldFacts


def add_item_field(actor: Actor, *, item_type_id: int, facts: FieldFacts, now: datetime) -> int:
    """Define one more field of a kind, behind those it has; returns its key.

    Raises Refused inventory.no_such_kind and what rules.field_objections name. Inverse: remove_item_field.
    """
    require(actor, "inventory.add_item_field")
    with writing():
        kind = _kind(item_type_id)
        _must_fit(kind, facts)
        return _stored(actor, kind, facts, now)


def add_usual_fields(actor: Actor, *, item_type_id: int, which: str, now: datetime) -> int:
    """Define the usual fields of a set (rules.USUAL_FIELDS) that the kind does not have yet; returns how many.

    Labels are written in the language of whoever asks. Raises Refused inventory.no_such_kind.
    Inverse: remove_item_field.
    """
    require(actor, "inventory.add_usual_fields")
    if which not in rules.USUAL_FIELDS:
        raise ValueError(f"There is no set of usual fields called {which}.")
    with writing():
        kind = _kind(item_type_id)
        added = 0
        for usual in rules.USUAL_FIELDS[which]:
            facts = FieldFacts(
                str(FIELD_WORDS[usual.code]), usual.code, usual.kind, is_number=usual.is_number,
                is_listed=usual.is_listed,
            )  # fmt: skip
            if rules.field_objections(facts, kind_name=kind.name, near=queries.fields_near(kind.pk)):
                continue
            _stored(actor, kind, facts, now)
            added += 1
    return added


def change_item_field(actor: Actor, *, field_id: int, facts: FieldFacts, now: datetime) -> None:
    """Change what is said of a field; its code stays, because files are mapped by it.

    Raises Refused inventory.no_such_field and what rules.field_objections name. Inverse: change_item_field, with the
    facts of before, which the audit entry holds.
    """
    require(actor, "inventory.change_item_field")
    with writing():
        field = _field(field_id)
        values = ItemValue.objects.filter(field_id=field_id)
        used = values.order_by().values_list("text", flat=True).distinct() if field.kind == rules.CHOICE else ()
        facts = FieldFacts(
            facts.label, field.code, facts.kind, facts.choices, facts.is_required, facts.is_number, facts.help,
            facts.is_listed,
        )  # fmt: skip
        _must_fit(field.item_type, facts, field=field, value_count=values.count(), used=list(used))
        columns = _columns(facts)
        before = {name: getattr(field, name) for name, value in columns.items() if getattr(field, name) != value}
        ItemField.objects.filter(pk=field_id).update(**columns)
        record_act(
            actor, "inventory.change_item_field", about=("item_type", field.item_type_id), at=now,
            facts={"field": field.code, "before": before},
        )  # fmt: skip


def move_item_field(actor: Actor, *, field_id: int, up: bool, now: datetime) -> None:
    """Let a field change places with the one above or below it; nothing happens at either end.

    Raises Refused inventory.no_such_field. Inverse: move_item_field, the other way.
    """
    require(actor, "inventory.move_item_field")
    with writing():
        field = _field(field_id)
        order = list(ItemField.objects.filter(item_type_id=field.item_type_id, is_away=False))
        at = next((place for place, each in enumerate(order) if each.pk == field_id), None)
        other = None if at is None else at + (-1 if up else 1)
        if at is None or other is None or not 0 <= other < len(order):
            return
        order[at], order[other] = order[other], order[at]
        for sort, each in enumerate(order, start=1):
            ItemField.objects.filter(pk=each.pk).exclude(sort=sort).update(sort=sort)
        record_act(
            actor, "inventory.move_item_field", about=("item_type", field.item_type_id), at=now,
            facts={"field": field.code, "up": up},
        )  # fmt: skip


def remove_item_field(actor: Actor, *, field_id: int, now: datetime) -> bool:
    """Take a field away; one that has values is put away with them instead. Returns whether it was put away.

    Raises Refused inventory.no_such_field. Inverse: bring_back_item_field; a field without values is added again.
    """
    require(actor, "inventory.remove_item_field")
    with writing():
        field = _field(field_id)
        kept = ItemValue.objects.filter(field_id=field_id).exists()
        if kept:
            ItemField.objects.filter(pk=field_id).update(is_away=True)
        else:
            field.delete()
        record_act(
            actor, "inventory.remove_item_field", about=("item_type", field.item_type_id), at=now,
            facts={"field": field.code, "label": field.label, "kept": kept},
        )  # fmt: skip
    return kept


def bring_back_item_field(actor: Actor, *, field_id: int, now: datetime) -> None:
    """Let a field that was put away show again, with its values. Raises Refused inventory.no_such_field.

    Inverse: remove_item_field.
    """
    require(actor, "inventory.bring_back_item_field")
    with writing():
        field = _field(field_id)
        ItemField.objects.filter(pk=field_id).update(is_away=False)
        record_act(
            actor, "inventory.bring_back_item_field", about=("item_type", field.item_type_id), at=now,
            facts={"field": field.code},
        )  # fmt: skip


def _kind(item_type_id: int) -> ItemType:
    kind = ItemType.objects.select_for_update().filter(pk=item_type_id).first()
    if kind is None:
        raise Refused(Objection("inventory.no_such_kind", Weight.REFUSE, {}))
    return kind


def _field(field_id: int) -> ItemField:
    field = ItemField.objects.select_for_update(of=("self",)).select_related("item_type").filter(pk=field_id).first()
    if field is None:
        raise Refused(Objection("inventory.no_such_field", Weight.REFUSE, {}))
    return field


def _must_fit(
    kind: ItemType,
    facts: FieldFacts,
    *,
    field: ItemField | None = None,
    value_count: int = 0,
    used: Collection[str] = (),
) -> None:
    found = rules.field_objections(
        facts,
        kind_name=kind.name,
        near=queries.fields_near(kind.pk, but=field.pk if field else None),
        value_count=value_count,
        used=used,
        was=queries.field_rule(field) if field else None,
    )
    if found:
        raise Refused(*found)


def _columns(facts: FieldFacts) -> dict[str, object]:
    return {
        "label": squeeze(facts.label, rules.FIELD_LABEL_LENGTH),
        "kind": facts.kind,
        "choices": "\n".join(facts.choices) if facts.kind == rules.CHOICE else "",
        "is_required": facts.is_required,
        "is_number": facts.is_number,
        "help": squeeze(facts.help, 200),
        "is_listed": facts.is_listed,
    }


def _stored(actor: Actor, kind: ItemType, facts: FieldFacts, now: datetime) -> int:
    last = ItemField.objects.filter(item_type=kind).order_by("-sort").values_list(F("sort") + 1, flat=True).first()
    field = ItemField.objects.create(item_type=kind, code=facts.named(), sort=last or 1, **_columns(facts))
    record_act(
        actor, "inventory.add_item_field", about=("item_type", kind.pk), at=now,
        facts={"field": field.code, "label": field.label},
    )  # fmt: skip
    return int(field.pk)
