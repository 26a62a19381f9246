"""Sessions on the server, kept so that the table opens nothing: under the hash of their key, locked by the key."""

from __future__ import annotations

import base64
import hmac
import logging
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import models

from dangvu.accounts.models import Account, Session
from dangvu.periods.clock import HANOI, now

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=8)

BEGUN, SEEN, FACTOR, BROWSER, CONFIRMED = "begun", "seen", "factor", "browser", "confirmed"
"""Marks in a session: when it began and was last seen, by which second factor, in what, and when the person last gave it."""

logger = logging.getLogger(__name__)


def digest(key: str) -> str:
    """What a session is kept under; whoever reads it cannot make the cookie from it."""
    return sha256(key.encode()).hexdigest()


def _lock(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hmac.digest(settings.SECRET_KEY.encode(), f"session {key}".encode(), "sha256")))


def _instant(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, HANOI)


class SessionStore(DatabaseStore):
    """Django's store in the database, but for the key, the contents, and what is known of the person beside them."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = Session.objects.filter(session_key=digest(self.session_key or ""), expire_date__gt=now()).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        """Whether a session has this key."""
        return Session.objects.filter(session_key=digest(session_key)).exists()

    def delete(self, session_key: str | None = None) -> None:
        """End the session of this key, or this one."""
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(session_key=digest(key)).delete()

    def encode(self, session_dict: dict[str, Any]) -> str:
        """The contents under a lock that only the key of the cookie opens."""
        return _lock(self.session_key or "").encrypt(self.serializer().dumps(session_dict)).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """The contents; nothing where the key or the secret of the instance is another."""
        data = session_data if isinstance(session_data, bytes) else session_data.encode()
        try:
            contents: dict[str, Any] = self.serializer().loads(_lock(self.session_key or "").decrypt(data))
        except InvalidToken:
            logger.warning("a session could not be opened")
            return {}
        return contents

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row as the session stands."""
        key = self._get_or_create_session_key()  # type: ignore[attr-defined]  # of SessionBase, unknown to the stubs
        begun, seen = data.get(BEGUN), data.get(SEEN)
        account = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return Session(
            session_key=digest(key),
            session_data=self.encode(data),
            expire_date=self._end(begun, seen),
            account_id=account,
            factor=data.get(FACTOR, "") if account else "",
            begun=_instant(begun),
            seen=_instant(seen),
            browser=data.get(BROWSER, ""),
        )

    async def acreate_model_instance(self, data: dict[str, Any]) -> Session:
        """As above: the inherited one would keep the key itself."""
        return self.create_model_instance(data)

    @classmethod
    def clear_expired(cls) -> None:
        """Sweep out what is over."""
        Session.objects.filter(expire_date__lt=now()).delete()

    def _end(self, begun: float | None, seen: float | None) -> datetime:
        """Both limits, so that the database too knows a session that is over."""
        if begun is None or seen is None:
            return now() + LONGEST
        return datetime.fromtimestamp(min(seen + IDLE.total_seconds(), begun + LONGEST.total_seconds()), HANOI)


def end_sessions(account: int, *, but: str = "") -> int:
    """End every session of an account at once, except that of the key `but`; how many there were.

    To be called when the account is closed, and by whoever ends the last mandate of the account.
    """
    return sessions_of(account).exclude(session_key=digest(but)).delete()[0]


def sessions_of(account: int) -> models.QuerySet[Session]:
    """The sessions of an account that are not over, latest first."""
    return Session.objects.filter(account_id=account, expire_date__gt=now()).order_by("-seen")


def close_account(account: int) -> None:
    """Nobody signs in with it any more, and whoever is signed in is out."""
    Account.objects.filter(pk=account).update(is_active=False)
    end_sessions(account)
