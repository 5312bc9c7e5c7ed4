"""Text to values for this room: persons at the desk, their records, cards, accounts and roles."""

from typing import Any

from babel.core import Locale
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.functional import Promise
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.inputs import DayInput, ScanInput
from carrel.cellar.kernel.texts import squeeze
from carrel.rooms.people import queries as people
from carrel.rooms.people import rules
from carrel.rooms.people.models import Account, PatronCategory, Person, RoleSetting, SchoolClass
from carrel.rooms.people.phrases import ROLE_NAMES
from carrel.rooms.schools.models import Site

LARGEST_PHOTO = 8 * 1024 * 1024


def person_meant(actor: Actor, text: str) -> int:
    """The one person in the actor's sight whom a card, a number or a name means.

    Raises ValidationError when nobody is meant, or several are.
    """
    card = people.person_of_card(text)
    if card is not None:
        return card.person_id
    alike = people.persons_found(actor, text)
    if len(alike) > 1:
        names = ", ".join(f"{each.name} ({each.homeroom or each.grade or each.category})" for each in alike[:5])
        raise forms.ValidationError(
            _("Several readers are meant by this: %(names)s. Type the student number."), params={"names": names}
        )
    if not alike:
        raise forms.ValidationError(_("Nobody has this number or name. Scan the card again, or type the number."))
    return alike[0].person_id


