"""A line is shared out among schools, and what came fills them in order."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from tests.rooms.intake.unpacking import HOLES, unpacking

pytestmark = pytest.mark.django_db


def test_three_schools_and_scans_fill_them_in_order() -> None:
    work = unpacking()
    work.scan(HOLES)
    work.share(work.lines[0], 1, 1, 1)
    holes = [line for line in work.lines if line.isbn == HOLES]
    assert [(line.site_id, line.expected, line.came) for line in holes] == [
        (work.here.pk, 1, 1), (work.there.pk, 1, 0), (work.other.pk, 1, 0),
    ]  # fmt: skip
    assert work.scan(HOLES).site_id == work.there.pk
    assert work.scan(HOLES).site_id == work.other.pk
    assert work.scan(HOLES).is_surplus


def test_refused_when_they_do_not_add_up() -> None:
    work = unpacking()
    for shares in ((1, 1), (0, 0)):
        with pytest.raises(Refused) as caught:
            work.share(work.lines[0], *shares)
        assert caught.value.code == "intake.shares_do_not_add_up"
    assert len(work.lines) == 2
