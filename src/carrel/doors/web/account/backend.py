"""Who signs in: django-allauth asks for name and password; who stays signed in is read at each request."""

from typing import TYPE_CHECKING, Any

from allauth.account.auth_backends import AuthenticationBackend

from carrel.rooms.people import queries as people

if TYPE_CHECKING:
    from carrel.rooms.people.models import Account


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Allauth's, but for the account of a session: read with its person in one prepared statement."""

    def get_user(self, user_id: Any) -> "Account | None":
        """The account of a session, or None when it was put away."""
        found = people.account(int(user_id))
        return found if found is not None and found.is_active else None
