"""What django-allauth asks of the house: nobody signs up by themselves, and its sentences are ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by staff; names are compared in lower case; the session says when somebody was last at work."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "User name and password do not belong together. Look at both and try again; after five tries the account "
            "rests for five minutes."
        ),
        "too_many_login_attempts": _(
            "Too many tries for this user name. It rests for five minutes. "
            "Forgotten? Ask the technician of your school."
        ),
        "incorrect_password": _("This is not your password. Type it again."),
        "enter_current_password": _("This is not your present password. Type it again."),
        "account_inactive": _("This account is put away. Ask the technician of your school."),
        "rate_limited": _("Too many tries in a short time. Wait a minute, then go on."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """User names are stored and compared in lower case."""
        return str(super().clean_username(username.lower(), shallow=shallow))

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Says nothing: our pages say what they did themselves."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """The second factor in the words of the house."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not fit. Wait for the next one and type it at once."),
        "cannot_delete_authenticator": _("Your second factor cannot be dropped now. Make new recovery codes instead."),
        "cannot_generate_recovery_codes": _("Set up the second factor first. Recovery codes stand in for it."),
    }
