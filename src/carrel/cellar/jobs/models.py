"""What is stored of long work: where it stands, and what it has to tell."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Job(models.Model):
    """One piece of long work, from its start to its report.

    `cursor` says where to go on; it is written in the same transaction as the work it counts, so that a job taken up
    again neither repeats nor skips anything. `run_no` grows with each run: a run that was superseded can write no more.
    Plain numbers instead of foreign keys: the cellar knows no room. `worker` is the process that does it
    (jobs.workers), `fault` why the last run broke off: the code and facts of an objection.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("job", "Waiting")
        RUNNING = "running", pgettext_lazy("job", "Under way")
        DONE = "done", pgettext_lazy("job", "Done")
        STOPPED = "stopped", pgettext_lazy("job", "Stopped")
        BROKEN = "broken", pgettext_lazy("job", "Broke off")

    code = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    task_path = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    params = models.JSONField(default=dict)
    cursor = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    actor = models.JSONField(default=dict)
    site_id = models.BigIntegerField(null=True)
    started_by = models.BigIntegerField(null=True)
    started_by_name = models.CharField(max_length=200, blank=True)
    run_no = models.PositiveIntegerField(default=0)
    stop_wanted = models.BooleanField(default=False)
    worker = models.CharField(max_length=120, blank=True)
    fault = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["-created_at"], name="job_created"),
            models.Index(fields=["status", "moved_at"], name="job_status"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.title}"

    @property
    def is_over(self) -> bool:
        return self.status in {self.Status.DONE, self.Status.STOPPED, self.Status.BROKEN}

    @property
    def percent(self) -> int | None:
        return min(100, self.done * 100 // self.total) if self.total else None


class JobLine(models.Model):
    """One thing a job has to tell about one piece of its work, such as a record that could not come in."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=40)
    number = models.PositiveIntegerField(default=0)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["job", "kind", "number"], name="job_line_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of job {self.job_id}"
