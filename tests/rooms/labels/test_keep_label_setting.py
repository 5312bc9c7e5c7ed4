"""A site keeps how its labels are made."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.labels import actions
from carrel.rooms.labels.forms import LabelSettingForm
from carrel.rooms.labels.queries import setting_of, setting_row
from tests import makers
from tests.rooms.labels.conftest import Labels

pytestmark = pytest.mark.django_db
NOW = makers.NOON

VALUES = {
    "item_symbology": "codabar_mod10", "card_symbology": "code39", "asset_symbology": "qr", "top_line": "ACMS Library",
    "letters": "3", "spine_size": "12",
}  # fmt: skip


def test_what_is_kept_is_used(labels: Labels) -> None:
    assert setting_of(labels.site.pk).top_line == labels.site.name
    form = LabelSettingForm(VALUES, instance=setting_row(labels.site.pk))
    actions.keep_label_setting(labels.dee, form=form, now=NOW)
    made = setting_of(labels.site.pk)
    assert (made.item_symbology, made.top_line, made.letters) == ("codabar_mod10", "ACMS Library", 3)
    assert made.template.prefix == "31811"


def test_an_assistant_keeps_no_settings(labels: Labels) -> None:
    form = LabelSettingForm(VALUES, instance=setting_row(labels.site.pk))
    with pytest.raises(NotAllowed):
        actions.keep_label_setting(makers.make_actor("assistant", labels.site), form=form, now=NOW)
