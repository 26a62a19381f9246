"""Letting somebody in again: two officers, each half of what opens the account, and a day without signing: T32."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dangvu.accounts.commands import (
    COOLING,
    RECOVERED_FOR,
    approve_recovery,
    carry_out_recovery,
    invite,
    make_sign_in_link,
    open_recovery,
)
from dangvu.accounts.models import Account, Recovery
from dangvu.accounts.queries import signs_later
from dangvu.accounts.throttle import RECOVERY
from dangvu.periods.clock import HANOI, now
from tests.accounts.people import PASSWORD, enter, somebody

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 18, 12, tzinfo=HANOI)
HOUR = timedelta(hours=1)


@pytest.fixture
def people() -> tuple[Account, Account, Account]:
    """Who lost the phone, and two officers."""
    return somebody("mat.may"), somebody("can.bo.1"), somebody("can.bo.2")


def ask(by: Account, at: datetime = NOON) -> int:
    return open_recovery("mat.may", by=by, checked="gặp trực tiếp", at=at).pk


def approved(people: tuple[Account, Account, Account]) -> tuple[str, str]:
    """Both halves."""
    _lost, one, two = people
    number = ask(one)
    return approve_recovery(number, by=one, at=NOON), approve_recovery(number, by=two, at=NOON + HOUR)


def test_both_halves_open_the_account_anew(people: tuple[Account, Account, Account], client: Client) -> None:
    lost = people[0]
    enter(client, lost)
    link = make_sign_in_link("mat.may", at=NOON)
    opened = carry_out_recovery("mat.may", approved(people), at=NOON + 2 * HOUR)
    assert opened == lost
    lost.refresh_from_db()
    assert not lost.has_usable_password()
    assert not Authenticator.objects.filter(user=lost).exists()
    assert client.get(reverse("account")).status_code == 302, "sessions from before are over"
    assert Client().post(reverse("sign_in_link", args=[link])).status_code == 410


def test_a_recovery_that_was_left_in_the_middle_is_finished_by_two_officers_again(people: tuple[Account, Account, Account]) -> None:
    """One alone would be let in by an invitation: password and factors are gone."""
    lost, one, _two = people
    carry_out_recovery("mat.may", approved(people), at=NOON + 2 * HOUR)
    with pytest.raises(ValidationError, match="đã có người dùng"):
        invite("mat.may", by=one, at=NOON + 3 * HOUR)
    assert carry_out_recovery("mat.may", approved(people), at=NOON + 3 * HOUR) == lost


def test_who_signed_in_and_chose_no_password_is_let_in_by_two_officers(people: tuple[Account, Account, Account], client: Client) -> None:
    one = people[1]
    client.post(reverse("sign_in_link", args=[invite("moi.den", at=now())]))
    with pytest.raises(ValidationError, match="đã có người dùng"):
        invite("moi.den", by=one, at=now())
    assert open_recovery("moi.den", by=one, checked="gặp trực tiếp", at=now())
    assert invite("chua.den", by=one, at=NOON) != invite("chua.den", by=one, at=NOON), "control: who never came is invited again"


def test_the_halves_go_in_either_order_and_however_they_are_typed(people: tuple[Account, Account, Account]) -> None:
    one, two = approved(people)
    assert carry_out_recovery("mat.may", (two.lower().replace("-", ""), f" {one.replace('-', ' ')} "), at=NOON + 2 * HOUR) == people[0]


@pytest.mark.parametrize("halves", ["one alone", "one twice", "the other twice", "swapped with another request"])
def test_half_is_nothing(people: tuple[Account, Account, Account], halves: str) -> None:
    one, two = approved(people)
    other = somebody("khac")
    number = open_recovery("khac", by=people[1], checked="gặp trực tiếp", at=NOON).pk
    foreign = approve_recovery(number, by=people[2], at=NOON)
    tried = {
        "one alone": (one, ""), "one twice": (one, one), "the other twice": (two, two), "swapped with another request": (one, foreign),
    }[halves]  # fmt: skip
    assert carry_out_recovery("mat.may", tried, at=NOON + HOUR) is None
    assert carry_out_recovery("khac", tried, at=NOON + HOUR) is None
    other.refresh_from_db()
    assert other.has_usable_password()


def test_it_works_once(people: tuple[Account, Account, Account]) -> None:
    halves = approved(people)
    assert carry_out_recovery("mat.may", halves, at=NOON + HOUR) is not None
    assert carry_out_recovery("mat.may", halves, at=NOON + HOUR) is None


def test_after_three_days_it_is_over(people: tuple[Account, Account, Account]) -> None:
    halves = approved(people)
    assert carry_out_recovery("mat.may", halves, at=NOON + RECOVERED_FOR) is None
    number = ask(people[1])
    with pytest.raises(ValidationError, match="hết hạn"):
        approve_recovery(number, by=people[1], at=NOON + RECOVERED_FOR)


def test_a_new_request_withdraws_the_old_one(people: tuple[Account, Account, Account]) -> None:
    halves = approved(people)
    ask(people[2], at=NOON + HOUR)
    assert carry_out_recovery("mat.may", halves, at=NOON + 2 * HOUR) is None


def test_the_same_officer_does_not_count_twice(people: tuple[Account, Account, Account]) -> None:
    """A half that was lost is drawn anew, and is still one."""
    number = ask(people[1])
    halves = tuple(approve_recovery(number, by=people[1], at=NOON) for _click in range(2))
    assert Recovery.objects.get().second_by is None
    assert carry_out_recovery("mat.may", (halves[0], halves[1]), at=NOON) is None


@pytest.mark.parametrize("whose", [1, 2], ids=["the first", "the second"])
def test_a_half_drawn_anew_takes_the_place_of_the_one_before(people: tuple[Account, Account, Account], whose: int) -> None:
    before = approved(people)
    anew = approve_recovery(Recovery.objects.get().pk, by=people[whose], at=NOON + HOUR)
    assert carry_out_recovery("mat.may", before, at=NOON + HOUR) is None
    halves = (anew, before[1]) if whose == 1 else (before[0], anew)
    assert carry_out_recovery("mat.may", halves, at=NOON + HOUR) == people[0]
    with pytest.raises(ValidationError, match="đã khép lại"):
        approve_recovery(Recovery.objects.get().pk, by=people[whose], at=NOON + HOUR)


def test_nobody_asks_or_approves_for_oneself(people: tuple[Account, Account, Account]) -> None:
    with pytest.raises(ValidationError, match="của mình"):
        ask(people[0])
    number = ask(people[1])
    with pytest.raises(ValidationError, match="Không tự duyệt"):
        approve_recovery(number, by=people[0], at=NOON)


def test_a_third_officer_is_not_needed_and_gets_no_half(people: tuple[Account, Account, Account]) -> None:
    approved(people)
    with pytest.raises(ValidationError, match="đủ hai người"):
        approve_recovery(Recovery.objects.get().pk, by=somebody("can.bo.3"), at=NOON)


@pytest.mark.parametrize("name", ["khong.co", "chua.dat", "da.khoa"])
def test_it_refuses_accounts_that_cannot_be_recovered(people: tuple[Account, Account, Account], name: str) -> None:
    somebody("chua.dat", password=None)
    Account.objects.filter(pk=somebody("da.khoa").pk).update(is_active=False)
    with pytest.raises(ValidationError):
        open_recovery(name, by=people[1], checked="gặp trực tiếp", at=NOON)


def test_for_a_day_nothing_is_signed(people: tuple[Account, Account, Account]) -> None:
    lost = people[0]
    assert signs_later(lost.pk, NOON) == ""
    carry_out_recovery("mat.may", approved(people), at=NOON)
    assert [bool(signs_later(lost.pk, NOON + after)) for after in (HOUR, COOLING - HOUR / 60, COOLING)] == [True, True, False]
    assert "12:00 19/05/2026" in signs_later(lost.pk, NOON + HOUR)


def test_for_a_day_nobody_is_let_in_by_an_account_that_was(people: tuple[Account, Account, Account]) -> None:
    """Else whoever took a keeper's account would have the next one a minute later."""
    keeper = people[0]
    carry_out_recovery("mat.may", approved(people), at=NOON)
    somebody("khac")
    number = open_recovery("khac", by=people[1], checked="gặp trực tiếp", at=NOON).pk
    with pytest.raises(ValidationError, match="ký được từ"):
        approve_recovery(number, by=keeper, at=NOON + HOUR)
    with pytest.raises(ValidationError, match="ký được từ"):
        invite("moi.den", by=keeper, at=NOON + HOUR)
    assert not Account.objects.filter(username="moi.den").exists()
    assert approve_recovery(number, by=keeper, at=NOON + COOLING) and invite("moi.den", by=keeper, at=NOON + COOLING)


