import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from carrel.config.environment import database_from, secret_key_in


def test_without_an_address_the_database_is_a_file_in_the_folder(tmp_path: Path) -> None:
    found = database_from("", tmp_path)
    assert found["ENGINE"] == "carrel.cellar.kernel.sqlite"
    assert found["NAME"] == str(tmp_path / "carrel.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]


def test_a_postgresql_address_is_taken_apart(tmp_path: Path) -> None:
    found = database_from("postgresql://li%40b:s%2Fecret@127.0.0.1:5433/carrel", tmp_path)
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "li@b", "s/ecret", "127.0.0.1", "5433", "carrel",
    )  # fmt: skip


@pytest.mark.parametrize("url", ["mysql://x/y", "carrel.sqlite3", "http://example.org"])
def test_an_address_of_another_kind_is_named(url: str, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="Carrel knows postgresql: and sqlite:"):
        database_from(url, tmp_path)


def test_the_secret_key_is_made_once_and_is_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    key = secret_key_in(folder)
    assert len(key) >= 50
    assert secret_key_in(folder) == key
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
