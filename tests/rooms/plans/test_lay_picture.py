"""lay_picture: cleaned, in the place of the one before."""

import io

import pytest
from PIL import Image

from carrel.cellar.files.models import StoredFile
from carrel.cellar.files.queries import open_file
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.plans import actions
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.plans import library

pytestmark = pytest.mark.django_db


def photo(colour: str = "white") -> io.BytesIO:
    """A PNG that says where it was taken."""
    out = io.BytesIO()
    traces = Image.Exif()
    traces[0x010E] = "37.77 N, 122.42 W"
    Image.new("RGB", (1600, 900), colour).save(out, "PNG", exif=traces)
    out.seek(0)
    return out


def test_cleaned_and_the_one_before_let_go(cast: Cast) -> None:
    dee, plan_id = cast.actor(cast.dee), library.plan(cast, library.FIRST)
    actions.lay_picture(dee, plan_id=plan_id, stream=photo(), name="room.png", now=NOON)
    actions.lay_picture(dee, plan_id=plan_id, stream=photo("grey"), name="hall.png", now=NOON)
    (stored,) = StoredFile.objects.all()
    assert (library.row(plan_id).picture_id, stored.name, stored.content_type) == (stored.pk, "hall.png", "image/jpeg")
    with open_file(stored) as file:
        kept = Image.open(file)
        assert kept.size == (1200, 675)
        assert not kept.getexif()
    assert library.shapes(plan_id) == [library.FIRST]


def test_refused(cast: Cast) -> None:
    dee, plan_id = cast.actor(cast.dee), library.plan(cast)
    with pytest.raises(Refused, match="not_photo"):
        actions.lay_picture(dee, plan_id=plan_id, stream=io.BytesIO(b"%PDF-1.7"), name="plan.pdf", now=NOON)
    theirs = actions.add_plan(cast.actor(cast.boss), site_id=cast.high.pk, name="Library", now=NOON)
    with pytest.raises(Refused, match="other_site"):
        actions.lay_picture(dee, plan_id=theirs, stream=photo(), name="room.png", now=NOON)
    assert not StoredFile.objects.exists()
