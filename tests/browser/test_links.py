"""Every link leads somewhere for whoever is shown it: nobody is offered a page that is not for them, or not there."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable
from html import unescape
from urllib.parse import urljoin

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import APIRequestContext

from carrel.cli.demo.signing_in import SIGN_IN
from tests.browser.living import Living
from tests.browser.visitors import Visitor

LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
ELSEWHERE = ("http:", "https:", "mailto:", "tel:", "/static/")
SO_MANY = 2
"""Pages of one address that are looked at, with a question and without one: the next hundred items are alike."""


@pytest.mark.parametrize("username", [each.username for each in SIGN_IN])
def test_no_link_is_dead(carrel: Living, visitor: Callable[..., Visitor], username: str) -> None:
    request = visitor(carrel, username).page.request
    waiting, known, seen, dead = deque([("/", "the first page")]), {"/"}, Counter[tuple[str, bool]](), []
    while waiting:
        path, came_from = waiting.popleft()
        page = (_name_of(path), "?" in path)
        seen[page] += 1
        if not page[0] or seen[page] <= SO_MANY:
            status, links = _look(request, carrel, path)
            if status >= 400:
                dead.append(f"{status}: {path}, from {came_from}")
            new = [each for each in links if each not in known]
            known.update(new)
            waiting.extend((each, path) for each in new)
    assert dead == []
    assert len(seen) > 8, "it was signed in"


def _name_of(path: str) -> str:
    """The name of an address, so that many pages of one kind are seen as such; blank for one that is not there."""
    try:
        return resolve(path.partition("?")[0]).url_name or ""
    except Resolver404:
        return ""


def _look(request: APIRequestContext, carrel: Living, path: str) -> tuple[int, list[str]]:
    """The status of a page, and the links on it; where it leads on, that is its one link."""
    answer = request.get(f"{carrel.address}{path}", max_redirects=0)
    if "location" in answer.headers:
        found = [answer.headers["location"]]
    elif "html" in answer.headers.get("content-type", ""):
        found = LINK.findall(answer.text())
    else:
        found = []
    links = (urljoin(path, unescape(each).partition("#")[0]) for each in found)
    return answer.status, [each for each in links if each and not each.startswith(ELSEWHERE)]
