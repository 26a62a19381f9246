"""One's own account: password, factors, recovery codes, sessions."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django import forms
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dangvu.accounts.assurance import REAL_FACTORS, account_of, confirm, is_assured
from dangvu.accounts.forms import ChangePasswordForm, ChoosePasswordForm
from dangvu.accounts.models import Account
from dangvu.accounts.permission import may_keep_accounts
from dangvu.accounts.queries import recovered_lately
from dangvu.accounts.sessions import digest, end_sessions, sessions_of
from dangvu.accounts.views.signing_in import takes_keys
from dangvu.periods.clock import now


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What opens the account, and where it is open."""
    owner = account_of(request)
    kept = list(Authenticator.objects.filter(user=owner).order_by("created_at"))
    codes = next((one for one in kept if one.type == Authenticator.Type.RECOVERY_CODES), None)
    real = [one for one in kept if one.type in REAL_FACTORS]
    context = {
        "title": _("Tài khoản và bảo mật"),
        "account": owner,
        "factors": real,
        "is_last": len(real) < 2,
        "has_codes": codes is not None,
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "has_totp": any(one.type == Authenticator.Type.TOTP for one in kept),
        "has_password": owner.has_usable_password(),
        "takes_keys": takes_keys(request),
        "sessions": sessions_of(owner.pk),
        "here": digest(request.session.session_key or ""),
        "recovery": recovered_lately(owner, now()),
        "keeps_accounts": may_keep_accounts(request),
    }
    return render(request, "accounts/account.html", context)


@never_cache
@require_safe
def preferences(request: HttpRequest) -> HttpResponse:
    """Language and look of this browser; what is sent goes to the acts of the frame, which keep it in cookies."""
    return render(request, "accounts/preferences.html", {"title": _("Cài đặt"), "languages": settings.LANGUAGES})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest) -> HttpResponse:
    """The first password of an account, or the first after a recovery; whoever has one changes it elsewhere."""
    owner = account_of(request)
    if owner.has_usable_password():
        return redirect("account" if is_assured(request) else "enrol")
    form = ChoosePasswordForm(request.POST or None, account=owner)
    if not form.is_valid():
        return _password_page(request, form, _("Đặt mật khẩu"))
    owner.set_password(form.cleaned_data["password"])
    owner.save(update_fields=["password"])
    update_session_auth_hash(request, owner)
    return redirect("account" if is_assured(request) else "enrol")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password, after which every other session of the account is over."""
    owner = account_of(request)
    if not owner.has_usable_password():
        return redirect("choose_password")
    form = ChangePasswordForm(request.POST or None, account=owner)
    if not form.is_valid():
        return _password_page(request, form, _("Đổi mật khẩu"))
    owner.set_password(form.cleaned_data["password"])
    owner.save(update_fields=["password"])
    update_session_auth_hash(request, owner)
    end_sessions(owner.pk, but=request.session.session_key or "")
    return redirect("account")


def _password_page(request: HttpRequest, form: forms.Form, title: str) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"title": title, "form": form, "name": account_of(request).get_username()}
    return render(request, "accounts/password.html", context, status=status)


class EnrolView(ActivateTOTPView):
    """The application on a phone: first scanned, then proved by a code."""

    template_name = "accounts/enrol.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page shows besides the drawing."""
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        return context | {
            "title": _("Bật xác thực hai bước"),
            "secret": groups,
            "takes_keys": takes_keys(self.request),
            "is_first": not is_assured(self.request),
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """The session has shown a factor now, and gets a new key."""
        response = super().form_valid(form)
        _given(self.request, Authenticator.Type.TOTP)
        return response


class AddPasskeyView(AddWebAuthnView):
    """A passkey of this device or of a key that one carries."""

    template_name = "accounts/add_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page shows besides the ceremony."""
        return super().get_context_data(**kwargs) | {"title": _("Thêm khóa truy cập"), "takes_keys": takes_keys(self.request)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """The session has shown a factor now, and gets a new key."""
        response = super().form_valid(form)
        _given(self.request, Authenticator.Type.WEBAUTHN)
        return response


def _given(request: HttpRequest, factor: str) -> None:
    request.session.cycle_key()
    confirm(request, factor)


class CodesView(ViewRecoveryCodesView):
    """The recovery codes, shown once."""

    template_name = "accounts/recovery_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The codes in two groups each, to be copied by hand."""
        context = super().get_context_data(**kwargs)
        half = settings.MFA_RECOVERY_CODE_DIGITS // 2
        codes = [f"{code[:half]} {code[half:]}" for code in context["unused_codes"]] if context["can_view_codes"] else []
        return context | {"title": _("Mã dự phòng"), "codes": codes}


class NewCodesView(GenerateRecoveryCodesView):
    """New recovery codes, after which the old ones are worth nothing."""

    template_name = "accounts/new_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The title."""
        return super().get_context_data(**kwargs) | {"title": _("Tạo mã dự phòng mới")}


@never_cache
@require_POST
def remove_factor(request: HttpRequest, number: int) -> HttpResponse:
    """A factor that is lost or no longer used; the last one stays until there is another."""
    owner = account_of(request)
    real = Authenticator.objects.filter(user=owner, type__in=REAL_FACTORS)
    with transaction.atomic():
        Account.objects.select_for_update(no_key=True).get(pk=owner.pk)  # of two removals at once the second sees what the first left
        factor = get_object_or_404(real, pk=number)
        if real.exclude(pk=number).exists():
            factor.delete()
    return redirect("account")


@never_cache
@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """Sign out one other session of one's own, or all others."""
    owner = account_of(request)
    which = request.POST.get("which", "")
    if which == "others":
        end_sessions(owner.pk, but=request.session.session_key or "")
        return redirect("account")
    if not sessions_of(owner.pk).filter(session_key=which).delete()[0]:
        raise Http404("no such session of this account")
    return redirect("account")
