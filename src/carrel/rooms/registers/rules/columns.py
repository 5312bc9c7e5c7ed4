"""The columns of each register: our name for them, what a file cannot do without, and what else they are called."""

from collections.abc import Mapping

from carrel.cellar.tables.mapping import Column

ITEMS, LOANS, HOLDS, CHARGES = "items", "loans", "holds", "charges"
KINDS = (ITEMS, LOANS, HOLDS, CHARGES)

_BARCODE = Column(
    "barcode",
    needed=True,
    other_names=("item barcode", "copy barcode", "accession number", "asset tag", "código de barras"),
)
_PERSON = Column(
    "person_number",
    needed=True,
    other_names=(
        "card number", "library card", "patron barcode", "patron id", "student id", "student number", "borrower number",
        "district id", "patron", "número de estudiante",
    ),
)  # fmt: skip

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    ITEMS: (
        _BARCODE,
        Column(
            "title", other_names=("title proper", "name", "item name", "model", "model name", "asset name", "título")
        ),
        Column("subtitle"),
        Column("author", other_names=("creator", "main author", "autor")),
        Column("isbn", other_names=("isbn 13", "isbn13", "isbn 10")),
        Column("record_number", other_names=("record id", "bib id", "bib number", "title id", "control number")),
        Column("publisher", other_names=("manufacturer", "editorial")),
        Column("year", other_names=("publication year", "copyright", "copyright date", "año")),
        Column("format", other_names=("material type", "media type")),
        Column("call_number", other_names=("call no", "shelf mark", "signatura")),
        Column("call_number_scheme", other_names=("classification", "class scheme")),
        Column("site", other_names=("school", "library", "branch", "home library", "owning library", "site name")),
        Column("place", other_names=("location", "shelving location", "sublocation", "room", "ubicación")),
        Column("item_type", other_names=("circulation type", "type", "category", "loan type", "tipo")),
        Column(
            "price",
            other_names=("replacement price", "purchase price", "purchase cost", "cost", "replacement cost", "precio"),
        ),
        Column("fund", other_names=("funding source", "budget")),
        Column(
            "acquired_on", other_names=("date acquired", "acquired", "accession date", "purchase date", "purchased")
        ),
        Column("copy_number", other_names=("copy", "copy no")),
        Column("volume", other_names=("enumeration", "vol")),
        Column("condition", other_names=("condición",)),
        Column("note", other_names=("notes", "copy notes", "public note", "nota")),
        Column("state", other_names=("status", "copy status", "item status", "estado")),
        Column("state_number"),
        Column("lost_flag", other_names=("lost",)),
        Column("withdrawn_flag", other_names=("withdrawn", "weeded")),
        Column("damaged_flag"),
        Column("asset_tag", other_names=("district identifier", "inventory number")),
        Column("serial_number", other_names=("serial", "serial no")),
        Column("old_number", other_names=("former barcode", "old barcode", "alternate barcode")),
    ),
    LOANS: (
        _PERSON,
        _BARCODE,
        Column("due", needed=True, other_names=("due date", "date due", "due on", "due at", "vence")),
        Column("lent", other_names=("checkout date", "date checked out", "checked out", "lent on", "loan date")),
        Column("returned", other_names=("return date", "date returned", "checkin date", "returned on")),
        Column("renewals", other_names=("renewal count", "times renewed", "renewed")),
        Column("fine", other_names=("fine amount", "fine owed", "amount owed", "accrued fine")),
        Column("fine_text", other_names=("fine description", "fine note")),
    ),
    HOLDS: (
        _PERSON,
        Column(
            "record_number",
            other_names=("record id", "bib id", "bib number", "title id", "control number", "biblionumber"),
        ),
        Column("isbn", other_names=("isbn 13", "isbn13", "isbn 10")),
        Column("barcode", other_names=("item barcode", "copy barcode", "asset tag", "código de barras")),
        Column("item_level", other_names=("this copy only", "item level hold", "copy hold")),
        Column("hold_type", other_names=("type of hold", "type")),
        Column("placed", other_names=("date placed", "placed on", "request date", "date requested", "hold date")),
        Column("position", other_names=("place in queue", "queue position", "priority", "hold priority")),
        Column("pickup", other_names=("pickup site", "pickup location", "pickup library", "site", "school")),
        Column("expires", other_names=("expiration date", "expires on", "hold expiration date", "wanted until")),
        Column("frozen", other_names=("suspended",)),
        Column("frozen_until", other_names=("suspended until", "suspend until", "thaw date")),
        Column("front", other_names=("put to the front",)),
        Column("state", other_names=("status", "hold status", "estado")),
        Column("captured", other_names=("capture date",)),
        Column("shelved", other_names=("on the shelf since", "ready on", "ready date")),
        Column("caught_barcode", other_names=("captured barcode", "current barcode")),
        Column("shelf_until", other_names=("on the shelf until", "pickup by")),
        Column("filled", other_names=("fulfilled on", "filled on")),
        Column("ended", other_names=("cancelled on", "cancel date")),
        Column("note", other_names=("notes", "hold note", "nota")),
    ),
    CHARGES: (
        _PERSON,
        Column("left", needed=True, other_names=("amount outstanding", "outstanding", "amount due", "balance", "owed")),
        Column("amount", other_names=("original amount", "amount charged", "fine amount", "total", "assessed")),
        Column("kind", other_names=("type", "fine type", "charge type", "category", "reason code")),
        Column("text", other_names=("description", "reason", "note", "notes")),
        Column("charged_on", other_names=("date", "date assessed", "assessed on", "created on", "charge date")),
        Column("barcode", other_names=("item barcode", "copy barcode", "item")),
        Column("title", other_names=("item title",)),
        Column("number", other_names=("id", "charge id", "fine id", "line")),
    ),
}  # fmt: skip
"""What can be mapped, by kind of register. The order is that of the page."""

DAYS: Mapping[str, tuple[str, ...]] = {
    ITEMS: ("acquired_on",),
    LOANS: ("lent", "due", "returned"),
    HOLDS: ("placed", "expires", "frozen_until", "shelf_until"),
    CHARGES: ("charged_on",),
}
"""The columns that hold days or moments: from all of them together is told in which order a file writes a day."""