def test_only_hashes_of_the_halves_are_kept(people: tuple[Account, Account, Account]) -> None:
    one, _two = approved(people)
    kept = Recovery.objects.get()
    assert bytes(kept.first_hash or b"") == sha256(one.encode()).digest()
    assert len(one.replace("-", "")) * 5 == 80, "bits of chance in each half"


FORGERIES: dict[str, dict[str, Any]] = {
    "two_officers_recover": {"first": 1, "second": 1},
    "nobody_recovers_oneself": {"first": 0, "second": 2},
    "nobody_recovers_oneself ": {"first": 1, "second": 0},
    "nobody_recovers_oneself  ": {"opened": 0},
    "the_second_officer_after_the_first": {"second": 2},
    "used_after_both": {"used": True, "closed": NOON},
    "used_after_both ": {"first": 1, "second": 2, "used": True},
}


@pytest.mark.parametrize("constraint", FORGERIES)
def test_the_table_itself_refuses_forgeries(people: tuple[Account, Account, Account], constraint: str) -> None:
    wanted = FORGERIES[constraint]
    by = {f"{place}_by": people[wanted[place]] for place in ("first", "second") if place in wanted}
    hashes = {f"{place}_hash": place.encode() for place in ("first", "second") if place in wanted}
    with pytest.raises(IntegrityError, match=constraint.strip()), transaction.atomic():
        Recovery.objects.create(
            account=people[0], opened_by=people[wanted.get("opened", 1)], opened=NOON, checked="x", expires=NOON + HOUR,
            used=wanted.get("used", False), closed=wanted.get("closed"), **by, **hashes,
        )  # fmt: skip


