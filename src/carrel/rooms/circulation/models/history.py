"""What a reader asked to be remembered. Only who chose it has rows here, and only they see them."""

from django.db import models


class HistoryChoice(models.Model):
    """That a person wants a list of what they have read. Taking the choice back erases the list."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="history_choice")
    since_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"history of {self.person_id}"


class PastLoan(models.Model):
    """A title that somebody who chose to keep a history has read."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="past_loans")
    record = models.ForeignKey("catalogue.Record", on_delete=models.PROTECT, related_name="+")
    lent_on = models.DateField()
    returned_on = models.DateField()

    class Meta:
        ordering = ["-returned_on", "-id"]
        indexes = [models.Index(fields=["person", "-returned_on"], name="past_loan_of_person")]

    def __str__(self) -> str:
        return f"past loan {self.pk}"
