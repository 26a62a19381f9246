"""Signing in by password, passkey or one-time link; the second factor; signing out."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django import forms
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dangvu.accounts.assurance import is_invented, is_own_machine, mark
from dangvu.accounts.commands import is_of_console, redeem
from dangvu.accounts.middleware import ENDED
from dangvu.accounts.models import CONSOLE
from dangvu.periods.clock import now

REFUSED_KEY = "khoa"


class SignInView(LoginView):
    """Name and password, or a passkey."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page shows besides the form."""
        return super().get_context_data(**kwargs) | {
            "title": _("Đăng nhập"),
            "takes_keys": takes_keys(self.request),
            "is_key_refused": REFUSED_KEY in self.request.GET,
            "ended": self.request.GET.get(ENDED, ""),
        }


class SecondFactorView(AuthenticateView):
    """The code or the passkey, after the password."""

    template_name = "accounts/second_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page shows besides the forms."""
        kinds = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        return super().get_context_data(**kwargs) | {
            "title": _("Mã xác thực"),
            "takes_keys": takes_keys(self.request) and Authenticator.Type.WEBAUTHN in kinds,
            "takes_codes": bool(kinds - {Authenticator.Type.WEBAUTHN}),
        }


class PasskeyView(LoginWebAuthnView):
    """A passkey alone: it is kept by a device and opened by its owner, which makes two factors."""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Back to the sign-in, which says that the key was not accepted."""
        return redirect(f"{reverse('sign_in')}?{REFUSED_KEY}")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link shows one button; only the button spends it, so that previews and scanners do not.

    The link stands for the password: whoever has a second factor is asked for it, whoever has none enrols one. Only the link of the
    machine's own console, opened on that machine where all data is invented, is enough by itself.
    """
    if request.method != "POST":
        return render(request, "accounts/sign_in_link.html", {"title": _("Đăng nhập")})
    is_enough = is_of_console(token) and is_own_machine(request) and is_invented()
    account = redeem(token, at=now())
    if account is None:
        return render(request, "accounts/link_spent.html", {"title": _("Liên kết không còn dùng được")}, status=HTTPStatus.GONE)
    if is_enough:
        login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
        mark(request, CONSOLE)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return perform_login(request, Login(user=account, redirect_url=resolve_url(settings.LOGIN_REDIRECT_URL)))


@login_not_required
@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session on the server: a copied cookie is worth nothing afterwards."""
    logout(request)
    return redirect("sign_in")


def takes_keys(request: HttpRequest) -> bool:
    """Whether browsers allow passkeys here: not on an address that is a number."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return not host.strip("[]").replace(".", "").replace(":", "").isdecimal() and "[" not in host
