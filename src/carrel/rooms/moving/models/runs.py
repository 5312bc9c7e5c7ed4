"""What is stored of delivery runs: a round, its days, its stops, and which stops were made on a day."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Run(models.Model):
    """A van's round between the schools of the district. `weekdays` are seven signs, Monday first."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    weekdays = models.CharField(
        _("weekdays"), max_length=7, validators=[RegexValidator(r"^(?=.*1)[01]{7}$", _("Choose one weekday at least."))]
    )
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RunStop(models.Model):
    """A school on a round, in its order."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="stops")
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "site"], name="one_stop_a_school_on_a_run")]

    def __str__(self) -> str:
        return f"stop {self.position}"


class StopTick(models.Model):
    """A stop that was made on a day."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="ticks")
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    ticked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "site", "day"], name="one_tick_a_stop_and_day")]

    def __str__(self) -> str:
        return f"{self.site_id} on {self.day}"
