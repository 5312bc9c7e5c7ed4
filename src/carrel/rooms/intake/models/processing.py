"""What is stored of copies being made ready: the steps of a site, batches, and who did what when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.rooms.intake.models.deliveries import Delivery, DeliveryLine


class ProcessingStep(models.Model):
    """One thing done to every new copy at a site: stamp, barcode, spine label, cover, shelf.

    In the step that `gives_label` a copy without a number gets its label by a scan.
    """

    site = models.ForeignKey("schools.Site", on_delete=models.CASCADE, related_name="processing_steps")
    name = models.CharField(_("name"), max_length=60)
    gives_label = models.BooleanField(_("the copy’s label is scanned in this step"), default=False)
    sort = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort", "pk"]
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="one_processing_step_of_a_name")]

    def __str__(self) -> str:
        return self.name


class ProcessingBatch(models.Model):
    """Copies that are made ready together, at `site`; they may be of other sites."""

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, related_name="processing_batches")
    job_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "processing batches"

    def __str__(self) -> str:
        return self.name


class ProcessingLine(models.Model):
    """One copy of a batch. `place` is where it goes when its last step is done; until then it stands in processing.

    `made_here` says that the batch added the copy, so that taking the batch back takes it out again.
    """

    batch = models.ForeignKey(ProcessingBatch, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey("inventory.Item", on_delete=models.CASCADE, related_name="processing_lines")
    delivery_line = models.ForeignKey(DeliveryLine, on_delete=models.SET_NULL, null=True, related_name="made_lines")
    place = models.ForeignKey("schools.Place", on_delete=models.SET_NULL, null=True, related_name="+")
    made_here = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(done_at=None), name="item_processed_once_at_a_time")
        ]

    def __str__(self) -> str:
        return f"item {self.item_id}"


class StepDone(models.Model):
    """That somebody did a step of a copy; taken off again, the row goes and the audit keeps both."""

    line = models.ForeignKey(ProcessingLine, on_delete=models.CASCADE, related_name="steps_done")
    step = models.ForeignKey(ProcessingStep, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    who = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "step"], name="a_step_is_done_once")]

    def __str__(self) -> str:
        return f"step {self.step_id} of line {self.line_id}"
