"""How each vendor's files are read, and what their words mean."""

from collections.abc import Mapping
from typing import Any

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.intake import rules
from carrel.rooms.intake.models import VendorProfile, VendorWord
from carrel.rooms.intake.queries.files import known_words
from carrel.rooms.intake.rules import Defaults, Profile, Settings


def profile_row(vendor_id: int | None) -> VendorProfile | None:
    """The profile kept of a vendor, or of files of no particular vendor."""
    return VendorProfile.objects.filter(vendor=vendor_id).select_related("vendor").first()


def profile_of(vendor_id: int | None) -> Profile:
    """How a vendor's files are read; as school vendors write them where nothing else was said."""
    row = profile_row(vendor_id)
    if row is None:
        return Profile()
    words = row.words.values_list("kind", "site_id", "word", "target")
    return Profile(row.tag, row.subfields, row.price_rule, row.matching, rules.folded_words(words))


def words_of(vendor_id: int | None) -> list[VendorWord]:
    """The words decided for a vendor, by kind and word."""
    found = VendorWord.objects.filter(profile__vendor=vendor_id).select_related("site")
    return list(found.order_by("kind", "word"))


def settings_of(actor: Actor, params: Mapping[str, Any]) -> Settings:
    """All that reading the file of a job must know; `params` are the job's."""
    defaults = Defaults(
        site_id=params["site_id"],
        item_type_id=params["item_type_id"],
        site_ids=None if actor.is_district else actor.site_ids,
    )
    return Settings(known_words(), defaults, profile_of(params.get("vendor_id")))
