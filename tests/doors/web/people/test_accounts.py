"""Accounts and roles in the browser."""

import pytest
from django.test import Client

from carrel.rooms.people.models import Account, RoleHeld, RoleSetting
from tests.cast import Cast
from tests.makers import PASSWORD


def as_user(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


@pytest.mark.django_db
def test_a_helper_gets_an_account_and_signs_in(cast: Cast) -> None:
    lena = as_user("lena")
    form = {"username": "Ben", "password": "stacks-of-stories", "role": "student_worker", "site": cast.middle.pk}
    path = f"/people/accounts/add/?person={cast.ben.pk}"
    assert "everybody uses" in lena.post(path, form | {"password": "password"}).content.decode()
    assert lena.post(path, form | {"role": "district_manager"}).status_code == 200
    assert lena.post(path, form | {"site": cast.high.pk}).status_code == 200
    assert lena.post(path, form | {"username": "two words"}).status_code == 200
    assert lena.post(path, form).status_code == 302
    assert "has an account already" in lena.post(path, form | {"username": "other"}).content.decode()
    assert lena.get(f"/people/accounts/add/?person={cast.fay.pk}").status_code == 404
    ben = Client()
    assert ben.post("/sign-in/", {"login": "ben", "password": "stacks-of-stories"}).status_code == 302
    assert ben.get("/desk/").status_code == 200


@pytest.mark.django_db
def test_roles_are_given_and_ended(cast: Cast) -> None:
    lena, clark = as_user("lena"), Account.objects.get(username="clark")
    path = f"/people/accounts/{clark.pk}/"
    lena.post(f"{path}roles/give/", {"role": "assistant", "site": cast.middle.pk})
    holding = RoleHeld.objects.get(account=clark, role="assistant")
    assert "Library assistant" in lena.get(path).content.decode()
    lena.post(f"{path}roles/give/", {"role": "librarian", "site": cast.middle.pk})
    assert not RoleHeld.objects.filter(account=clark, role="librarian").exists()
    lena.post(f"{path}roles/{holding.pk}/end/")
    holding.refresh_from_db()
    assert holding.ends_on is not None
    eli = RoleHeld.objects.get(account__username="eli")
    assert lena.post(f"{path}roles/{eli.pk}/end/").status_code == 404


@pytest.mark.django_db
def test_passwords_and_putting_away(cast: Cast) -> None:
    dee, eli = as_user("dee"), Account.objects.get(username="eli")
    path = f"/people/accounts/{eli.pk}/"
    dee.post(f"{path}password/", {"password": "short"})
    eli.refresh_from_db()
    assert eli.check_password(PASSWORD)
    dee.post(f"{path}password/", {"password": "stacks-of-stories"})
    dee.post(f"{path}put-away/")
    eli.refresh_from_db()
    assert (eli.check_password("stacks-of-stories"), eli.is_active) == (True, False)
    dee.post(f"{path}put-away/", {"back": "1"})
    eli.refresh_from_db()
    assert eli.is_active
    lena = Account.objects.get(username="lena")
    page = dee.post(f"/people/accounts/{lena.pk}/put-away/", follow=True).content.decode()
    assert "Ask the district" in page


@pytest.mark.django_db
def test_accounts_of_other_schools_are_not_listed(cast: Cast) -> None:
    dee, fay = as_user("dee"), Account.objects.get(username="fay")
    assert ">fay<" not in dee.get("/people/accounts/").content.decode()
    assert dee.get(f"/people/accounts/{fay.pk}/").status_code == 404
    assert ">fay<" in as_user("omar").get("/people/accounts/").content.decode()


@pytest.mark.django_db
def test_role_settings_are_the_districts(cast: Cast) -> None:
    form = {"idle_minutes": "5", "second_factor": "on"}
    assert as_user("lena").post("/people/roles/volunteer/", form).status_code == 409
    omar = as_user("omar")
    assert omar.get("/people/roles/emperor/").status_code == 404
    assert omar.post("/people/roles/volunteer/", form | {"idle_minutes": "0"}).status_code == 200
    assert omar.post("/people/roles/volunteer/", form).status_code == 302
    assert RoleSetting.objects.get().idle_minutes == 5
