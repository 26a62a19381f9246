"""Questions about accounts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dangvu.accounts.models import Account, Recovery
from dangvu.periods.clock import HANOI


def account_by_name(username: str) -> Account | None:
    """The account of this name."""
    return Account.objects.filter(username=username).first()


def open_recoveries(at: datetime) -> QuerySet[Recovery]:
    """Requests for recovery that wait for an officer or for the person, oldest first."""
    found = Recovery.objects.filter(closed=None, expires__gt=at)
    return found.select_related("account", "opened_by", "first_by", "second_by").order_by("opened")


def recovered_lately(account: Account, at: datetime) -> Recovery | None:
    """The recovery after which the account may not sign yet; told to its owner, who may not have asked for it."""
    if account.signs_from is None or account.signs_from <= at:
        return None
    return Recovery.objects.filter(account=account, used=True).select_related("first_by", "second_by").order_by("-closed").first()


def usernames(accounts: Collection[int]) -> dict[int, str]:
    """The names under which these accounts sign in."""
    return dict(Account.objects.filter(pk__in=accounts).values_list("pk", "username"))


def signs_later(account: int, at: datetime) -> str:
    """Why an account may not sign yet, in a sentence: it was recovered less than a day ago; empty where nothing holds it back."""
    since = Account.objects.filter(pk=account, signs_from__gt=at).values_list("signs_from", flat=True).first()
    if since is None:
        return ""
    return _("Tài khoản vừa được mở lại; ký được từ %(time)s.") % {"time": f"{since.astimezone(HANOI):%H:%M %d/%m/%Y}"}
