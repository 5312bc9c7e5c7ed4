"""Every sentence of the house is there in every language, whole, with the same placeholders."""

import importlib.util
from gettext import GNUTranslations
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "messages.py"


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    """The script that keeps the translations."""
    spec = importlib.util.spec_from_file_location("messages", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nothing_is_left_untranslated_and_no_placeholder_is_lost(messages: ModuleType) -> None:
    assert messages.faults() == [], (
        "Translate them in src/carrel/locale; `python scripts/messages.py update` puts them there."
    )


def test_a_sentence_of_python_and_one_of_a_template_are_found(messages: ModuleType) -> None:
    said = {message.id for message in messages.found()}
    assert "Today" in said
    assert "Is it you?" in said


def test_a_lost_placeholder_is_named(messages: ModuleType) -> None:
    catalog = messages.Catalog(locale="es")
    said = catalog.add("%(name)s is in", string="está")
    assert messages._other_placeholders(said, said) == "%(name)s"
    fine = catalog.add("%(name)s is out", string="%(name)s no está")
    assert messages._other_placeholders(fine, fine) == ""


def test_the_singular_may_leave_its_number_out(messages: ModuleType) -> None:
    catalog = messages.Catalog(locale="es")
    said = catalog.add(("%(n)s book", "%(n)s books"), string=("un libro", "%(n)s libros"))
    assert messages._other_placeholders(said, said) == ""


def test_a_compiled_file_speaks(messages: ModuleType, tmp_path: Path) -> None:
    path, catalog = next(iter(messages.catalogues()))
    assert path.parent.parent.name == "es"
    with (tmp_path / "django.mo").open("wb+") as file:
        messages.write_mo(file, catalog)
        file.seek(0)
        spoken = GNUTranslations(file)
    assert spoken.gettext("Overdue") == "Atrasado"
    assert spoken.ngettext("%(count)s overdue item", "%(count)s overdue items", 2) == "%(count)s ejemplares atrasados"
