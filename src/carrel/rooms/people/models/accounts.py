"""Accounts, the roles they hold, and the record of who looked at whom."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from carrel.rooms.people.models.persons import Person


class AccountKeeper(BaseUserManager["Account"]):
    """Makes accounts; user names are compared without regard to case."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        """A new account with a hashed password; without one nobody can sign in to it."""
        account = self.model(username=self.model.normalize_username(username).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """What somebody signs in with. It may belong to a person, and holds roles at sites or for the district."""

    username = models.CharField(_("user name"), max_length=80, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="account", verbose_name=_("person")
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    theme = models.CharField(_("theme"), max_length=5, blank=True)
    sounds = models.BooleanField(_("sounds at the desk"), default=True)
    desk_volume = models.PositiveSmallIntegerField(
        _("loudness"), default=70, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    date_joined = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[AccountKeeper] = AccountKeeper()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.username

    @property
    def name(self) -> str:
        """The person's name where there is a person, else the user name."""
        return self.person.display_name if self.person else self.username


class ExternalIdentity(models.Model):
    """The account's name in another house: who vouches for it, and under which number."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="external_identities")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="one_external_identity")]
        verbose_name_plural = "external identities"

    def __str__(self) -> str:
        return f"{self.subject} at {self.issuer}"


class RoleHeld(models.Model):
    """That an account holds a role at a site, or for the whole district where `site` is blank, between two days."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles_held")
    role = models.CharField(_("role"), max_length=20)
    site = models.ForeignKey(
        "schools.Site",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roles_held",
        verbose_name=_("site"),
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name_plural = "roles held"

    def __str__(self) -> str:
        return f"{self.role} at {self.site_id or 'district'}"


class RoleSetting(models.Model):
    """What the district decides about a role: idle minutes until sign-out, and whether a second factor is asked."""

    role = models.CharField(_("role"), max_length=20, unique=True)
    idle_minutes = models.PositiveIntegerField(
        _("minutes without work until sign-out"), validators=[MinValueValidator(2), MaxValueValidator(1440)]
    )
    second_factor = models.BooleanField(_("a code from a second device is needed to sign in"), default=False)

    def __str__(self) -> str:
        return self.role


class PersonView(models.Model):
    """That somebody looked at a person's record: who, under whose badge, at which desk and site, which page, when.

    Appended; kept for a year. The page is a word ("loan"), never what stood on it.
    """

    at = models.DateTimeField()
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    badge_person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="views")
    page = models.CharField(max_length=40)
    site = models.ForeignKey("schools.Site", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    desk = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at"], name="view_by_person"),
            models.Index(fields=["at"], name="view_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.page} of {self.person_id} at {self.at:%Y-%m-%d %H:%M}"
