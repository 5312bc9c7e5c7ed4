import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from carrel.config.environment import address_from, database_from, gateway_from, mail_server_from, secret_key_in


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


def test_a_mail_server_from_the_environment() -> None:
    assert not mail_server_from({}).is_set
    plain = mail_server_from({"CARREL_SMTP_HOST": "mail.example", "CARREL_MAIL_FROM": "Library <lib@school.example>"})
    assert (plain.port, plain.tls, plain.is_set) == (587, "starttls", True)
    whole = {
        "CARREL_SMTP_HOST": "mail.example", "CARREL_MAIL_FROM": "lib@school.example", "CARREL_SMTP_TLS": "tls",
        "CARREL_SMTP_USER": "lib", "CARREL_SMTP_PASSWORD": "secret words",
    }  # fmt: skip
    server = mail_server_from(whole)
    assert (server.port, server.user, server.password) == (465, "lib", "secret words")
    assert "secret words" not in repr(server)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"CARREL_SMTP_TLS": "ssl"}, "CARREL_SMTP_TLS"),
        ({"CARREL_SMTP_PORT": "many"}, "CARREL_SMTP_PORT"),
        ({"CARREL_MAIL_FROM": "the library"}, "CARREL_MAIL_FROM"),
        ({"CARREL_SMTP_TLS": "none", "CARREL_SMTP_USER": "lib"}, "CARREL_SMTP_USER"),
    ],
)
def test_a_mail_server_that_cannot_be_is_named(more: dict[str, str], why: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=why):
        mail_server_from({"CARREL_SMTP_HOST": "mail.example", "CARREL_MAIL_FROM": "lib@school.example"} | more)


def test_the_address_people_use() -> None:
    assert address_from({}) == ""
    assert address_from({"CARREL_ADDRESS": " https://library.school.example/ "}) == "https://library.school.example"
    assert address_from({"CARREL_ADDRESS": "http://library:8000"}) == "http://library:8000"


@pytest.mark.parametrize("wrong", ["library.school.example", "ftp://library", "https:///", "https://library/carrel"])
def test_an_address_that_cannot_be_is_named(wrong: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="CARREL_ADDRESS"):
        address_from({"CARREL_ADDRESS": wrong})
    with pytest.raises(ImproperlyConfigured, match="CARREL_TLS"):
        address_from({"CARREL_ADDRESS": "http://library", "CARREL_TLS": "1"})


def test_a_gateway_from_the_environment() -> None:
    assert not gateway_from({}).is_set
    assert gateway_from({"CARREL_SMS_URL": "http://127.0.0.1:9/x", "CARREL_SMS_SECRET": "s"}).is_set
    for url, secret, why in (("http://sms.example", "s", "https"), ("https://sms.example", "", "CARREL_SMS_SECRET")):
        with pytest.raises(ImproperlyConfigured, match=why):
            gateway_from({"CARREL_SMS_URL": url, "CARREL_SMS_SECRET": secret})
