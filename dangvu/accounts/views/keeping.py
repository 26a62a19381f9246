"""Accounts of others: inviting, and recovering by two officers."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dangvu.accounts import throttle
from dangvu.accounts.assurance import account_of
from dangvu.accounts.commands import approve_recovery, carry_out_recovery, invite, open_recovery
from dangvu.accounts.forms import InviteForm, OpenRecoveryForm, RecoverForm
from dangvu.accounts.queries import open_recoveries
from dangvu.periods.clock import now

WRONG = HTTPStatus.UNPROCESSABLE_ENTITY


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """A new account and its link, shown once."""
    form = InviteForm(request.POST or None)
    context: dict[str, Any] = {"title": _("Mời người dùng"), "form": form}
    if form.is_valid():
        name = form.cleaned_data["username"]
        try:
            link = reverse("sign_in_link", args=[invite(name, at=now(), by=account_of(request))])
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            return render(request, "accounts/invited.html", context | {"name": name, "link": request.build_absolute_uri(link)})
    return render(request, "accounts/invite.html", context, status=WRONG if form.is_bound else HTTPStatus.OK)


@never_cache
@require_safe
def recoveries(request: HttpRequest) -> HttpResponse:
    """What waits for an officer, and a form to ask for more."""
    return _recoveries(request, OpenRecoveryForm())


@never_cache
@require_POST
def ask_recovery(request: HttpRequest) -> HttpResponse:
    """A request that two officers will have to approve."""
    form = OpenRecoveryForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            open_recovery(given["username"], by=account_of(request), checked=given["checked"], at=now())
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            return _recoveries(request, OpenRecoveryForm())
    return _recoveries(request, form, status=WRONG)


@never_cache
@require_POST
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """One officer's half, shown once to be handed over in person."""
    try:
        half = approve_recovery(number, by=account_of(request), at=now())
    except ValidationError as refusal:
        return _recoveries(request, OpenRecoveryForm(), refusal.messages, status=HTTPStatus.CONFLICT)
    return render(request, "accounts/half.html", {"title": _("Mã khôi phục của đồng chí"), "half": half})


def _recoveries(
    request: HttpRequest, form: forms.Form, refusals: list[str] | None = None, *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "title": _("Khôi phục tài khoản"),
        "form": form,
        "waiting": open_recoveries(now()),
        "account": account_of(request),
        "refusals": refusals or [],
    }
    return render(request, "accounts/recoveries.html", context, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    """The person brings both halves; the answer to wrong ones never tells whether there is such an account or request."""
    form = RecoverForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        network = throttle.key_of("recover", throttle.network_of(request.META.get("REMOTE_ADDR", "")))
        account = None
        if throttle.take(network, throttle.RECOVERY, at=now()):
            account = carry_out_recovery(given["username"].strip(), (given["first"], given["second"]), at=now())
        if account is not None:
            return perform_login(request, Login(user=account, redirect_url=resolve_url(settings.LOGIN_REDIRECT_URL)))
        form.add_error(None, _("Tên và hai mã không khớp, đã dùng hoặc đã quá hạn. Kiểm tra từng ký tự; sau năm lần thì đợi năm phút."))
    context = {"title": _("Mở lại tài khoản"), "form": form}
    return render(request, "accounts/recover.html", context, status=WRONG if form.is_bound else HTTPStatus.OK)