def test_the_table_takes_what_is_in_order(people: tuple[Account, Account, Account]) -> None:
    Recovery.objects.create(
        account=people[0], opened_by=people[1], opened=NOON, checked="x", expires=NOON + HOUR, closed=NOON, used=True,
        first_by=people[1], first_hash=b"1", second_by=people[2], second_hash=b"2",
    )  # fmt: skip


def test_guessing_halves_ends_after_five(people: tuple[Account, Account, Account], client: Client) -> None:
    halves = approved_now(people)
    for _ in range(RECOVERY.amount):
        client.post(reverse("recover"), {"username": "mat.may", "first": "AAAA", "second": halves[1]})
    answer = client.post(reverse("recover"), {"username": "mat.may", "first": halves[0], "second": halves[1]})
    assert answer.status_code == 422
    fresh = Client(REMOTE_ADDR="203.0.113.9").post(reverse("recover"), {"username": "mat.may", "first": halves[0], "second": halves[1]})
    assert fresh.status_code == 302


def approved_now(people: tuple[Account, Account, Account]) -> tuple[str, str]:
    """Both halves, by pages."""
    first, second = Client(), Client()
    enter(first, people[1])
    enter(second, people[2])
    first.post(reverse("ask_recovery"), {"username": "mat.may", "checked": "gặp trực tiếp"})
    number = Recovery.objects.get(closed=None).pk
    one, two = (client.post(reverse("approve_recovery", args=[number])).context["half"] for client in (first, second))
    return one, two


