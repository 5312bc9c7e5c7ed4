"""How known systems head their exports. Where each list comes from is said in docs/rules/registers.md."""

from collections.abc import Mapping

from carrel.cellar.tables.mapping import Preset
from carrel.rooms.registers.rules.columns import CHARGES, HOLDS, ITEMS, LOANS

KOHA, DESTINY, ALEXANDRIA, SNIPE_IT, EVERGREEN = "koha", "destiny", "alexandria", "snipe_it", "evergreen"
SYSTEMS: Mapping[str, str] = {
    KOHA: "Koha",
    DESTINY: "Destiny",
    ALEXANDRIA: "Alexandria",
    SNIPE_IT: "Snipe-IT",
    EVERGREEN: "Evergreen",
}

_ITEMS: Mapping[str, Mapping[str, str]] = {
    KOHA: {
        "barcode": "barcode", "title": "title", "subtitle": "subtitle", "author": "author", "isbn": "isbn",
        "record_number": "biblionumber", "publisher": "publishercode", "year": "copyrightdate",
        "call_number": "itemcallnumber", "call_number_scheme": "cn_source", "site": "homebranch", "place": "location",
        "item_type": "itype", "price": "replacementprice", "acquired_on": "dateaccessioned",
        "copy_number": "copynumber", "volume": "enumchron", "note": "itemnotes", "lost_flag": "itemlost",
        "withdrawn_flag": "withdrawn", "damaged_flag": "damaged",
    },
    DESTINY: {
        "barcode": "Copy Barcode", "title": "Title", "author": "Author", "isbn": "ISBN", "call_number": "Call Number",
        "site": "Site Short Name", "place": "Sublocation", "item_type": "Circulation Type", "price": "Purchase Price",
        "fund": "Funding Source", "acquired_on": "Date Acquired", "copy_number": "Copy Number",
        "condition": "Condition", "state": "Status", "asset_tag": "District Identifier",
        "serial_number": "Serial Number", "note": "Notes",
    },
    ALEXANDRIA: {
        "barcode": "Copy Barcode", "title": "Title", "author": "Author", "isbn": "ISBN",
        "call_number": "Copy Call Number", "site": "Copy Site", "place": "Copy Location", "item_type": "Copy Policy",
        "price": "Copy Purchase Cost", "acquired_on": "Copy Accession Date", "condition": "Copy Condition",
        "state": "Copy Status", "fund": "Copy Funding Source", "volume": "Copy Volume", "note": "Copy Notes",
    },
    SNIPE_IT: {
        "barcode": "Asset Tag", "title": "Model", "publisher": "Manufacturer", "site": "Company",
        "place": "Default Location", "item_type": "Category", "price": "Cost", "acquired_on": "Purchased",
        "serial_number": "Serial", "state": "Status", "note": "Notes", "record_number": "Model No.",
    },
    EVERGREEN: {
        "barcode": "barcode", "record_number": "bib_id", "call_number": "call_number",
        "call_number_scheme": "label_class", "site": "circ_lib", "place": "location", "item_type": "circ_modifier",
        "price": "price", "state_number": "status", "copy_number": "copy_number", "acquired_on": "create_date",
    },
}  # fmt: skip

_LOANS: Mapping[str, Mapping[str, str]] = {
    KOHA: {
        "person_number": "cardnumber", "barcode": "barcode", "lent": "issuedate", "due": "date_due",
        "returned": "returndate", "renewals": "renewals_count",
    },
    DESTINY: {
        "person_number": "Patron Barcode", "barcode": "Copy Barcode", "lent": "Date Checked Out", "due": "Date Due",
        "fine": "Fine Amount",
    },
    ALEXANDRIA: {
        "person_number": "Patron Barcode", "barcode": "Copy Barcode", "lent": "Out Date", "due": "Due Date",
        "fine": "Fine Amount",
    },
    SNIPE_IT: {
        "person_number": "Employee No.", "barcode": "Asset Tag", "lent": "Checkout Date",
        "due": "Expected Checkin Date",
    },
    EVERGREEN: {
        "person_number": "usr", "barcode": "barcode", "lent": "xact_start", "due": "due_date",
        "returned": "checkin_time",
    },
}  # fmt: skip

