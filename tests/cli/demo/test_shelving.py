"""The district owns 4,000 things with sound and different numbers, the same each time."""

from collections import Counter

from carrel.cellar.marc import MarcRecord, facts_of, from_iso2709, holdings_of, to_iso2709
from carrel.cli.demo.devices import asset_tags, device_count, device_records
from carrel.cli.demo.shelving import CLASS_SETS, ITEMS, Copy, card_number, item_barcode, luhn, stocked_records


def everything() -> list[tuple[MarcRecord, tuple[Copy, ...]]]:
    return [*stocked_records(device_count()), *device_records()]


def test_there_are_4000_and_the_barcodes_differ() -> None:
    copies = [copy for _, copies in everything() for copy in copies]
    assert len(copies) == ITEMS
    assert len({copy.barcode for copy in copies}) == ITEMS
    assert {copy.site for copy in copies} == {"BIR", "ACM", "CED"}


def test_it_is_the_same_each_time() -> None:
    first, second = (list(stocked_records(device_count())) for _ in range(2))
    assert [copies for _, copies in first] == [copies for _, copies in second]


def test_a_check_digit_is_the_one_printed_in_a_manual() -> None:
    assert luhn("3123400001006") == "31234000010064"
    assert luhn("2123400000001") == "21234000000018"


def test_numbers_tell_items_from_cards_and_schools_apart() -> None:
    assert item_barcode("ACM", 1).startswith("31811")
    assert card_number("ACM", 1).startswith("21811")
    assert len(item_barcode("BIR", 99_999_999)) == len(card_number("CED", 1)) == 14


def test_a_copy_survives_the_way_through_852() -> None:
    for record, copies in everything():
        sent = MarcRecord(record.leader, (*record.fields, *(copy.as_852() for copy in copies)))
        for copy, holding in zip(copies, holdings_of(from_iso2709(to_iso2709(sent))), strict=True):
            assert (holding.site, holding.place, holding.barcode) == (copy.site, copy.place, copy.barcode)
            assert (holding.price_minor, holding.item_type) == (copy.price_minor, copy.item_type)
            assert holding.scheme == ("ddc" if copy.is_dewey else "")


def test_class_sets_are_large_enough_for_a_class() -> None:
    owned = {facts_of(record).title: Counter(copy.site for copy in copies) for record, copies in everything()}
    codes = {"E": "BIR", "M": "ACM", "H": "CED"}
    for (title, level), count in CLASS_SETS.items():
        assert owned[title][codes[level]] >= count


def test_every_chromebook_has_a_charger_and_tags_differ() -> None:
    counts = Counter(copy.item_type for _, copies in device_records() for copy in copies)
    assert counts["CHROMEBOOK"] == counts["CHARGER"] == 240
    tags = list(asset_tags())
    assert len({tag.asset_tag for tag in tags}) == len({tag.serial for tag in tags}) == len(tags)
    assert tags[0].asset_tag == "AC-0001"
