from pathlib import Path

import pytest

from carrel.cli import serving


def options(*words: str, **environ: str):  # type: ignore[no-untyped-def]  # argparse's own type says nothing
    return serving.parser(environ).parse_args(words)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8"])
def test_this_computer_needs_no_certificate(host: str) -> None:
    serving.check(options("--host", host), {})


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.20", "library.school.example"])
def test_an_open_address_without_https_is_not_served_and_says_what_to_do(host: str) -> None:
    with pytest.raises(serving.CannotServe, match=r"--cert .*--key") as refusal:
        serving.check(options("--host", host), {})
    assert host in str(refusal.value)
    assert "CARREL_BEHIND_PROXY=" in str(refusal.value)


def test_the_environment_names_host_and_port() -> None:
    chosen = options(HOST="0.0.0.0", PORT="9000")
    assert (chosen.host, chosen.port) == ("0.0.0.0", 9000)
    with pytest.raises(serving.CannotServe):
        serving.check(chosen, {})


def test_a_certificate_with_its_key_opens_an_address(tmp_path: Path) -> None:
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    cert.touch(), key.touch()
    chosen = options("--host", "0.0.0.0", "--cert", str(cert), "--key", str(key))
    serving.check(chosen, {})
    assert serving.environment(chosen, {})["CARREL_TLS"] == "1"
    assert "--ssl-certificate" in serving.command(chosen)


def test_half_a_pair_or_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(serving.CannotServe, match="both --cert and --key"):
        serving.check(options("--cert", str(tmp_path)), {})
    with pytest.raises(serving.CannotServe, match="There is no file"):
        serving.check(options("--cert", "/nowhere/a.pem", "--key", "/nowhere/b.pem"), {})


def test_a_named_proxy_opens_an_address_and_is_answered_by_its_name() -> None:
    environ = {"CARREL_BEHIND_PROXY": "library.school.example", "CARREL_HOSTS": "old.example"}
    chosen = options("--host", "10.0.0.5")
    serving.check(chosen, environ)
    told = serving.environment(chosen, environ)
    assert told["CARREL_HOSTS"].split(",") == ["old.example", "library.school.example", "10.0.0.5"]
    assert told["CARREL_TLS"] == "1"


def test_two_processes_answer_where_there_are_two_processors() -> None:
    assert serving.WORKERS in {1, 2}
    words = serving.command(options())
    assert words[words.index("--workers") + 1] == str(serving.WORKERS)
    serving.check(options("--workers", "3"), {})
