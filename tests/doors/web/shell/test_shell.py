"""What stands around every page: headers, theme, language, site, errors that say what to do."""

import pytest
from django.test import Client, RequestFactory

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.papers.models import Printer, PrintJob
from carrel.doors.web import errors
from carrel.doors.web.middleware import CONTENT_SECURITY_POLICY, HeadersMiddleware
from carrel.rooms.people.models import Account
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def dee(cast: Cast) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username="dee"))
    return client


def test_every_answer_carries_the_policy(dee: Client) -> None:
    for path in ("/", "/desk/", "/nothing-here/", "/alive/"):
        assert dee.get(path).headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY


def test_no_page_has_a_script_or_style_inside(dee: Client) -> None:
    for path in ("/", "/desk/", "/look/", "/parked/"):
        page = dee.get(path).content.decode()
        assert "<style" not in page and " style=" not in page and "onclick" not in page
        assert all("src=" in tag for tag in page.split("<script")[1:])


def test_pages_of_somebody_signed_in_are_kept_nowhere(dee: Client) -> None:
    assert "no-store" in dee.get("/desk/").headers["Cache-Control"]
    assert "private" not in Client().get("/catalogue/").headers.get("Cache-Control", "")


def test_the_theme_is_chosen_by_a_form_and_kept(dee: Client) -> None:
    answer = dee.post("/look/theme/", {"theme": "dark", "next": "/desk/"})
    assert answer["Location"] == "/desk/"
    assert 'data-theme="dark"' in dee.get("/desk/").content.decode()
    dee.post("/look/theme/", {"theme": ""})
    assert "data-theme=" not in dee.get("/desk/").content.decode().split("<head>")[0]


def test_the_language_is_chosen_by_a_form_and_kept(dee: Client) -> None:
    dee.post("/look/language/", {"language": "es", "next": "/"})
    answer = dee.get("/")
    assert '<html lang="es"' in answer.content.decode()
    assert answer.headers["Content-Language"] == "es"
    dee.post("/look/language/", {"language": "tlh"})
    assert '<html lang="es"' in dee.get("/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_a_form_never_leads_to_another_house(dee: Client, elsewhere: str) -> None:
    assert dee.post("/look/theme/", {"theme": "dark", "next": elsewhere})["Location"] == "/"


def test_somebody_with_two_schools_changes_between_them(cast: Cast, dee: Client) -> None:
    account = Account.objects.get(username="dee")
    makers.give_role(account, "technician", cast.high)
    dee.post("/look/site/", {"site": cast.high.pk})
    assert "Cedar High School" in dee.get("/").content.decode()
    dee.post("/look/site/", {"site": cast.elementary.pk})
    assert "Cedar High School" in dee.get("/").content.decode()


def test_loudness_and_mute_hold_for_the_account(dee: Client) -> None:
    assert "Play all seven" in dee.get("/look/").content.decode()
    dee.post("/look/", {"desk_volume": "30", "language": ""})
    account = Account.objects.get(username="dee")
    assert (account.sounds, account.desk_volume) == (False, 30)
    assert 'data-sounds="off"' in dee.get("/desk/").content.decode()


def test_nothing_here(dee: Client) -> None:
    answer = dee.get("/no/such/page/")
    assert answer.status_code == 404
    assert "Look for it from the start" in answer.content.decode()


def test_a_refusal_no_view_caught_becomes_a_page() -> None:
    request = RequestFactory().get("/x/", headers={"Referer": "http://testserver/desk/"})
    middleware = HeadersMiddleware(lambda _request: None)  # type: ignore[arg-type, return-value]  # never called
    answer = middleware.process_exception(request, Refused(Objection("parking.gone", Weight.REFUSE)))
    assert answer is not None and answer.status_code == 409
    page = answer.content.decode()
    assert "not parked any more" in page and 'href="http://testserver/desk/"' in page
    assert middleware.process_exception(request, ValueError()) is None


def test_a_broken_page_names_its_reference() -> None:
    answer = errors.broken(RequestFactory().get("/x/"))
    assert answer.status_code == 500
    assert "What happened is on record under" in answer.content.decode()


def test_a_page_that_cannot_be_read() -> None:
    assert errors.bad_request(RequestFactory().get("/x/")).status_code == 400


def test_an_error_inside_a_part_is_a_part() -> None:
    request = RequestFactory().get("/x/")
    request.htmx = True  # type: ignore[attr-defined]  # as django-htmx sets it
    page = errors.not_allowed(request).content.decode()
    assert "<html" not in page and "note is-refused" in page


def test_a_browser_says_which_desk_it_is_and_its_slips_come_out_there(cast: Cast, dee: Client) -> None:
    site_id = cast.middle.pk
    Printer.objects.create(site_id=site_id, name="School", address="10.0.0.1")
    front = Printer.objects.create(site_id=site_id, name="Front", address="10.0.0.2", desk="Front desk")
    assert '<option value="Front desk">' in dee.get("/look/").text
    said = dee.post("/look/desk/", {"desk": " front  DESK "}, follow=True).text
    assert "This browser is the desk “Front desk” now." in said
    item = makers.make_item(cast.middle, "Holes")
    sent = {"key": "k1", "to_site": cast.high.pk}
    assert dee.post(f"/items/{item.pk}/send/", sent).status_code == 302
    assert PrintJob.objects.get().printer == front
    assert AuditEntry.objects.get(code="circulation.send_item").desk == "Front desk"
    # The next to sign in at this browser sits at the same desk.
    dee.logout()
    dee.force_login(Account.objects.get(username="lena"))
    assert 'value="Front desk"' in dee.get("/look/").text


def test_a_desk_is_a_desk_of_its_school_until_it_is_taken_back(cast: Cast, dee: Client) -> None:
    dee.force_login(Account.objects.get(username="omar"))
    dee.post("/look/site/", {"site": cast.middle.pk})
    dee.post("/look/desk/", {"desk": "Front desk"})
    dee.post("/look/site/", {"site": cast.high.pk})
    assert 'value="Front desk"' not in dee.get("/look/").text
    dee.post("/look/site/", {"site": cast.middle.pk})
    assert 'value="Front desk"' in dee.get("/look/").text
    assert "no desk of its own" in dee.post("/look/desk/", {"desk": ""}, follow=True).text
    assert 'value="Front desk"' not in dee.get("/look/").text


def test_a_word_that_carrel_did_not_sign_is_no_desk(cast: Cast, dee: Client) -> None:
    dee.cookies["carrel_desk"] = '{"site": 1, "desk": "Mine"}'
    assert "Mine" not in dee.get("/look/").text
    assert "No desk was named" in dee.post("/look/desk/", {"desk": "x" * 81}, follow=True).text


def test_a_reader_is_asked_for_no_desk(cast: Cast, dee: Client) -> None:
    dee.force_login(Account.objects.get(username="ana"))
    assert "This browser is the desk" not in dee.get("/look/").text


@pytest.mark.parametrize(
    ("path", "entry"), [("/registers/", "/imports/"), ("/transits/", "/items/"), ("/batches/", "/desk/")]
)
def test_a_page_without_an_entry_of_its_own_stands_where_it_is_reached_from(dee: Client, path: str, entry: str) -> None:
    assert f'<a href="{entry}" aria-current="page">' in dee.get(path).text
