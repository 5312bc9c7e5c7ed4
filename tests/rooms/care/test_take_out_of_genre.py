"""take_out_of_genre: a record leaves a genre of a site; twice is once."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions, queries
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import stack

pytestmark = pytest.mark.django_db


def test_taken_out(cast: Cast) -> None:
    record, dee, genre = makers.make_record("Holes"), cast.actor(cast.dee), stack.mystery(cast)
    here = {"record_id": record.pk, "genre_id": genre.pk, "site_id": cast.middle.pk, "now": NOON}
    actions.put_in_genre(dee, is_home=True, **here)  # type: ignore[arg-type]  # told above
    for _ in range(2):
        actions.take_out_of_genre(dee, **here)  # type: ignore[arg-type]  # the same
    assert not queries.genres_of_record(record.pk, cast.middle.pk)
    with pytest.raises(Refused, match="other_site"):
        actions.take_out_of_genre(dee, **here | {"site_id": cast.high.pk})  # type: ignore[arg-type]  # the same