class PersonField(forms.CharField):
    """A person by card, number or name; its value is the person's key. `actor` says who looks."""

    def __init__(self, *, actor: Actor | None = None, **options: Any) -> None:
        self.actor = actor
        super().__init__(max_length=80, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return person_meant(self.actor, text) if text and self.actor is not None else None


def homerooms_at(site_id: int | None) -> Any:
    """The homerooms of a site, for a choice."""
    if site_id is None:
        return SchoolClass.objects.none()
    return SchoolClass.objects.filter(site_id=site_id, kind=SchoolClass.Kind.HOMEROOM, ended_on=None).order_by("name")


class ProvisionalPersonForm(forms.Form):
    """Somebody who is not in the roster yet: two names are enough, a card makes it quick."""

    given_name = forms.CharField(label=_("Given name"), max_length=80, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=80, required=False)
    homeroom = forms.ModelChoiceField(
        label=_("Homeroom"), queryset=SchoolClass.objects.none(), required=False, empty_label=_("Not known")
    )
    grade = forms.CharField(label=_("Grade"), max_length=10, required=False)
    category = forms.ModelChoiceField(label=_("Category"), queryset=PatronCategory.objects.all(), empty_label=None)
    card_number = forms.CharField(
        label=_("Card"),
        max_length=64,
        required=False,
        widget=ScanInput,
        help_text=_("Scan a card, or leave it empty: the name finds the person."),
    )
    is_another = forms.BooleanField(label=_("It is somebody else of the same name"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, *args: Any, site_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["homeroom"].queryset = homerooms_at(site_id)  # type: ignore[attr-defined]  # a choice of rows

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not squeeze(values.get("given_name") or "") and not squeeze(values.get("family_name") or ""):
            self.add_error("given_name", _("Somebody needs a name. Write a given name or a family name."))
        return values


# The languages most spoken at home in schools here, by the tables of the state, and some more.
HOME_LANGUAGES = ("en", "es", "ar", "fa", "fil", "fr", "hi", "ht", "hy", "ja", "ko", "pa", "pt", "ru", "so", "uk", "ur",
                  "vi", "zh")  # fmt: skip


def languages_at_home(known: str) -> list[tuple[str, str]]:
    """Languages to choose from by their names in the reader's own, with the one that is known of the person."""
    names = Locale.parse(to_locale(get_language() or "en")).languages
    codes = dict.fromkeys((*HOME_LANGUAGES, *([known] if known else [])))
    found = sorted(((code, str(names.get(code, code)).capitalize()) for code in codes), key=lambda each: each[1])
    return [("", str(_("Not known"))), *found]


class PersonForm(forms.ModelForm[Person]):
    """What staff may change of a person. Who is in the roster keeps the legal name and grade of the roster."""

    class Meta:
        model = Person
        fields = [
            "given_name", "family_name", "preferred_given", "preferred_family", "pronunciation", "pronouns", "grade",
            "homeroom", "category", "local_number", "home_language", "email", "phone", "expires_on",
            "directory_opt_out",
        ]  # fmt: skip
        widgets = {"expires_on": DayInput}
        help_texts = {
            "preferred_given": _("The name everybody sees. The legal name stays for papers that need it."),
            "home_language": _("Notices to the family are written in it."),
            "expires_on": _("Empty: as long as the person is at the school."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        homeroom = self.fields["homeroom"]
        homeroom.queryset = homerooms_at(self.instance.home_site_id)  # type: ignore[attr-defined]  # a choice of rows
        self.fields["home_language"].widget = forms.Select(choices=languages_at_home(self.instance.home_language))
        if self.instance.roster_id:
            for name in ("given_name", "family_name", "grade", "local_number"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("From the roster. Change it in the student information system.")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not values.get("given_name") and not values.get("family_name"):
            self.add_error("given_name", _("Somebody needs a name. Write a given name or a family name."))
        return values


class PhotoForm(forms.Form):
    """A picture of a person."""

    photo = forms.FileField(label=_("Photo"), help_text=_("JPEG or PNG, up to 8 MB."))

    def clean_photo(self) -> Any:
        photo = self.cleaned_data["photo"]
        if photo.size > LARGEST_PHOTO:
            raise forms.ValidationError(_("This picture is larger than 8 MB. Make it smaller first."))
        return photo


class PatronCategoryForm(forms.ModelForm[PatronCategory]):
    """A kind of reader, for the policy of lending."""

    class Meta:
        model = PatronCategory
        fields = ["name", "code", "sort"]
        help_texts = {"code": _("A short word that imports use. It stays when the name changes.")}


class CardForm(forms.Form):
    """A number to be given to a person."""

    number = forms.CharField(
        label=_("Number"),
        max_length=64,
        widget=ScanInput,
        help_text=_("Scan it, or type what stands under the bars."),
    )
    kind = forms.ChoiceField(
        label=_("It is"), choices=[("card", _("a library card")), ("badge", _("a badge for working here"))]
    )
    expires_on = forms.DateField(label=_("Valid until"), widget=DayInput, required=False)
    replaces = forms.BooleanField(label=_("It takes the place of the cards before"), required=False)
    pin = forms.CharField(
        label=_("PIN of the badge"),
        required=False,
        max_length=12,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("Only for a badge that may open more than the desk's own account. Four figures or more."),
    )

    def clean_number(self) -> str:
        number = rules.normalise_number(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError(_("There is no sign in this number that can be read. Scan it again."))
        return number


class PinForm(forms.Form):
    """The PIN of a library card; empty takes it away."""

    pin = forms.CharField(
        label=_("New PIN"),
        required=False,
        max_length=rules.LONGEST_PIN,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("Four figures or more, typed at self-check after the card. Empty: the card has none."),
    )


class MergeForm(forms.Form):
    """The second record of the same human being, and why they are one."""

    other = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why they are one"), max_length=200, required=False)
    is_sure = forms.BooleanField(label=_("They are one human being, whatever the roster says"), required=False)


def _role_choices(held: frozenset[str], is_program: bool = False) -> list[tuple[str, str | Promise]]:
    return [(code, ROLE_NAMES[code]) for code in rules.ROLES if is_program or rules.may_give(held, code)]


class RoleForm(forms.Form):
    """A role at a site or for the whole district, for as long as it is needed."""

    role = forms.ChoiceField(label=_("Role"))
    site = forms.ModelChoiceField(
        label=_("School"), queryset=Site.objects.none(), required=False, empty_label=_("The whole district")
    )
    ends_on = forms.DateField(
        label=_("Last day"), widget=DayInput, required=False, help_text=_("Empty: until it is ended.")
    )

    def __init__(self, *args: Any, held: frozenset[str], sites: Any, is_district: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _role_choices(held)  # type: ignore[attr-defined]  # a choice field
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]  # a choice of rows
        if not is_district:
            self.fields["site"].empty_label = None  # type: ignore[attr-defined]  # a choice of rows
            self.fields["site"].required = True


class PasswordForm(forms.Form):
    """A new password for somebody else's account."""

    password = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        help_text=_("Eight signs or more, and not one of those everybody uses."),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class AccountForm(RoleForm, PasswordForm):
    """A new account with its first role."""

    username = forms.CharField(
        label=_("User name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )
    field_order = ["username", "password", "role", "site", "ends_on"]

    def clean_username(self) -> str:
        name = squeeze(self.cleaned_data["username"], 80).lower()
        if not name or " " in name:
            raise forms.ValidationError(
                _("A user name is one word without blanks. Write it as it is typed at sign-in.")
            )
        return name


class RoleSettingForm(forms.ModelForm[RoleSetting]):
    """Idle minutes and second factor of a role."""

    class Meta:
        model = RoleSetting
        fields = ["idle_minutes", "second_factor"]


class DeskSoundForm(forms.ModelForm[Account]):
    """Sounds, loudness and language of the own account."""

    class Meta:
        model = Account
        fields = ["sounds", "desk_volume", "language"]
        widgets = {"desk_volume": forms.NumberInput(attrs={"min": 0, "max": 100, "step": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("As the browser says")), *settings.LANGUAGES]
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=choices, required=False)
        self.initial["language"] = self.instance.language


class AccessLogForm(forms.Form):
    """The filter of the site's access log: who was looked at, who looked, from which day to which."""

    person = forms.CharField(label=_("Whose record"), max_length=80, required=False)
    account = forms.CharField(label=_("Who looked"), max_length=80, required=False)
    from_on = forms.DateField(label=_("From"), required=False, widget=DayInput())
    until_on = forms.DateField(label=_("Until"), required=False, widget=DayInput())

    def asked(self) -> dict[str, Any]:
        """What was asked for, as `views_at` takes it; nothing of a form that was mistyped."""
        return dict(self.cleaned_data) if self.is_bound and self.is_valid() else {}
