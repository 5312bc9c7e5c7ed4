"""What an owner allows is entered with its dates and the proof of it."""

from datetime import date, timedelta
from io import BytesIO

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.media import actions, queries, rules
from carrel.rooms.media.models import Right
from tests import makers
from tests.cast import Cast
from tests.rooms.media.conftest import RECORDED, at

pytestmark = pytest.mark.django_db

VALUES = {"kind": "performance", "holder": "Swank", "from_on": RECORDED, "until_on": RECORDED + timedelta(days=365)}


def test_with_its_proof(cast: Cast, dee: Actor) -> None:
    record = makers.make_record("Hidden Figures")
    site = cast.middle.pk
    proof = BytesIO(b"%PDF-1.7 an invoice")
    pk = actions.add_right(
        dee, record_id=record.pk, site_id=site, proof=proof, proof_name="swank.pdf", key="k", now=at(RECORDED), **VALUES
    )
    assert actions.add_right(dee, record_id=record.pk, site_id=site, key="k", now=at(RECORDED), **VALUES) == pk
    [shown] = queries.rights_at(dee, RECORDED)
    assert (shown.title, shown.standing, shown.days_left) == ("Hidden Figures", "in_force", 365)
    kept = queries.proof_of(dee, pk)
    assert kept is not None and kept.proof is not None
    assert kept.proof.name == "swank.pdf"
    assert queries.may_be_performed(record.pk, site, RECORDED)
    assert not queries.may_be_performed(record.pk, cast.high.pk, RECORDED)
    assert queries.licensed_copies(record.pk, site, RECORDED) is None
    assert queries.ending_count(dee, RECORDED + timedelta(days=335)) == 1
    assert queries.rights_of_records(dee, [record.pk], RECORDED + timedelta(days=366)) == []


def test_refusals(cast: Cast, dee: Actor) -> None:
    record, early = makers.make_record("Hidden Figures"), {**VALUES, "until_on": RECORDED - timedelta(days=1)}
    for site_id, values, proof, code in (
        (cast.middle.pk, early, None, "media.ends_before_it_begins"),
        (cast.high.pk, VALUES, None, "media.unknown"),
        (None, VALUES, None, "media.unknown"),
        (cast.middle.pk, VALUES, BytesIO(b"\x00\x01\x02\x03"), "files.not_document"),
    ):
        with pytest.raises(Refused) as refused:
            actions.add_right(
                dee, record_id=record.pk, site_id=site_id, proof=proof, proof_name="x", now=at(RECORDED), **values
            )
        assert refused.value.code == code
    assert not Right.objects.exists()
    with pytest.raises(NotAllowed):
        actions.add_right(cast.actor(cast.clark), record_id=record.pk, now=at(RECORDED), **VALUES)


def test_how_a_right_stands() -> None:
    def standing(today: date, until: date | None = date(2026, 12, 31), *, is_ended: bool = False) -> str:
        return rules.standing_of(
            from_on=date(2026, 1, 1), until_on=until, warn_days=30, is_ended=is_ended, today=today
        )  # fmt: skip

    assert [standing(day) for day in (
        date(2025, 12, 31), date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1), date(2026, 11, 30),
    )] == ["not_yet", "ending", "ending", "over", "in_force"]  # fmt: skip
    assert standing(date(2030, 1, 1), None) == "in_force"
    assert standing(date(2026, 6, 1), is_ended=True) == "ended"
