"""What is stored of lists of items that were saved to be asked for again."""

from django.db import models

from carrel.rooms.inventory import rules


class ItemList(models.Model):
    """A list of items a site has saved: its name, what it is narrowed by, its columns and its order (rules.ListSpec).

    The items themselves are not kept: they are found anew each time.
    """

    site = models.ForeignKey("schools.Site", on_delete=models.CASCADE, related_name="item_lists")
    name = models.CharField(max_length=rules.LIST_NAME_LENGTH)
    filters = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    sort = models.CharField(max_length=rules.FIELD_CODE_LENGTH + 10, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="item_list_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def spec(self) -> rules.ListSpec:
        return rules.ListSpec(dict(self.filters), tuple(self.columns), self.sort)
