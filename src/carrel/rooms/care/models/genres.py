"""What is stored of genre shelving: genres as data, and which records are of which."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.care import phrases


class Genre(models.Model):
    """A genre by which a site, or every site, shelves: its sign on the spine and the place where it stands.

    A genre without a site is the whole district's; its place is each site's own matter.
    """

    site = models.ForeignKey(
        "schools.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    name = models.CharField(_("name"), max_length=60)
    symbol = models.CharField(_("sign"), max_length=12, blank=True)
    colour = models.CharField(
        _("colour"),
        max_length=10,
        blank=True,
        choices=[(each, phrases.COLOUR_WORDS[each]) for each in phrases.COLOUR_WORDS],
    )
    place = models.ForeignKey(
        "schools.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("its shelf")
    )
    prefix = models.CharField(_("call numbers begin with"), max_length=20, blank=True)
    sort = models.IntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort", "name"]
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="one_genre_of_a_name_at_a_site"),
            models.UniqueConstraint(fields=["name"], condition=Q(site=None), name="one_district_genre_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class RecordGenre(models.Model):
    """A record is of a genre at a site. It has any number of genres there, and one home at most: where it stands."""

    record = models.ForeignKey("catalogue.Record", on_delete=models.CASCADE, related_name="shelf_genres")
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    genre = models.ForeignKey(Genre, on_delete=models.PROTECT, related_name="records")
    is_home = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "site", "genre"], name="a_record_once_in_a_genre"),
            models.UniqueConstraint(
                fields=["record", "site"], condition=Q(is_home=True), name="one_home_genre_of_a_record_at_a_site"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} in {self.genre_id}"
