"""The fields of a kind on the pages of items: which follow the kind that is chosen, and what an item has in them."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from carrel.doors.web.items import shown
from carrel.rooms.inventory import queries, rules
from carrel.rooms.inventory.rules import FieldRule


@dataclass(frozen=True, slots=True)
class OwnShown:
    """A value as the item's page shows it; `is_code` for a number that finds the item, `is_long` for several lines."""

    label: str
    text: str
    is_code: bool = False
    is_long: bool = False


def asked_kind(request: HttpRequest) -> dict[str, object]:
    """`?item_type=` and what stands in the fields already: a page asked for anew with another kind chosen."""
    found: dict[str, object] = {
        name: value[:4_000] for name, value in request.GET.items() if name.startswith("own_") and isinstance(value, str)
    }
    kind = request.GET.get("item_type", "")
    return found | ({"item_type": int(kind)} if kind.isascii() and kind.isdigit() and len(kind) < 10 else {})


def own_shown(item_id: int, item_type_id: int) -> list[OwnShown]:
    """What an item has in the fields of its kind, in their order; fields without a value are left out."""
    texts = queries.texts_of(item_id)
    fields = queries.fields_of(item_type_id) if texts else ()
    return [
        OwnShown(field.label, value_words(field, texts[field.field_id]), field.is_number, field.kind == rules.LONG_TEXT)
        for field in fields
        if field.field_id in texts
    ]


def value_words(field: FieldRule, text: str, currency: str = "") -> str:
    """A value as readers of this language read it."""
    if field.kind == rules.MONEY:
        return shown.amount_words(text, currency)
    if field.kind == rules.YES_NO:
        return _("Yes") if text == rules.YES else _("No")
    return text