_HOLDS: Mapping[str, Mapping[str, str]] = {
    KOHA: {
        "person_number": "cardnumber", "record_number": "biblionumber", "barcode": "barcode",
        "item_level": "item_level_hold", "placed": "reservedate", "position": "priority", "pickup": "branchcode",
        "expires": "expirationdate", "frozen": "suspend", "frozen_until": "suspend_until", "state": "found",
        "ended": "cancellationdate", "note": "reservenotes",
    },
    DESTINY: {
        "person_number": "Patron Barcode", "barcode": "Copy Barcode", "isbn": "ISBN", "placed": "Request Date",
        "position": "Priority", "pickup": "Site Short Name", "expires": "Expiration Date", "state": "Status",
    },
    ALEXANDRIA: {
        "person_number": "Patron Barcode", "barcode": "Copy Barcode", "isbn": "ISBN", "placed": "Hold Date",
        "pickup": "Pickup Site", "expires": "Expiration Date", "state": "Hold Status", "note": "Hold Notes",
    },
    EVERGREEN: {
        "person_number": "usr", "record_number": "target", "barcode": "barcode", "hold_type": "hold_type",
        "placed": "request_time", "pickup": "pickup_lib", "expires": "expire_time", "frozen": "frozen",
        "frozen_until": "thaw_date", "front": "cut_in_line", "captured": "capture_time", "shelved": "shelf_time",
        "shelf_until": "shelf_expire_time", "filled": "fulfillment_time", "ended": "cancel_time",
    },
}  # fmt: skip

_CHARGES: Mapping[str, Mapping[str, str]] = {
    KOHA: {
        "person_number": "cardnumber", "amount": "amount", "left": "amountoutstanding", "kind": "debit_type_code",
        "text": "description", "charged_on": "date", "barcode": "barcode", "title": "title",
        "number": "accountlines_id",
    },
    DESTINY: {
        "person_number": "Patron Barcode", "left": "Amount Due", "amount": "Fine Amount", "kind": "Fine Type",
        "text": "Fine Description", "charged_on": "Date Created", "barcode": "Copy Barcode", "title": "Title",
    },
    ALEXANDRIA: {
        "person_number": "Patron Barcode", "left": "Balance", "amount": "Amount", "kind": "Type",
        "text": "Description", "charged_on": "Date", "barcode": "Copy Barcode", "title": "Title",
    },
    EVERGREEN: {
        "person_number": "usr", "left": "balance_owed", "amount": "total_owed", "kind": "last_billing_type",
        "text": "last_billing_note", "charged_on": "last_billing_ts", "number": "id",
    },
}  # fmt: skip

_PECULIAR: Mapping[str, tuple[str, ...]] = {
    KOHA: (
        "biblionumber", "itemnumber", "itemcallnumber", "homebranch", "holdingbranch", "itype", "replacementprice",
        "dateaccessioned", "publishercode", "copyrightdate", "cn_source", "enumchron", "itemnotes", "itemlost",
        "borrowernumber", "issuedate", "renewals_count", "reservedate", "item_level_hold", "branchcode", "reservenotes",
        "cancellationdate", "debit_type_code", "accountlines_id",
    ),
    DESTINY: (
        "Site Short Name", "Sublocation", "Circulation Type", "District Identifier", "Date Checked Out", "Fine Type",
        "Fine Description",
    ),
    ALEXANDRIA: (
        "Copy Call Number", "Copy Site", "Copy Location", "Copy Policy", "Copy Purchase Cost", "Copy Accession Date",
        "Copy Funding Source", "Copy Volume", "Out Date", "Hold Notes",
    ),
    SNIPE_IT: ("Asset Name", "Default Location", "Model No.", "Employee No.", "Expected Checkin Date"),
    EVERGREEN: (
        "circ_lib", "circ_modifier", "label_class", "copy_id", "usr", "xact_start", "checkin_time", "pickup_lib",
        "request_time", "cut_in_line", "thaw_date", "balance_owed", "total_owed", "last_billing_type",
    ),
}  # fmt: skip
"""Headings that no other system and no hand-made list is likely to have. Without one of them a file is nobody's, and
its columns are found by name: Evergreen's `status` holds numbers, where a list under "Status" says words."""

PRESETS: Mapping[str, tuple[Preset, ...]] = {
    kind: tuple(Preset(code, SYSTEMS[code], headers, _PECULIAR[code]) for code, headers in of_systems.items())
    for kind, of_systems in ((ITEMS, _ITEMS), (LOANS, _LOANS), (HOLDS, _HOLDS), (CHARGES, _CHARGES))
}
"""The presets by kind of register. Snipe-IT charges nothing, and its requests name no asset tag and no number."""
