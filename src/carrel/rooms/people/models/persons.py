"""Persons and what identifies them: names, cards, badges, sites, guardians."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PatronCategory(models.Model):
    """What kind of reader a person is; the policy of lending asks for it."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=60)
    sort = models.IntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort", "name"]
        verbose_name_plural = "patron categories"

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """One row per human being. Patron, staff, helper or guardian is what a person is at a time.

    The legal name comes from the roster; the preferred one, where there is one, is what everybody sees. A merged person
    stays as a pointer to the one kept. `search_text` is folded: names, nickname, grade, local number.
    """

    roster_id = models.CharField(_("number in the roster"), max_length=100, null=True, blank=True, unique=True)
    local_number = models.CharField(_("student number"), max_length=40, blank=True, db_index=True)
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    preferred_given = models.CharField(_("preferred given name"), max_length=80, blank=True)
    preferred_family = models.CharField(_("preferred family name"), max_length=80, blank=True)
    pronunciation = models.CharField(_("pronunciation"), max_length=80, blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    grade = models.CharField(_("grade"), max_length=10, blank=True)
    category = models.ForeignKey(
        PatronCategory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="persons",
        verbose_name=_("category"),
    )
    home_site = models.ForeignKey(
        "schools.Site",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="persons",
        verbose_name=_("school"),
    )
    homeroom = models.ForeignKey(
        "people.SchoolClass",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="homeroom_of",
        verbose_name=_("homeroom"),
    )
    home_language = models.CharField(_("language of the family"), max_length=10, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    photo = models.ForeignKey(
        "files.StoredFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("photo")
    )
    left_on = models.DateField(_("left on"), null=True, blank=True)
    expires_on = models.DateField(_("may borrow until"), null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")
    is_provisional = models.BooleanField(_("added at the desk, not in the roster yet"), default=False)
    directory_opt_out = models.BooleanField(_("not on lists and displays"), default=False)
    search_text = models.CharField(max_length=400, blank=True, editable=False)
    created_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["home_site", "family_name", "given_name"], name="person_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="person_not_merged_into_self",
            )
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def given(self) -> str:
        """The given name that everybody uses."""
        return self.preferred_given or self.given_name

    @property
    def family(self) -> str:
        """The family name that everybody uses."""
        return self.preferred_family or self.family_name

    @property
    def display_name(self) -> str:
        """The name that is shown and spoken: `Ana Garcia`."""
        return f"{self.given} {self.family}".strip()

    @property
    def short_name(self) -> str:
        """The given name alone, where it is clear who is meant."""
        return self.given or self.family

    @property
    def list_name(self) -> str:
        """The name as lists sort it: `Garcia, Ana`."""
        return ", ".join(part for part in (self.family, self.given) if part)

    @property
    def legal_name(self) -> str:
        """The name of the roster."""
        return f"{self.given_name} {self.family_name}".strip()


class FurtherSite(models.Model):
    """Another site at which a person learns or works besides the home site."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="further_sites")
    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "site"], name="one_further_site_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.site_id}"


class Card(models.Model):
    """A number by which a person is known: a library card (who borrows) or a badge (who works at the desk).

    Valid numbers are unique over both kinds; a lost or replaced number stays on record with its person.
    """

    class Kind(models.TextChoices):
        CARD = "card", _("Card")
        BADGE = "badge", _("Badge")

    class Status(models.TextChoices):
        VALID = "valid", _("Valid")
        LOST = "lost", _("Lost")
        REPLACED = "replaced", _("Replaced")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cards")
    number = models.CharField(_("number"), max_length=64, db_index=True)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices, default=Kind.CARD)
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.VALID)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    pin = models.CharField(max_length=128, blank=True, editable=False)
    wrong_pins = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    pin_rests_until_at = models.DateTimeField(null=True, editable=False)
    from_roster = models.BooleanField(default=False, editable=False)
    since_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(status="valid"), name="one_valid_card_of_a_number"
            )
        ]

    def __str__(self) -> str:
        return self.number


class Guardianship(models.Model):
    """Who stands for a student: the persons to whom notices and invoices go."""

    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guardians")
    guardian = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="wards")
    relation = models.CharField(_("relation"), max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["student", "guardian"], name="one_guardianship_a_pair")]

    def __str__(self) -> str:
        return f"{self.guardian_id} for {self.student_id}"


class Merger(models.Model):
    """What one merging of two persons moved, so that it can be taken apart: rows by model, values of before."""

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mergers")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.kept_id}"
