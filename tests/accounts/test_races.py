"""Two windows of one person at the same moment: neither fails, and neither takes the last factor."""

from __future__ import annotations

from functools import partial

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from dangvu.accounts.models import Account, SavedView
from dangvu.accounts.saved import save_view, saved_views
from tests.accounts.people import enter, somebody
from tests.areas.proposals.racing import RIVALS, rivals
from tests.databases import Database

ROUNDS = 6


def test_one_name_kept_in_eight_windows_at_once_is_kept_once(committed_database: Database) -> None:
    account = somebody().pk
    with rivals() as together:
        for number in range(ROUNDS):
            together([partial(save_view, account, "members", f"Bộ lọc {number}", {"sex": str(rival)}) for rival in range(RIVALS)])
    assert [one.name for one in saved_views(account, "members")] == [f"Bộ lọc {number}" for number in range(ROUNDS)]


def test_rows_that_are_only_added_collide(committed_database: Database) -> None:
    """Control: the rivals do meet."""
    account = somebody().pk
    add = partial(SavedView.objects.create, account_id=account, page="members", name="Của tôi", query={})
    with pytest.raises(IntegrityError), rivals() as together:
        together([add] * RIVALS)


def keys_of(account: Account) -> list[int]:
    """As many passkeys as there are rivals, and no other factor."""
    Authenticator.objects.filter(user=account).delete()
    kept = [Authenticator(user=account, type=Authenticator.Type.WEBAUTHN, data={"name": str(number)}) for number in range(RIVALS)]
    return [one.pk for one in Authenticator.objects.bulk_create(kept)]


def window_of(account: Account) -> Client:
    client = Client()
    enter(client, account)
    return client


def test_of_all_factors_removed_at_once_one_stays(committed_database: Database) -> None:
    account = somebody()
    windows = [window_of(account) for _rival in range(RIVALS)]
    with rivals() as together:
        for _round in range(ROUNDS):
            numbers = keys_of(account)
            together(
                [partial(window.post, reverse("remove_factor", args=[number])) for window, number in zip(windows, numbers, strict=True)]
            )
            assert Authenticator.objects.filter(user=account).count() == 1
