"""Every address has a way to it: a page or a deed that no link, button or redirect names is there for nobody."""

import re

from carrel.doors.web import crud
from tests.doors.web.test_access_matrix import addresses
from tests.house.ways import named_addresses

OF_THE_BROWSER = {"shell.worker", "shell.offline"}
"""Asked for by scripts, by address: the service worker and the page it shows without a network."""


def test_every_address_is_named_by_a_page_or_a_redirect() -> None:
    """Those of the generic screens are linked by their own templates, and their lists as their own test has it."""
    ours = {
        name
        for name, pattern, _route in addresses()
        if re.fullmatch(r"[a-z_]+\.[a-z_]+", name) and pattern.callback.__module__ != crud.__name__
    }
    assert len(ours) > 500
    assert sorted(ours - named_addresses() - OF_THE_BROWSER) == []
