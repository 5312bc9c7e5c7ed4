"""Signing in: shown, mistyped, locked out, idle, put away, second factor."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client, override_settings

from carrel.doors.web.account.middleware import SEEN_KEY
from carrel.rooms.people.models import Account, RoleSetting
from tests.cast import Cast
from tests.makers import PASSWORD

WRONG = {"login": "dee", "password": "not-this-one"}


def signed_in(username: str = "dee") -> Client:
    client = Client()
    answer = client.post("/sign-in/", {"login": username, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client


def past_the_question(client: Client, path: str) -> Any:
    """The page behind the question for the password once more."""
    question = client.get(path).headers["Location"]
    assert question.startswith("/account/ask-again/?next=")
    assert client.get(question).status_code == 200
    assert "not your password" in client.post(question, {"password": "x"}).content.decode()
    answer = client.post(question, {"password": PASSWORD, "next": path})
    assert answer.headers["Location"] == path
    return client.get(path)


def code_for(secret: str, steps: int = 0) -> str:
    """The code an authenticator shows now, or as many steps of half a minute later."""
    _before, now, _after = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, now + steps))


@pytest.mark.django_db
def test_the_page_is_shown_and_leads_where_one_wanted_to_go(cast: Cast) -> None:
    client = Client()
    answer = client.get("/people/?q=ana")
    assert answer.headers["Location"] == "/sign-in/?next=%2Fpeople%2F%3Fq%3Dana"
    page = client.get(answer.headers["Location"])
    assert page.status_code == 200
    assert 'autocomplete="current-password"' in page.content.decode()
    form = {"login": " DEE ", "password": PASSWORD, "next": "/people/?q=ana"}
    assert client.post("/sign-in/", form).headers["Location"] == "/people/?q=ana"
    assert client.post("/sign-in/", form | {"next": "https://elsewhere.example/"}).headers["Location"] == "/"


@pytest.mark.django_db
def test_mistyped_says_what_now_and_not_which_of_the_two(cast: Cast) -> None:
    for form in (WRONG, {"login": "nobody", "password": PASSWORD}, {"login": "dee\x00", "password": "x" * 10_000}):
        page = Client().post("/sign-in/", form)
        assert page.status_code == 200
        assert "do not belong together" in page.content.decode() or "Null characters" in page.content.decode()


@pytest.mark.django_db
def test_after_five_tries_the_name_rests_even_with_the_right_password(cast: Cast) -> None:
    client = Client()
    for _ in range(5):
        assert "do not belong together" in client.post("/sign-in/", WRONG).content.decode()
    page = client.post("/sign-in/", {"login": "Dee", "password": PASSWORD})
    assert "rests for five minutes" in page.content.decode()
    assert client.get("/account/").status_code == 302
    signed_in("eli")


@pytest.mark.django_db
def test_cookies_are_closed_to_scripts_and_to_strangers(cast: Cast) -> None:
    with override_settings(SESSION_COOKIE_SECURE=True):
        cookie = signed_in().cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["max-age"]) == (True, "Lax", True, "")


@pytest.mark.django_db
def test_idle_for_longer_than_the_role_allows_is_signed_out(cast: Cast) -> None:
    client = signed_in("eli")
    assert client.get("/account/").status_code == 200
    session = client.session
    session[SEEN_KEY] -= 21 * 60
    session.save()
    answer = client.get("/account/")
    assert answer.headers["Location"] == "/sign-in/?next=%2Faccount%2F&why=idle"
    assert "Nobody worked here for a while" in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.django_db
def test_a_script_is_told_where_to_sign_in(cast: Cast) -> None:
    answer = Client().get("/account/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in/")


@pytest.mark.django_db
def test_signing_out_needs_a_press(cast: Cast) -> None:
    client = signed_in()
    assert client.get("/sign-out/").status_code == 200
    assert client.get("/account/").status_code == 200
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert client.get("/account/").status_code == 302


@pytest.mark.django_db
def test_an_account_put_away_is_told_so(cast: Cast) -> None:
    Account.objects.filter(username="eli").update(is_active=False)
    client = Client()
    page = client.post("/sign-in/", {"login": "eli", "password": PASSWORD}, follow=True)
    assert "put away" in page.content.decode()
    assert client.get("/account/").status_code == 302


@pytest.mark.django_db
def test_a_new_password_needs_the_old_one_and_is_not_a_common_one(cast: Cast) -> None:
    client = signed_in()
    new = {"oldpassword": PASSWORD, "password1": "stacks-of-stories", "password2": "stacks-of-stories"}
    assert "not your present password" in client.post("/account/password/", new | {"oldpassword": "x"}).content.decode()
    common = client.post("/account/password/", new | {"password1": "password", "password2": "password"})
    assert common.status_code == 200
    assert client.post("/account/password/", new).headers["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert Account.objects.get(username="dee").check_password("stacks-of-stories")


@pytest.mark.django_db
def test_a_role_that_asks_for_a_second_factor_gets_nowhere_without(cast: Cast) -> None:
    RoleSetting.objects.create(role="technician", idle_minutes=60, second_factor=True)
    client = signed_in()
    assert client.get("/people/").headers["Location"] == "/account/second-factor/new/"
    page = past_the_question(client, "/account/second-factor/new/")
    assert "<svg" in page.content.decode()
    secret = page.context["form"].secret
    assert "Wait for the next one" in client.post("/account/second-factor/new/", {"code": "000000"}).content.decode()
    done = client.post("/account/second-factor/new/", {"code": code_for(secret)})
    assert done.headers["Location"] == "/account/second-factor/codes/"
    assert client.get("/account/second-factor/codes/").status_code == 200
    assert client.get("/people/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("steps", "known"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_may_be_half_a_minute_off(cast: Cast, monkeypatch: pytest.MonkeyPatch, steps: int, known: bool) -> None:
    """A clock that is a little off, or a code typed as it changes, leaves nobody outside (RFC 6238, 5.2)."""
    moment = time.time()
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: moment)
    client = signed_in()
    secret = past_the_question(client, "/account/second-factor/new/").context["form"].secret
    answer = client.post("/account/second-factor/new/", {"code": code_for(secret, steps)})
    assert (answer.status_code == 302) is known


@pytest.mark.django_db
def test_the_second_factor_is_asked_at_the_next_sign_in(cast: Cast) -> None:
    client = signed_in()
    secret = past_the_question(client, "/account/second-factor/new/").context["form"].secret
    assert client.post("/account/second-factor/new/", {"code": code_for(secret)}).status_code == 302
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    later = Client()
    answer = later.post("/sign-in/", {"login": "dee", "password": PASSWORD})
    assert answer.headers["Location"] == "/sign-in/code/"
    assert later.get("/account/").status_code == 302
    assert later.get("/sign-in/code/").status_code == 200
    assert later.post("/sign-in/code/", {"code": "12"}).status_code == 200
    assert later.post("/sign-in/code/", {"code": code}).status_code == 302
    assert later.get("/account/").status_code == 200
    past_the_question(later, "/account/second-factor/drop/")
    assert later.post("/account/second-factor/drop/").status_code == 302
    assert not Authenticator.objects.exists()


@pytest.mark.django_db
def test_nobody_signs_up(cast: Cast) -> None:
    assert Client().get("/signup/").status_code == 404


@pytest.mark.django_db
def test_the_own_account_shows_roles_and_the_way_to_what_is_out(cast: Cast) -> None:
    page = signed_in("ana").get("/account/").content.decode()
    assert "Student" in page
    assert "After 15 minutes without work" in page
    assert 'href="/mine/"' in page
