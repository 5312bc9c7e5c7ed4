"""A code nobody holds is taken away."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.software import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.software.conftest import License

pytestmark = pytest.mark.django_db


def test_not_while_somebody_holds_it(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence()
    actions.add_codes(dee, licence_id=made.pk, codes=["A"], now=makers.NOON)
    seat = actions.give_seat(dee, licence_id=made.pk, person_id=cast.ana.pk, now=makers.NOON).seat_id
    [(code, is_held)] = queries.codes_of(made.pk)
    assert is_held
    with pytest.raises(Refused) as refused:
        actions.remove_code(dee, code_id=code.pk, now=makers.NOON)
    assert refused.value.code == "software.code_is_held"
    actions.take_back_seat(dee, seat_id=seat, now=makers.NOON)
    assert actions.remove_code(dee, code_id=code.pk, now=makers.NOON) == made.pk
    assert queries.codes_of(made.pk) == []
    with pytest.raises(Refused) as refused:
        actions.remove_code(dee, code_id=code.pk, now=makers.NOON)
    assert refused.value.code == "software.unknown"
    with pytest.raises(NotAllowed):
        actions.remove_code(cast.actor(cast.eli), code_id=code.pk, now=makers.NOON)
