"""What a school decided about borrowing by oneself."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from carrel.rooms.circulation.rules.self_check import LONGEST_IDLE, SHORTEST_IDLE


class SelfCheckSetting(models.Model):
    """How the self-check stations of one site work. A site without a row has what stands here as default."""

    site = models.OneToOneField("schools.Site", on_delete=models.CASCADE, related_name="self_check_setting")
    needs_pin = models.BooleanField(_("readers type a PIN after their card"), default=True)
    takes_returns = models.BooleanField(_("books can be given back here"), default=False)
    picker_grades = models.CharField(
        _("grades that may touch their face instead of a card"), max_length=60, blank=True, default=""
    )
    idle_seconds = models.PositiveSmallIntegerField(
        _("seconds without a touch until the station forgets the reader"),
        default=20,
        validators=[MinValueValidator(SHORTEST_IDLE), MaxValueValidator(LONGEST_IDLE)],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(idle_seconds__gte=SHORTEST_IDLE, idle_seconds__lte=LONGEST_IDLE),
                name="self_check_idle_seconds",
            )
        ]

    def __str__(self) -> str:
        return f"self-check at {self.site_id}"
