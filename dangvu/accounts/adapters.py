"""What allauth asks of us: how a password is checked, what a session is marked with, how factors are kept; and that it sends no mail."""

from __future__ import annotations

import base64
import hmac
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dangvu.accounts import throttle
from dangvu.accounts.assurance import account_of, factor_shown, mark
from dangvu.accounts.models import Account
from dangvu.accounts.sessions import SessionStore
from dangvu.accounts.stepup import is_confirmed
from dangvu.periods.clock import now


class SignIn(DefaultAccountAdapter):
    """Signing in by name and password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra bộ gõ và phím Caps Lock rồi nhập lại."),
        "too_many_login_attempts": _("Thử quá nhiều lần. Đợi năm phút rồi thử lại, hoặc dùng khóa truy cập."),
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """The account, after the throttle has let the try through; unknown names cost the same hash as known ones."""
        ticket = throttle.admit(credentials["username"], request.META.get("REMOTE_ADDR", ""), at=now())
        if ticket is None:
            raise self.validation_error("too_many_login_attempts")
        account = authenticate(request, **credentials)
        if not isinstance(account, Account):
            return None
        throttle.give_back(ticket)
        return account

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """A new key for the session, marked by the factor that was given; none was where none is enrolled. Old sessions are swept."""
        super().login(request, user)
        mark(request, factor_shown(request, account_of(request)))
        SessionStore.clear_expired()

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by invitation alone."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The front page."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser | None) -> HttpResponse:
        """A closed account is answered as a key that is not known."""
        return redirect("sign_in")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Factors are changed by somebody who has just given one, or who has none to give yet."""
        return not is_confirmed(context.request, minutes=5)

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Ours alone."""
        return [{"id": "step_up", "description": "", "url": reverse("step_up")}]

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the server saw."""
        return str(request.META.get("REMOTE_ADDR", ""))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing is sent by mail, nothing depends on it."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Neither is any notice."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Pages say themselves what happened."""


class Factors(DefaultMFAAdapter):
    """Second factors: their secrets are locked by the key of the instance, which is not in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Mã chưa đúng hoặc đã dùng. Nhập mã đang hiện trong ứng dụng; mã vừa dùng thì đợi mã kế tiếp."),
    }

    def encrypt(self, text: str) -> str:
        """What is kept."""
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was kept."""
        return _lock().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """What the application on the phone shows above the code."""
        return "Sổ Đảng vụ"

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """What a new passkey is called where its owner does not say."""
        return gettext("Khóa số %(number)d") % {"number": Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """To whom a passkey belongs: the host's name, without port."""
        return {"id": context.request.get_host().partition(":")[0], "name": "Sổ Đảng vụ"}


def _lock() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hmac.digest(settings.SECRET_KEY.encode(), b"second factors", "sha256")))
