"""`carrel export-marc` at the command line."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from carrel.cellar.marc import MarcRecord, holdings_of, read_marc
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def some_records() -> None:
    makers.make_item(makers.make_site(code="ACM"), record=makers.make_record("Holes"), barcode="31811000001")
    makers.make_record("Nobody has it")


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("export_marc", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["all.mrc", "all.xml", "all.json", "all.mrc.gz", "all.xml.gz"])
def test_the_form_is_told_from_the_name(tmp_path: Path, name: str) -> None:
    assert f"2 records in {tmp_path / name}." in run(str(tmp_path / name))
    found = [each for each in read_marc(tmp_path / name) if isinstance(each, MarcRecord)]
    assert [holding.barcode for each in found for holding in holdings_of(each)] == ["31811000001"]
    assert len(found) == 2
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_one_site_and_no_copies(tmp_path: Path) -> None:
    path = tmp_path / "records"
    assert "1 records" in run(str(path), "--form", "mrc", "--site", "acm", "--without-copies")
    [found] = read_marc(path)
    assert isinstance(found, MarcRecord)
    assert holdings_of(found) == ()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(["a.doc"], "--form"), (["a.mrc", "--site", "NOWHERE"], "Known: ACM"), (["none/a.mrc"], "cannot be written")],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, arguments: list[str], word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=word):
        run(*arguments)
    assert list(tmp_path.iterdir()) == []
