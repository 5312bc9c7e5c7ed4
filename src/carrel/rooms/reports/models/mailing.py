"""Reports that go to people by mail, in the rhythm in which they are made."""

from django.db import models
from django.db.models import Q

from carrel.rooms.reports.models.own import OwnReport


class Mailing(models.Model):
    """How a report goes out: with a file in a shape, with a link to its page, or both. One a report.

    `link` is the page's whole address, as the browser of whoever set it up reached it. `job_id` is the long work of the
    last time, `sent_at` when that put its mails into the outbox.
    """

    SHAPES = [("", "no file"), ("csv", "CSV"), ("xlsx", "XLSX")]

    report = models.OneToOneField(OwnReport, on_delete=models.CASCADE, related_name="mailing")
    shape = models.CharField(max_length=4, choices=SHAPES, blank=True, default="")
    link = models.CharField(max_length=300, blank=True)
    is_paused = models.BooleanField(default=False)
    job_id = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(shape__in=["", "csv", "xlsx"]), name="mailing_shape"),
            models.CheckConstraint(condition=~Q(shape="") | ~Q(link=""), name="mailing_brings_something"),
        ]

    def __str__(self) -> str:
        return f"mailing of {self.report_id}"


class MailingReader(models.Model):
    """Somebody of staff to whom a report goes. `left_out` is why the last one did not: a code, blank when it did."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="readers")
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="+")
    left_out = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["mailing", "account"], name="one_reader_of_mailing")]

    def __str__(self) -> str:
        return f"{self.account_id} of mailing {self.mailing_id}"
