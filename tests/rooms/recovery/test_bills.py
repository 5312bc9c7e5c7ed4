"""A bill names what was charged; what is late and neither lost nor charged is no money on it."""

from __future__ import annotations

import pytest

from carrel.cellar.papers.typesetting import pdf_of_document
from carrel.cellar.post.models import Mail
from carrel.rooms.charges.models import Charge
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Run
from carrel.rooms.recovery.queries.runs import papers_of_run
from carrel.rooms.recovery.rules.ladder import Step
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee, make_guardian, make_late, outside_margins, pages_of

pytestmark = pytest.mark.django_db


def run_of(cast: Cast, way: str = "paper", shows: str = "titles") -> Run:
    steps = (Step("bill", "bill", 20, way),)
    actions.keep_ladder(dee(cast), site_id=cast.middle.pk, steps=steps, shows=shows, now=NOON)
    return Run.objects.get(pk=actions.make_run(dee(cast), site_id=cast.middle.pk, now=NOON).run_id)


def charged(cast: Cast, minor: int, title: str, kind: str) -> None:
    charge = makers.make_charge(cast.ana, minor)
    Charge.objects.filter(pk=charge.pk).update(about_title=title, kind=kind)


def words_of(cast: Cast, run: Run) -> str:
    document = papers_of_run(dee(cast), run, NOON, title="Bills").document
    assert document is not None
    pdf = pdf_of_document(document)
    assert outside_margins(pdf, 0.25) == []
    return " ".join(" ".join(pages_of(pdf)).split())


def test_charges_with_amounts_then_what_is_late_without(cast: Cast) -> None:
    make_guardian(cast.ana, email="rosa@home.example")
    make_late(cast.ana, "Holes", days=30)
    charged(cast, 1250, "Wonder", "lost")
    words = words_of(cast, run_of(cast))
    billed, _, apart = words.partition("Still out, and not charged so far:")
    assert "What is missing and what is owed" in billed and "Wonder $12.50" in billed and "Holes" not in billed
    assert "Holes" in apart and "Owed: $12.50" in apart and apart.count("$") == 1


def test_a_late_thing_that_was_charged_is_not_named_twice(cast: Cast) -> None:
    (loan,) = make_late(cast.ana, "Holes", days=30)
    charged(cast, 300, "Holes", "damaged")
    Charge.objects.update(loan_id=loan.pk)
    words = words_of(cast, run_of(cast))
    assert words.count("Holes") == 1 and "not charged so far" not in words


def test_where_nothing_is_owed_nothing_is_called_a_bill(cast: Cast) -> None:
    make_late(cast.ana, "Holes", days=30)
    words = words_of(cast, run_of(cast))
    assert "owed" not in words and "$" not in words and "Still missing from the school library" in words


def test_by_mail(cast: Cast) -> None:
    make_guardian(cast.ana, email="rosa@home.example")
    make_late(cast.ana, "Holes", days=30)
    charged(cast, 1250, "Wonder", "lost")
    run_of(cast, "email")
    body = Mail.objects.get().body
    assert "- Wonder: $12.50" in body and body.index("Wonder") < body.index("not charged so far") < body.index(
        "- Holes"
    )


def test_without_an_address_it_is_a_slip(cast: Cast) -> None:
    make_late(cast.ana, "Holes", days=30)
    charged(cast, 1250, "Wonder", "lost")
    words = words_of(cast, run_of(cast, "email"))
    assert "Holes" in words and "not charged so far" in words and "Owed: $12.50" in words


def test_numbers_only(cast: Cast) -> None:
    make_late(cast.ana, "Holes", days=30)
    charged(cast, 1250, "Wonder", "lost")
    words = words_of(cast, run_of(cast, shows="counts"))
    assert "Wonder" not in words and "Holes" not in words and "Owed: $12.50" in words
