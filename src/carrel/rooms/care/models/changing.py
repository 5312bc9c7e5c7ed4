"""What is stored of changes of many items: the change, and before and after of each line."""

from django.db import models

from carrel.rooms.care import phrases


class ManyChange(models.Model):
    """One change of many items: looked at, done, taken back as one. `change` is as rules.changing has it."""

    class State(models.TextChoices):
        LOOKED = "looked", phrases.CHANGE_WORDS["looked"]
        DOING = "doing", phrases.CHANGE_WORDS["doing"]
        DONE = "done", phrases.CHANGE_WORDS["done"]
        UNDOING = "undoing", phrases.CHANGE_WORDS["undoing"]
        UNDONE = "undone", phrases.CHANGE_WORDS["undone"]

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")
    change = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.LOOKED)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200, blank=True)
    job_id = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"change {self.pk}"


class ChangeLine(models.Model):
    """One number of a change: its item, the values before and after, and why it was left if it was."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", phrases.LINE_WORDS["waiting"]
        DONE = "done", phrases.LINE_WORDS["done"]
        LEFT = "left", phrases.LINE_WORDS["left"]
        UNDONE = "undone", phrases.LINE_WORDS["undone"]

    run = models.ForeignKey(ManyChange, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=64)
    item = models.ForeignKey("inventory.Item", on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    why = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="one_change_line_at_a_place")]

    def __str__(self) -> str:
        return self.number
