"""Foreign headers find our columns: by the system that made the file, else by name, none twice."""

from carrel.cellar.tables.mapping import Column, Preset, best_preset, guess, mapped, missing, squeezed
from carrel.cellar.tables.reading import read_table

COLUMNS = (
    Column("barcode", needed=True, other_names=("item number", "copy barcode")),
    Column("title", needed=True),
    Column("call_number", other_names=("shelfmark",)),
)
KOHA = Preset("koha", "Koha", {"barcode": "items.barcode", "title": "biblio.title", "call_number": "itemcallnumber"})
SNIPE = Preset("snipe", "Snipe-IT", {"barcode": "Asset Tag", "title": "Item Name"})


def test_headers_are_compared_without_case_marks_and_signs() -> None:
    assert squeezed(" Call_Number ") == squeezed("call.number") == squeezed("CALL NUMBER") == "callnumber"
    assert squeezed("Número") == "numero"


def test_the_preset_that_fits_best_wins_then_names() -> None:
    headers = ["ITEMS_BARCODE", "Biblio Title", "Shelfmark", "Asset Tag"]
    assert best_preset(headers, (SNIPE, KOHA)) is KOHA
    assert guess(headers, COLUMNS, (SNIPE, KOHA)) == {
        "barcode": "ITEMS_BARCODE",
        "title": "Biblio Title",
        "call_number": "Shelfmark",
    }


def test_one_column_alone_names_no_system() -> None:
    assert best_preset(["Asset Tag", "Titel"], (SNIPE, KOHA)) is None
    assert best_preset([], ()) is None


def test_a_system_with_headers_of_its_own_needs_one_of_them() -> None:
    own = Preset("koha", "Koha", {"barcode": "barcode", "title": "title", "call_number": "itemcallnumber"}, ("itype",))
    assert best_preset(["Barcode", "Title"], (own,)) is None
    assert best_preset(["Barcode", "Title", "IType"], (own,)) is own


def test_an_own_name_comes_before_another_name_and_no_header_is_used_twice() -> None:
    columns = (Column("number", other_names=("barcode",)), Column("barcode", needed=True))
    assert guess(["Barcode"], columns) == {"barcode": "Barcode"}
    assert guess(["Barcode", "", "Number"], columns) == {"number": "Number", "barcode": "Barcode"}


def test_what_is_needed_and_missing_is_named() -> None:
    assert missing(guess(["Title"], COLUMNS), COLUMNS) == ("barcode",)
    assert missing({"barcode": "", "title": "T"}, COLUMNS) == ("barcode",)
    assert missing(guess(["Barcode", "title"], COLUMNS), COLUMNS) == ()


def test_rows_are_handed_on_under_our_names() -> None:
    table = read_table(b"Copy Barcode;Title;Note\n00123;Holes;x\n", name="items.csv")
    mapping = guess(table.heads, COLUMNS)
    assert [mapped(row.cells, mapping) for row in table.rows] == [{"barcode": "00123", "title": "Holes"}]
    assert mapped({"Copy Barcode": "1"}, {"barcode": "Copy Barcode", "title": "Gone"}) == {"barcode": "1", "title": ""}
