"""A photo of a person."""

import io

import pytest
from PIL import Image

from carrel.cellar.files.actions import store_file
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people import actions
from tests.cast import Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_a_photo_is_given_and_taken_away(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    stream = io.BytesIO()
    Image.new("RGB", (40, 40), "green").save(stream, "PNG")
    stream.seek(0)
    photo = store_file(dee, stream=stream, name="ana.png", kind="photo", now=NOON)
    actions.set_photo(dee, person_id=cast.ana.pk, photo=photo, now=NOON)
    cast.ana.refresh_from_db()
    assert cast.ana.photo == photo
    actions.set_photo(dee, person_id=cast.ana.pk, photo=None, now=NOON)
    cast.ana.refresh_from_db()
    assert cast.ana.photo is None
    with pytest.raises(Refused, match=r"people\.other_school"):
        actions.set_photo(dee, person_id=cast.fay.pk, photo=photo, now=NOON)
