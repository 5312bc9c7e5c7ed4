"""What every test gets: a folder of its own for files, the engine named in the header, the foreign data if there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.middleware import csrf
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.cast import Cast, raise_the_curtain

# A busy machine is no mistake in the code: properties are about values, never about time.
hypothesis_settings.register_profile("carrel", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("carrel")

# A page's token is made of letters at random; of these none can spell a name or a class that must not be on the page.
csrf.CSRF_ALLOWED_CHARS = "bcdfghjkmnpqrstvwxyz"

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
TOUCHES_THE_DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "admin_client"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-database", action="store_true", help="run only the tests that touch the database")


def pytest_report_header() -> list[str]:
    lines = [f"database: {connections['default'].vendor}"]
    if not (SHARED / "data").is_dir():
        lines.append("shared data: not beside this repository; the tests marked `shared` are not run")
    return lines


def touches_the_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(names & TOUCHES_THE_DATABASE)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this machine or this run has no use for; pytest counts it as deselected."""
    kept = items
    if config.getoption("--only-database"):
        kept = [item for item in kept if touches_the_database(item)]
    if not (SHARED / "data").is_dir():
        kept = [item for item in kept if item.get_closest_marker("shared") is None]
    left_out = set(items) - set(kept)
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = kept


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each process of a parallel run has a database of its own; on SQLite a file, as a school's is.

    A database in memory is no stand-in: threads share its cache and lock whole tables, which no file does.
    pytest-django's own fixture knows Django's SQLite back end only.
    """
    database = connections["default"].settings_dict
    worker = getattr(request.config, "workerinput", {}).get("workerid")
    if connections["default"].vendor == "sqlite":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    elif worker:
        database["TEST"]["NAME"] = f"test_{database['NAME']}_{worker}"


@pytest.fixture(scope="session", autouse=True)
def only_what_is_there_is_emptied() -> None:
    """After a test that commits, Django truncates all 190 tables of PostgreSQL: 0.6 s. We delete from those with rows.

    Foreign keys are asked at the commit, so the order does not matter.
    """
    ops = connections["default"].ops
    if connections["default"].vendor != "postgresql":
        return

    def sql_flush(_style: object, tables: Sequence[str], **_options: object) -> list[str]:
        names = [ops.quote_name(table) for table in tables]
        with connections["default"].cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join(
                    f"SELECT {place} WHERE EXISTS (SELECT FROM {name})" for place, name in enumerate(names)
                )
            )
            return [f"DELETE FROM {names[place]}" for (place,) in cursor.fetchall()]

    ops.sql_flush = sql_flush  # type: ignore[assignment,method-assign]  # for this process of tests


@pytest.fixture(scope="session", autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Files stored by tests go to a folder that is thrown away."""
    folder = tmp_path_factory.mktemp("var")
    settings.CARREL_VAR = folder
    settings.CARREL_FILES = folder / "files"
    settings.CARREL_ROSTERS = folder / "rosters"
    settings.STATIC_ROOT = folder / "static"
    settings.STATIC_ROOT.mkdir()
    # Made slow on purpose against thieves; the cast's passwords are worth no second.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of foreign MARC, OneRoster and SIP2 files; tests using it carry the mark `shared`."""
    return SHARED / "data"


@pytest.fixture(scope="session")
def required() -> frozenset[str]:
    """What this run may not skip: the words of CARREL_REQUIRE."""
    return frozenset(word for word in os.environ.get("CARREL_REQUIRE", "").split(",") if word)


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast of DESIGN, at the middle school of a district of three."""
    return raise_the_curtain()
