"""The browser and the living program. Pages are visited as somebody of the cast; errors seen on the way count."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.browser import living
from tests.browser.living import Living
from tests.browser.visitors import KeptSignIns, Visitor, signed_in, window

# As scripts/system.py has them: the one without a window of its own does half the work for a page.
CHROMIUM = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome"))), None)

# A busy machine is no mistake in the code: what is never there is missed after half a minute as surely as after five.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def launch(playwright: Playwright, required: frozenset[str]) -> Callable[..., Browser]:
    """launch(*switches) → a Chromium; its absence is a skip, or a failure when CARREL_REQUIRE names it."""
    if CHROMIUM is None:
        assert "chromium" not in required, "Chromium is not here, and CARREL_REQUIRE asks for it"
        pytest.skip("Chromium is not here")
    # As root (in a container) Chromium's own sandbox cannot be made; /dev/shm is small there.
    always = ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"]
    return lambda *switches: playwright.chromium.launch(executable_path=CHROMIUM, args=[*always, *switches])


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """The browser that every test opens its windows in."""
    running = launch()
    yield running
    running.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The folder of a freshly loaded demo district; nobody writes there.

    CARREL_DEMO_FOLDER keeps it between runs, for whoever works on a page and would wait for it each time.
    """
    if kept := os.environ.get("CARREL_DEMO_FOLDER"):
        return living.prepared_demo(Path(kept))
    base = tmp_path_factory.getbasetemp()
    together = base.parent if hasattr(request.config, "workerinput") else base
    return living.prepared_demo(together / "carrel-demo")


@pytest.fixture(scope="session")
def carrel(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Living]:
    """A running Carrel for tests that look and change nothing others look at."""
    with living.serving(living.copy_of(demo, tmp_path_factory.mktemp("living") / "var")) as running:
        yield running


@pytest.fixture
def own_carrel(demo: Path, tmp_path: Path) -> Iterator[Living]:
    """A running Carrel of one's own, for tests that lend, return and change."""
    # One process is there sooner than two; that two agree is seen where the server is shared.
    with living.serving(living.copy_of(demo, tmp_path / "var"), workers=1) as running:
        yield running


@pytest.fixture(scope="session")
def kept_visitors() -> KeptSignIns:
    """Cookies of those who have signed in already, by folder of data and name: signing in is slow on purpose."""
    return {}


@pytest.fixture
def visitor(browser: Browser, kept_visitors: KeptSignIns) -> Iterator[Callable[..., Visitor]]:
    """visitor(carrel, "technician") → a signed-in browser window; errors seen on the way fail the test."""
    opened: list[Visitor] = []

    def open_for(carrel: Living, who: str = "", **options: object) -> Visitor:
        guest = window(browser, carrel, **options)
        opened.append(guest)
        if who:
            signed_in(guest, who, kept_visitors)
        return guest

    yield open_for
    try:
        for guest in opened:
            guest.must_have_seen_no_error()
    finally:
        for guest in opened:
            guest.page.context.close()
