"""Who may open which page: every address of the house, every role. The table is in access_matrix/."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from carrel.cellar.kernel.actors import Actor
from carrel.doors.web.access import Access, access_of
from carrel.rooms.people import rules
from carrel.rooms.people.models import Account
from carrel.rooms.schools.models import Site
from tests import makers
from tests.cast import Cast
from tests.doors.web.access_matrix import MATRIX, OPEN_WHEN_PUBLIC, ROLES, VISITOR

SIGN_IN = "/sign-in/"


def addresses() -> Iterator[tuple[str, URLPattern, str]]:
    """Every address of the house: its name, its pattern, and its route with the names of its parts in it."""
    yield from _walk(get_resolver().url_patterns, "/")


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, URLPattern, str]]:
    for each in patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, route)
        else:
            yield each.name or route, each, route


def expected(access: Access) -> str:
    """The letters of everyone who may open a page with this mark."""
    if access.is_public:
        return "".join(ROLES) + VISITOR
    return "".join(letter for letter, role in ROLES.items() if _may(access, role))


def _may(access: Access, role: str) -> bool:
    actor = Actor(None, None, "", None, permissions=rules.ROLES[role].permissions)
    return not access.permissions or any(actor.may(each) for each in access.permissions)


def test_every_address_says_who_may_open_it() -> None:
    unmarked = [name for name, pattern, _ in addresses() if access_of(pattern.callback) is None]
    assert not unmarked, "Put @allowed(…), @signed_in or @public of carrel.doors.web.access above: " + ", ".join(
        unmarked
    )


def test_the_matrix_knows_every_address_and_no_other() -> None:
    known = {name for name, _, _ in addresses()}
    missing = [f'"{n}": "{expected(access_of(p.callback) or Access())}",' for n, p, _ in addresses() if n not in MATRIX]
    assert not missing, "Look whether this is who should, and add to access_matrix/:\n" + "\n".join(missing)
    assert not MATRIX.keys() - known, "These addresses are gone: " + ", ".join(sorted(MATRIX.keys() - known))


def test_marks_and_matrix_agree() -> None:
    wrong = {
        name: f"matrix {MATRIX[name]}, mark {expected(access)}"
        for name, pattern, _ in addresses()
        if name in MATRIX and (access := access_of(pattern.callback)) is not None and expected(access) != MATRIX[name]
    }
    assert not wrong


def path_of(route: str, cast: Cast, account_id: int) -> str:
    """The address with real numbers in it."""
    parts = {
        "<int:person_id>": cast.ana.pk,
        "<int:class_id>": cast.seven_b.pk,
        "<int:account_id>": account_id,
        "<slug:role>": "teacher",
        "<month:month>": "2026-11",
    }
    for part, value in parts.items():
        route = route.replace(part, str(value))
    while "<" in route:
        head, _, rest = route.partition("<")
        part, _, tail = rest.partition(">")
        route = f"{head}{1 if part.startswith('int:') else 'x'}{tail}"
    return route


def usernames(cast: Cast) -> dict[str, str]:
    """One account for each role at the cast's school; the assistant has no person in the cast."""
    makers.give_role(makers.make_account("aide"), "assistant", cast.middle)
    gus = Account.objects.get(username="gus")
    gus.roles_held.update(ends_on=None)
    return dict(zip(ROLES, ("omar", "lena", "dee", "aide", "eli", "gus", "clark", "ana"), strict=True))


@pytest.mark.django_db
@pytest.mark.parametrize("letter", [*ROLES, VISITOR])
def test_the_pages_do_as_the_matrix_says(cast: Cast, letter: str) -> None:
    """Whoever may gets an answer, whoever may not gets a 403 or the sign-in, and nobody ever gets a 500."""
    Site.objects.update(public_catalogue=False)
    names = usernames(cast)
    account_id = Account.objects.get(username="ana").pk
    client = Client(raise_request_exception=True)
    if letter != VISITOR:
        client.force_login(Account.objects.get(username=names[letter]))
    for name, _, route in addresses():
        if name == "account_logout":
            continue
        path = path_of(route, cast, account_id)
        answer = client.get(path)
        if answer.status_code == 405:
            answer = client.post(path)
        to_sign_in = answer.status_code == 302 and answer.headers["Location"].startswith(SIGN_IN)
        turned_away = answer.status_code == 403 or to_sign_in
        if letter in MATRIX[name]:
            assert not turned_away or MATRIX[name].endswith(VISITOR), (name, path, answer.status_code)
        else:
            assert turned_away, (name, path, answer.status_code)
        assert answer.status_code < 500, (name, path)


@pytest.mark.django_db
def test_an_open_catalogue_is_open_to_visitors(cast: Cast) -> None:
    Site.objects.update(public_catalogue=True)
    for name, _, route in addresses():
        if name in OPEN_WHEN_PUBLIC:
            answer = Client().get(path_of(route, cast, 1))
            assert answer.status_code != 302, name
