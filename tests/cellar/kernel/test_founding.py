"""An empty database gets its tables from the models of now, and they are those its whole history makes."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import ConnectionHandler, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from carrel.config.environment import database_from

pytestmark = pytest.mark.django_db(transaction=True)

POSTGRESQL = {
    "columns": "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default,"
    " collation_name, is_identity, generation_expression FROM information_schema.columns WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "extensions": "SELECT extname FROM pg_extension",
    "texts": "SELECT cfgname FROM pg_ts_config WHERE cfgnamespace = 'public'::regnamespace",
}

# The cache's table is made by another command; this key of Django's own is wider by its history than by its model.
LEFT_OUT = re.compile("django_cache|'auth_group_permissions', 'id'")


def parts_of(statement: str) -> list[str]:
    """The columns and constraints of a CREATE TABLE by name: history appends its columns at the end."""
    body, parts, depth = statement[statement.index("(") + 1 : statement.rindex(")")], [""], 0
    for letter in body:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return sorted(part.strip() for part in parts)


def shape(of: BaseDatabaseWrapper) -> dict[str, list[str]]:
    """All that a database is made of, less the order of its columns."""
    with of.cursor() as cursor:
        if of.vendor == "postgresql":
            found = {}
            for name, question in POSTGRESQL.items():
                cursor.execute(question)
                found[name] = sorted(row for row in map(repr, cursor.fetchall()) if not LEFT_OUT.search(row))
            return found
        cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {
            f"{kind} {name}": parts_of(sql) if sql.startswith("CREATE TABLE") else [sql]
            for kind, name, sql in cursor.fetchall()
            if not LEFT_OUT.search(name)
        }


@pytest.fixture
def by_history(tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """A second database, made by going through every migration there is."""
    url = os.environ.get("DATABASE_URL", "")
    name = f"history_{os.getpid()}"
    if connection.vendor == "postgresql":
        url = urlsplit(url)._replace(path=f"/{name}").geturl()
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    environment = {
        **os.environ, "CARREL_VAR": str(tmp_path), "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "carrel.config.settings",
    }  # fmt: skip
    command = [sys.executable, "-m", "django", "migrate", "--by-history", "--verbosity=0", "--skip-checks"]
    subprocess.run(command, env=environment, check=True)
    other = ConnectionHandler({"default": database_from(url, tmp_path)})["default"]
    yield other
    other.close()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')


@pytest.mark.slow
def test_it_is_what_the_history_makes(by_history: BaseDatabaseWrapper) -> None:
    ours, theirs = shape(connection), shape(by_history)
    for part in ours.keys() | theirs.keys():
        assert set(ours.get(part, ())) ^ set(theirs.get(part, ())) == set(), part
    assert MigrationRecorder(connection).applied_migrations().keys() == (
        MigrationRecorder(by_history).applied_migrations().keys()
    )


def test_a_database_with_a_past_goes_on_by_history(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("migrate", verbosity=1)
    assert "No migrations to apply" in capsys.readouterr().out


def test_who_asks_for_less_than_the_tables_does_not_get_them(tmp_path: Path) -> None:
    environment = {
        **os.environ, "CARREL_VAR": str(tmp_path), "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "carrel.config.settings",
    }  # fmt: skip
    command = [sys.executable, "-m", "django", "migrate", "--skip-checks", "--verbosity=0"]
    asked = subprocess.run([*command, "--check"], env=environment, check=False)
    assert asked.returncode == 1, "there is everything to be applied"
    other = ConnectionHandler({"default": database_from("", tmp_path)})["default"]
    assert not other.introspection.table_names()
    other.close()
