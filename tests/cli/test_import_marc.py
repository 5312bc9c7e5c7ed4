"""`carrel import-marc` at the command line."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from carrel.rooms.inventory.models import Item
from tests import makers
from tests.rooms.intake.marc_files import book, copy, iso2709

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(tmp_path: Path) -> Path:
    makers.make_site(code="ACM")
    makers.make_item_type("book")
    path = tmp_path / "order.mrc"
    path.write_bytes(iso2709(book("Holes", "", copy("A1", site="ELSEWHERE")), book("Twice", "", copy("A1"))))
    return path


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("import_marc", *arguments, stdout=out)
    return out.getvalue()


def test_look_then_import(order: Path) -> None:
    said = run(str(order), "--dry-run")
    assert "2 records read: 1 new records, 1 refused, 1 items." in said
    assert "Nothing came in" in said
    assert not Item.objects.exists()
    said = run(str(order), "--site", "acm", "--type", "BOOK")
    assert "Record 2 Twice: Barcode A1 came before, with record 1 of this file." in said
    assert "Not known here, sites: ELSEWHERE (1 copies)" in said
    assert Item.objects.get().barcode == "A1"


def test_what_is_missing_is_asked_for(order: Path, tmp_path: Path) -> None:
    makers.make_site(code="BIR")
    makers.make_item_type("kit")
    for arguments, said in (
        ([str(order)], "--site"),
        ([str(order), "--site", "XX"], "Known: ACM, BIR"),
        ([str(order), "--site", "ACM"], "--type"),
        ([str(order), "--site", "ACM", "--type", "cat"], "Known: book, kit"),
        ([str(tmp_path / "no.mrc"), "--site", "ACM", "--type", "book"], "cannot be read"),
    ):
        with pytest.raises(CommandError, match=said):
            run(*arguments)
    odd = tmp_path / "odd.mrc"
    odd.write_bytes(b"\x00\x01")
    with pytest.raises(CommandError, match="holds no MARC records"):
        run(str(odd), "--site", "ACM", "--type", "book")
