"""The second factor cannot be gone around: T31, as single cases and as a machine that tries every order of steps."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings as site_settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from dangvu.accounts import throttle
from dangvu.accounts.adapters import SignIn
from dangvu.accounts.commands import make_sign_in_link
from dangvu.accounts.models import Account, Session, Tally
from dangvu.accounts.sessions import close_account
from dangvu.periods.clock import now
from tests.accounts.people import PASSWORD, code_of, enter, somebody

pytestmark = pytest.mark.django_db


def by_password(client: Client, account: Account, password: str = PASSWORD) -> Any:
    return client.post(reverse("sign_in"), {"login": account.username, "password": password})


def by_code(client: Client, code: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": code})


def is_in(client: Client) -> bool:
    """Whether a page opens that is not part of signing in."""
    return client.get(reverse("account")).status_code == 200


def test_password_and_code_lead_to_the_page_that_was_asked_for(client: Client) -> None:
    account = somebody()
    asked = reverse("account")
    first = client.post(f"{reverse('sign_in')}?next={asked}", {"login": account.username, "password": PASSWORD, "next": asked})
    assert first["Location"].startswith(reverse("mfa_authenticate"))
    assert by_code(client, code_of(account))["Location"] == asked
    assert is_in(client)
    assert Session.objects.get(account=account).factor == "totp"


@pytest.mark.parametrize("target", ["https://example.invalid/", "//example.invalid/", "/\\example.invalid"])
def test_no_parameter_leads_to_another_site(client: Client, target: str) -> None:
    account = somebody()
    client.post(f"{reverse('sign_in')}?next={target}", {"login": account.username, "password": PASSWORD, "next": target})
    assert by_code(client, code_of(account))["Location"] == reverse("overview")


def test_the_password_alone_opens_nothing(client: Client) -> None:
    by_password(client, somebody())
    assert not is_in(client)
    assert client.get(reverse("overview"))["Location"].startswith(reverse("sign_in"))


def test_the_second_step_by_its_address_leads_back_to_the_first(client: Client) -> None:
    somebody()
    assert client.get(reverse("mfa_authenticate"))["Location"] == reverse("sign_in")
    assert by_code(client, "123456")["Location"] == reverse("sign_in")


def test_a_code_is_good_once(client: Client) -> None:
    account = somebody()
    code = code_of(account)
    by_password(client, account)
    by_code(client, code)
    again = Client()
    by_password(again, account)
    assert by_code(again, f" {code[:3]} {code[3:]} ").status_code == 200
    assert not is_in(again)


def test_a_code_is_good_once_also_for_another_process(client: Client) -> None:
    """What allauth remembers of used codes is the memory of one process; clearing it is being another."""
    account = somebody()
    code = code_of(account)
    by_password(client, account)
    by_code(client, code)
    cache.clear()
    again = Client()
    by_password(again, account)
    by_code(again, code)
    assert not is_in(again)


def test_without_the_shared_memory_that_process_takes_the_code_again(client: Client) -> None:
    account = somebody()
    code = code_of(account)
    by_password(client, account)
    by_code(client, code)
    cache.clear()
    Tally.objects.all().delete()
    again = Client()
    by_password(again, account)
    by_code(again, code)
    assert is_in(again), "the control: with both memories gone the code would be good twice"


def test_codes_of_long_ago_and_of_others_are_refused(client: Client) -> None:
    account, other = somebody(), somebody("khac")
    by_password(client, account)
    for code in (code_of(account, ahead=-3), code_of(account, ahead=3), code_of(other), "", "000000x"):
        by_code(client, code)
    assert not is_in(client)


def test_guessing_codes_ends_after_five(client: Client) -> None:
    account = somebody()
    by_password(client, account)
    wrong = f"{(int(code_of(account)) + 500_000) % 1_000_000:06}"
    for _ in range(5):
        assert "Mã chưa đúng" in by_code(client, wrong).content.decode()
    answer = by_code(client, code_of(account))
    assert "Thử quá nhiều lần" in answer.content.decode()
    assert not is_in(client)


def test_a_recovery_code_stands_in_once_and_never_alone(client: Client) -> None:
    account = somebody()
    code = RecoveryCodes.activate(account).get_unused_codes()[0]
    by_password(client, account)
    by_code(client, code)
    assert is_in(client)
    again = Client()
    by_password(again, account)
    by_code(again, code)
    assert not is_in(again)
    Authenticator.objects.filter(user=account, type="totp").delete()
    alone = Client()
    by_password(alone, account)
    assert not is_in(alone)


def test_who_has_no_factor_is_led_to_enrolment_before_any_page(client: Client) -> None:
    account = somebody(has_totp=False)
    by_password(client, account)
    for name in ("overview", "account", "members", "change_password", "recovery_codes", "step_up"):
        assert client.get(reverse(name))["Location"] == reverse("enrol"), name
    assert client.get(reverse("enrol")).status_code == 200
    assert Session.objects.get(account=account).factor == ""


def enrol(client: Client) -> None:
    """Scan and prove."""
    secret = client.get(reverse("enrol")).context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(now().timestamp()) // 30))
    client.post(reverse("enrol"), {"code": code})


def test_enrolling_opens_the_pages_and_shows_recovery_codes_once(client: Client) -> None:
    account = somebody(has_totp=False)
    by_password(client, account)
    before = client.cookies[site_settings.SESSION_COOKIE_NAME].value
    enrol(client)
    assert client.cookies[site_settings.SESSION_COOKIE_NAME].value != before
    assert is_in(client)
    page = client.get(reverse("recovery_codes"))
    assert len(page.context["codes"]) == 10
    assert client.get(reverse("recovery_codes")).context["codes"] == []
    assert Session.objects.get(account=account).factor == "totp"


def test_the_code_of_the_enrolment_opens_no_second_session(client: Client) -> None:
    account = somebody(has_totp=False)
    by_password(client, account)
    enrol(client)
    other = Client()
    by_password(other, account)
    by_code(other, code_of(account))
    assert not is_in(other)
    by_code(other, code_of(account, ahead=1))
    assert is_in(other)


def test_a_wrong_code_enrols_nothing(client: Client) -> None:
    account = somebody(has_totp=False)
    by_password(client, account)
    client.get(reverse("enrol"))
    client.post(reverse("enrol"), {"code": "000000"})
    assert not Authenticator.objects.filter(user=account).exists()
    assert not is_in(client)


def test_a_session_from_before_an_enrolment_elsewhere_is_over(client: Client) -> None:
    account = somebody(has_totp=False)
    by_password(client, account)
    other = Client()
    by_password(other, account)
    enrol(other)
    assert is_in(other)
    assert client.get(reverse("add_passkey"))["Location"] == reverse("sign_in")
    assert client.get(reverse("enrol"))["Location"].startswith(reverse("sign_in"))


def test_the_factor_of_one_person_does_not_open_the_account_of_another(client: Client) -> None:
    one, other = somebody("mot"), somebody("hai", has_totp=False)
    by_password(client, one)
    by_code(client, code_of(one))
    client.post(reverse("sign_out"))
    by_password(client, other)
    assert not is_in(client)


def test_the_last_factor_stays(client: Client) -> None:
    account = somebody()
    enter(client, account)
    number = Authenticator.objects.get(user=account).pk
    client.post(reverse("remove_factor", args=[number]))
    assert Authenticator.objects.filter(pk=number).exists()


def test_secrets_of_factors_are_locked_in_the_table() -> None:
    account = somebody()
    RecoveryCodes.activate(account)
    kept = [one.data for one in Authenticator.objects.filter(user=account)]
    assert all(str(data.get("secret") or data.get("seed")).startswith("gAAAA") for data in kept)


class Machine(RuleBasedStateMachine):
    """One browser, two people, and every way in; `shown` is whose second factor this session has shown."""

    examples = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).examples += 1
        self.client = Client(REMOTE_ADDR=f"10.{self.examples // 250}.{self.examples % 250}.1")
        self.people = [somebody(f"may-{self.examples}-{number}", has_totp=number == 0) for number in (0, 1)]
        self.spent: set[tuple[int, str]] = set()
        self.asked: Account | None = None
        self.signed: Account | None = None
        self.shown: Account | None = None

    def has_totp(self, account: Account) -> bool:
        return Authenticator.objects.filter(user=account, type="totp").exists()

    def first_step_done(self, account: Account) -> None:
        """What the model holds after the password or the link was right."""
        if self.signed is not None:
            return
        self.asked = account if self.has_totp(account) else None
        self.signed = None if self.has_totp(account) else account

    def refill(self) -> None:
        """Budgets are another test's matter; spent codes stay spent."""
        keys = [throttle.key_of(kind) for kind in ("strangers", "everybody")]
        keys += [throttle.key_of("account", one.username.casefold()) for one in self.people]
        keys += [throttle.key_of("code", str(one.pk)) for one in self.people]
        Tally.objects.filter(key__in=keys).delete()
        Tally.objects.filter(key=throttle.key_of("network", throttle.network_of(self.client.defaults["REMOTE_ADDR"]))).delete()

    @rule(who=st.integers(0, 1), is_right=st.booleans())
    def password(self, who: int, is_right: bool) -> None:
        self.refill()
        account = self.people[who]
        by_password(self.client, account, PASSWORD if is_right else "sai mật khẩu rồi")
        account.refresh_from_db()
        if is_right and account.is_active:
            self.first_step_done(account)

    @rule(who=st.integers(0, 1))
    def link(self, who: int) -> None:
        account = self.people[who]
        account.refresh_from_db()
        if account.is_active:
            address = reverse("sign_in_link", args=[make_sign_in_link(account.username, at=now())])
            if self.signed is None:
                self.client.post(address)
                self.first_step_done(account)

    @rule(who=st.integers(0, 1), ahead=st.sampled_from([0, 1, 5]))
    def code(self, who: int, ahead: int) -> None:
        self.refill()
        account = self.people[who]
        if not self.has_totp(account):
            return
        code = code_of(account, ahead=ahead)
        by_code(self.client, code)
        if self.asked == account and ahead < 2 and (account.pk, code) not in self.spent:
            self.spent.add((account.pk, code))
            self.signed = self.shown = account if Account.objects.get(pk=account.pk).is_active else None
            self.asked = None

    @rule(is_right=st.booleans())
    def enrolment(self, is_right: bool) -> None:
        page = self.client.get(reverse("enrol"))
        if page.status_code != 200:
            return
        assert self.signed is not None
        code = format_hotp_value(hotp_value(page.context["form"].secret, int(now().timestamp()) // 30))
        self.client.post(reverse("enrol"), {"code": code if is_right else "12345"})
        if is_right and (self.signed.pk, code) not in self.spent:
            self.spent.add((self.signed.pk, code))
            self.shown = self.signed

    @rule()
    def wander(self) -> None:
        for name in ("mfa_authenticate", "recovery_codes", "step_up", "go_on", "add_passkey", "choose_password", "mfa_login_webauthn"):
            self.client.get(reverse(name))
        self.client.post(reverse("mfa_login_webauthn"), {"credential": "{}"})

    @rule()
    def sign_out(self) -> None:
        self.client.post(reverse("sign_out"))
        self.asked = self.signed = self.shown = None

    @rule(who=st.integers(0, 1))
    def close(self, who: int) -> None:
        close_account(self.people[who].pk)
        self.signed = None if self.signed == self.people[who] else self.signed
        self.shown = None if self.shown == self.people[who] else self.shown

    @invariant()
    def no_page_without_a_factor(self) -> None:
        assert is_in(self.client) == (self.shown is not None)
        assured = Session.objects.exclude(factor="").filter(account__in=self.people)
        assert {row.account_id for row in assured} == ({self.shown.pk} if self.shown else set())


SHORT = settings(max_examples=25, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def test_no_order_of_steps_leads_in_without_a_factor() -> None:
    run_state_machine_as_test(Machine, settings=SHORT)


def test_the_machine_finds_a_sign_in_that_marks_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(self: SignIn, request: Any, user: Any) -> None:
        super(SignIn, self).login(request, user)
        request.session["factor"] = "totp"

    monkeypatch.setattr(SignIn, "login", careless)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Machine, settings=SHORT)
