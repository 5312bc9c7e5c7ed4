"""The door's template tags: shapes with words, dates as people write them, values escaped."""

import datetime as dt

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from carrel.cellar.kernel.actors import SYSTEM, VISITOR
from carrel.doors.web.places import PLACES, address, places_for
from carrel.doors.web.templatetags import carrel_web
from tests.doors.web.test_access_matrix import addresses


def rendered(source: str, **context: object) -> str:
    return Template("{% load carrel_web %}" + source).render(Context(context))


def test_a_shape_never_stands_without_its_word() -> None:
    chip = rendered('{% chip "out" "Out" "until Friday" %}')
    assert "s-out" in chip and "Out" in chip and "<small>until Friday</small>" in chip
    assert 'aria-hidden="true"' in chip


@pytest.mark.parametrize(
    "source",
    [
        '{% chip "done" bad %}',
        "{% code bad %}",
        "{% spine bad %}",
        "{% cloth bad %}",
        '{% note "tell" bad %}{% endnote %}',
    ],
)
def test_values_are_escaped(source: str) -> None:
    assert "<script>" not in rendered(source, bad="<script>")


def test_a_note_keeps_what_its_block_says() -> None:
    note = rendered('{% note "refused" "Not kept" %}{{ why }}, <b>what now</b>{% endnote %}', why="<why>")
    assert 'role="alert"' in note and "&lt;why&gt;, <b>what now</b>" in note


def test_days_of_this_year_and_of_another() -> None:
    year = timezone.localdate().year
    assert carrel_web.day_words(dt.date(year, 12, 7)).endswith("7 Dec")
    with translation.override("es"):
        assert carrel_web.day_words(dt.date(year, 12, 7)).endswith("7 dic")
    assert carrel_web.day_words(dt.date(year - 1, 12, 7)).endswith(f"7 Dec {year - 1}")
    assert rendered("{% stamp day %}", day=dt.date(year, 12, 7)).count("<time") == 1
    assert rendered("{% stamp day %}", day=None) == ""


def test_a_moment_of_today_is_a_time_of_day() -> None:
    now = timezone.now()
    with translation.override("en"):
        assert carrel_web.due_words(now) == carrel_web.clock_words(now)
        assert "," in carrel_web.due_words(now + dt.timedelta(days=3))
        assert carrel_web.clock_words(dt.time(9, 10)) == "9:10 AM"


def test_a_call_number_stands_as_on_the_book() -> None:
    assert rendered("{% spine number %}", number="599.77 GIB c.2").count("<i>") == 3
    assert rendered("{% spine number %}", number=None) == ""


class Paper(forms.Form):
    """A form with each kind of field."""

    price = forms.DecimalField(help_text="What a new one costs.")
    loud = forms.BooleanField(required=False)
    way = forms.ChoiceField(choices=[("a", "Paper"), ("b", "Mail")], widget=forms.RadioSelect)


def test_a_mistake_is_read_before_the_input_and_belongs_to_it() -> None:
    form = Paper({"price": "much"})
    field = rendered("{% field form.price %}", form=form)
    assert field.index('class="error"') < field.index("<input")
    assert 'aria-invalid="true"' in field and "id_price_error" in field and "What a new one costs." in field
    assert '<label class="tick"' in rendered("{% field form.loud %}", form=form)
    assert rendered("{% field form.way %}", form=form).count('type="radio"') == 2


def test_a_head_sorts_up_then_down() -> None:
    request = RequestFactory().get("/?sort=title&q=x&page=3")
    source = "{% load carrel_web %}{% sort_head 'title' 'Title' %}"
    head = Template(source).render(Context({"request": request}))
    assert 'aria-sort="ascending"' in head and "sort=-title" in head and "q=x" in head and "page" not in head


def test_every_page_at_work_stands_in_one_place_of_the_menu() -> None:
    """So that the menu says where one is: on a page of deliveries as on the list of items."""
    folders = {name.split(".")[0] for name, _pattern, _route in addresses() if "." in name}
    for folder in folders - {"account", "mine", "history", "shell"}:
        marked = [entry.code for entry in places_for(SYSTEM, current=folder) if entry.is_current]
        assert len(marked) == 1, folder


def test_every_place_has_its_address_and_strangers_are_offered_the_public_ones() -> None:
    assert all(address(place.url_name) for place in PLACES)
    assert len(places_for(SYSTEM, current="desk")) == len(PLACES)
    offered = {entry.code for entry in places_for(VISITOR)}
    assert "desk" not in offered and "people" not in offered
