"""Sessions in the database as Django keeps them, read by a prepared query: every request begins with one."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from carrel.cellar.kernel.prepared import Prepared, Slot

_SESSION = Prepared(
    lambda: Session.objects.filter(session_key=Slot("key"), expire_date__gt=Slot("now")).values_list("session_data")
)


class SessionStore(db.SessionStore):
    """Django's own, but for the reading."""

    def load(self) -> dict[str, Any]:
        """What the session holds; an unknown or expired one is empty and gets a new key when something is kept."""
        row = _SESSION.row(key=self.session_key, now=timezone.now()) if self.session_key else None
        if row is None:
            self._session_key = None
            return {}
        return dict(self.decode(row[0]))
