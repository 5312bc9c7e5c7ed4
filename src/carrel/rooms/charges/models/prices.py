"""The lists the desk charges by: what is sold, what a damage costs, how a price falls with age."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.charges import rules


class Article(models.Model):
    """Something sold at the desk: a printed page, a lanyard."""

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="articles")
    name = models.CharField(_("name"), max_length=rules.NAME_LENGTH)
    price_minor = models.PositiveIntegerField(_("price"))
    is_quick = models.BooleanField(_("has a button at the desk"), default=True)
    sort = models.IntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("is sold"), default=True)

    class Meta:
        ordering = ["sort", "name"]
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="article_once_per_site"),
            models.CheckConstraint(condition=Q(price_minor__gt=0), name="article_price"),
        ]

    def __str__(self) -> str:
        return self.name


class DamageRow(models.Model):
    """One line of a site's schedule of damages: an amount, or a percent of the price."""

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="damage_rows")
    name = models.CharField(_("damage"), max_length=rules.NAME_LENGTH)
    amount_minor = models.PositiveIntegerField(_("amount"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(
        _("or percent of the price"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    is_each = models.BooleanField(_("the amount is for each (page, key)"), default=False)
    without_price_minor = models.PositiveIntegerField(
        _("counts as the price where none is known"), null=True, blank=True
    )
    sort = models.IntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("is charged"), default=True)

    class Meta:
        ordering = ["sort", "name"]
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="damage_row_once_per_site"),
            models.CheckConstraint(
                condition=Q(amount_minor__isnull=False, percent=None) | Q(amount_minor=None, percent__isnull=False),
                name="damage_row_amount_or_percent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DepreciationStep(models.Model):
    """From so many years on, this percent of a thing's price is left at a site."""

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    from_years = models.PositiveSmallIntegerField(_("from so many years on"))
    percent = models.PositiveSmallIntegerField(_("percent of the price left"), validators=[MaxValueValidator(100)])

    class Meta:
        ordering = ["from_years"]
        constraints = [models.UniqueConstraint(fields=["site", "from_years"], name="depreciation_step_once")]

    def __str__(self) -> str:
        return f"{self.from_years}: {self.percent}%"