@pytest.fixture(autouse=True)
def keepers(settings: pytest.FixtureRequest) -> None:
    settings.ACCOUNTS_KEPT_BY = "tests.accounts.settings_of_keepers.everybody"  # type: ignore[attr-defined]


def test_the_person_chooses_a_password_and_a_factor_before_any_page(people: tuple[Account, Account, Account], client: Client) -> None:
    one, two = approved_now(people)
    client.post(reverse("recover"), {"username": "mat.may", "first": one, "second": two})
    assert client.get(reverse("overview"))["Location"] == reverse("choose_password")
    new = "năm con trâu về làng"
    assert client.post(reverse("choose_password"), {"password": new, "again": new})["Location"] == reverse("enrol")
    people[0].refresh_from_db()
    assert people[0].check_password(new)
    assert not people[0].check_password(PASSWORD)


def test_a_second_click_shows_a_half_that_counts(people: tuple[Account, Account, Account], client: Client) -> None:
    """Of two answers the browser shows the later one."""
    enter(client, people[1])
    client.post(reverse("ask_recovery"), {"username": "mat.may", "checked": "gặp trực tiếp"})
    number = Recovery.objects.get().pk
    assert "Cấp lại mã của tôi" not in client.get(reverse("recoveries")).content.decode()
    clicks = [client.post(reverse("approve_recovery", args=[number])) for _click in range(2)]
    assert [click.status_code for click in clicks] == [200, 200]
    assert "Cấp lại mã của tôi" in client.get(reverse("recoveries")).content.decode()
    other = approve_recovery(number, by=people[2], at=now())
    assert carry_out_recovery("mat.may", (clicks[0].context["half"], other), at=now()) is None
    assert carry_out_recovery("mat.may", (clicks[1].context["half"], other), at=now()) == people[0]


def test_no_page_lets_anybody_set_the_password_of_another(people: tuple[Account, Account, Account], client: Client) -> None:
    enter(client, people[1])
    new = "năm con trâu về làng"
    for name in ("choose_password", "change_password"):
        client.post(reverse(name), {"password": new, "again": new, "current": PASSWORD, "username": "mat.may", "account": people[0].pk})
    people[0].refresh_from_db()
    assert people[0].check_password(PASSWORD)


@pytest.mark.parametrize("name", ["invitations", "recoveries", "ask_recovery"])
def test_for_everybody_else_there_are_no_such_pages(client: Client, name: str, settings: pytest.FixtureRequest) -> None:
    settings.ACCOUNTS_KEPT_BY = "dangvu.accounts.permission.nobody"  # type: ignore[attr-defined]
    enter(client, somebody())
    assert client.get(reverse(name)).status_code == 404
    assert client.post(reverse(name), {}).status_code == 404


def test_the_pages_say_from_when_somebody_recovered_lets_others_in(people: tuple[Account, Account, Account], client: Client) -> None:
    enter(client, people[1])
    Account.objects.filter(pk=people[1].pk).update(signs_from=now() + HOUR)
    number = open_recovery("mat.may", by=people[2], checked="gặp trực tiếp", at=now()).pk
    answers = [
        client.post(reverse("approve_recovery", args=[number])),
        client.post(reverse("invitations"), {"username": "moi.den"}),
    ]
    assert [answer.status_code for answer in answers] == [409, 422]
    assert all("ký được từ" in answer.content.decode() for answer in answers)
    Account.objects.filter(pk=people[1].pk).update(signs_from=now())
    assert client.post(reverse("invitations"), {"username": "moi.den"}).status_code == 200
