"""Forms of the entrance: django-allauth's, in the words of the house."""

from typing import TYPE_CHECKING, Any, TypeAlias

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Text: TypeAlias = "str | _StrPromise"
PLAIN = {"autocapitalize": "off", "spellcheck": "false"}


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("User name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "username", **PLAIN})
        )
        forgotten = _("Forgotten? Ask the technician of your school for a new one.")
        self.fields["password"] = _password(_("Password"), "current-password", help_text=forgotten)
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        """User names are compared in lower case, without blanks around them."""
        return str(self.cleaned_data["login"]).strip().lower()


class OwnPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    """The present password and, twice, the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = _password(_("Present password"), "current-password")
        self.fields["password1"] = _password(
            _("New password"), "new-password", help_text=_("Eight signs or more, and not one of those everybody uses.")
        )
        self.fields["password2"] = _password(_("New password again"), "new-password")

    def clean_password1(self) -> str:
        """The rules of the house for passwords."""
        password: str = get_adapter().clean_password(self.cleaned_data["password1"], user=self.user)
        return password


class AskAgainForm(ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password(_("Password"), "current-password")


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code of the second device, or one of the recovery codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(_("Code"), _("From the app on your phone; or one of your recovery codes."))


class NewFactorForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """The first code of a new device proves that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(_("Code"), _("The six figures the app shows now."))


def _password(label: Text, autocomplete: str, help_text: Text = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, help_text=help_text, widget=widget, strip=False)


def _code(label: Text, help_text: Text) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", **PLAIN})
    return forms.CharField(label=label, help_text=help_text, widget=widget, max_length=40)
