"""Classes, homerooms and who is in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from carrel.rooms.people.models.persons import Person


class SchoolClass(models.Model):
    """A class that is taught, or a homeroom. `periods` are the bells it meets at, as rosters write them: "1,3"."""

    class Kind(models.TextChoices):
        HOMEROOM = "homeroom", _("Homeroom")
        CLASS = "class", _("Class")

    site = models.ForeignKey("schools.Site", on_delete=models.PROTECT, related_name="classes")
    roster_id = models.CharField(max_length=100, null=True, blank=True, unique=True)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.CLASS)
    grade = models.CharField(_("grade"), max_length=40, blank=True)
    subject = models.CharField(_("subject"), max_length=80, blank=True)
    periods = models.CharField(_("periods"), max_length=80, blank=True)
    term = models.ForeignKey("schools.Term", on_delete=models.SET_NULL, null=True, blank=True, related_name="classes")
    ended_on = models.DateField(_("no longer in the roster since"), null=True, blank=True)

    class Meta:
        ordering = ["site", "name"]
        indexes = [models.Index(fields=["site", "kind", "name"], name="class_by_site")]
        verbose_name_plural = "school classes"

    def __str__(self) -> str:
        return self.name


class Enrolment(models.Model):
    """That a person is in a class, as student or teacher, between two days (open where blank)."""

    class Role(models.TextChoices):
        STUDENT = "student", _("Student")
        TEACHER = "teacher", _("Teacher")

    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="enrolments")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="enrolments")
    role = models.CharField(max_length=7, choices=Role.choices, default=Role.STUDENT)
    roster_id = models.CharField(max_length=100, null=True, blank=True, unique=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "role"], name="enrolment_by_person")]
        constraints = [
            models.UniqueConstraint(fields=["school_class", "person", "role"], name="one_enrolment_a_class_and_role")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.school_class_id}"
