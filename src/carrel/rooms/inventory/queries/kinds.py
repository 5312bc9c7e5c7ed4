"""Questions about kinds: which fields they have, from above too, and what items have in them."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Count, Q, QuerySet

from carrel.cellar.kernel.bulk import in_steps
from carrel.rooms.inventory import rules
from carrel.rooms.inventory.models import ItemField, ItemType, ItemValue
from carrel.rooms.inventory.rules import FieldRule
from carrel.rooms.schools.queries import district


def parents_of_kinds() -> dict[int, int | None]:
    """Which kind each kind is part of."""
    return dict(ItemType.objects.order_by().values_list("pk", "parent_id"))


def with_those_below(item_type_ids: Collection[int]) -> frozenset[int]:
    """These kinds and all that are part of one of them."""
    return rules.kinds_below(item_type_ids, parents_of_kinds()) if item_type_ids else frozenset()


def fields_by_kind() -> dict[int, tuple[FieldRule, ...]]:
    """The fields in use of every kind, those it has from above first; two queries."""
    own: dict[int, list[FieldRule]] = {}
    for field in ItemField.objects.filter(is_away=False):
        own.setdefault(field.item_type_id, []).append(field_rule(field))
    parents = parents_of_kinds()
    return {
        kind: tuple(each for above in rules.chain_of(kind, parents) for each in own.get(above, ())) for kind in parents
    }


def fields_of(item_type_id: int | None) -> tuple[FieldRule, ...]:
    """The fields in use of one kind, those it has from above first."""
    return fields_by_kind().get(item_type_id, ()) if item_type_id is not None else ()


def field_rule(field: ItemField) -> FieldRule:
    """A stored field as values are judged by it."""
    return FieldRule(
        field.pk,
        field.item_type_id,
        field.code,
        field.label,
        field.kind,
        rules.choices_of(field.choices),
        field.is_required,
        field.is_number,
        field.help,
        field.is_listed,
    )


def field_facts(field: ItemField) -> rules.FieldFacts:
    """What is said of a stored field."""
    return rules.FieldFacts(
        field.label, field.code, field.kind, rules.choices_of(field.choices), field.is_required, field.is_number,
        field.help, field.is_listed,
    )  # fmt: skip


def fields_defined(item_type_id: int) -> QuerySet[ItemField]:
    """The fields this kind itself defines, in their order, with how many items have a value in each."""
    return ItemField.objects.filter(item_type_id=item_type_id).annotate(value_count=Count("values"))


def item_field(field_id: int) -> ItemField | None:
    """A field with its kind."""
    return ItemField.objects.select_related("item_type").filter(pk=field_id).first()


def item_type_by_id(item_type_id: int) -> ItemType | None:
    """A kind with what it is part of."""
    return ItemType.objects.select_related("parent").filter(pk=item_type_id).first()


def fields_near(item_type_id: int, *, but: int | None = None) -> list[tuple[str, str, str]]:
    """Code, label and kind of the fields that share a chain with this kind, in use or put away."""
    parents = parents_of_kinds()
    chain = set(rules.chain_of(item_type_id, parents)) | rules.kinds_below([item_type_id], parents)
    found = ItemField.objects.filter(item_type__in=chain)
    if but is not None:
        found = found.exclude(pk=but)
    return list(found.values_list("code", "label", "item_type__name"))


def values_of(item_id: int) -> dict[int, ItemValue]:
    """What an item has in fields, by field; of fields put away and of kinds it is no longer of, too."""
    return {value.field_id: value for value in ItemValue.objects.filter(item_id=item_id).select_related("field")}


def texts_of(item_id: int) -> dict[int, str]:
    """The texts an item has in fields, by field."""
    return dict(ItemValue.objects.filter(item_id=item_id).values_list("field_id", "text"))


def texts_of_items(item_ids: Sequence[int], field_ids: Iterable[int] | None = None) -> Mapping[int, dict[int, str]]:
    """Item → field → text, for these items and fields (None: all fields in use)."""
    wanted = Q(field__is_away=False) if field_ids is None else Q(field__in=list(field_ids))
    found: dict[int, dict[int, str]] = {}
    for some in in_steps(item_ids):
        rows = ItemValue.objects.filter(wanted, item__in=some).values_list("item_id", "field_id", "text")
        for item_id, field_id, text in rows:
            found.setdefault(item_id, {})[field_id] = text
    return found


def currency() -> str:
    """The currency amounts are in."""
    own = district()
    return own.currency if own else "USD"
