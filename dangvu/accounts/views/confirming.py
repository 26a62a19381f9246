"""Asking once more, and the way back to what was being done."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dangvu.accounts.assurance import account_of, confirm
from dangvu.accounts.forms import ConfirmForm
from dangvu.accounts.stepup import KEY, held, is_confirmed, release
from dangvu.accounts.views.signing_in import takes_keys


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step_up(request: HttpRequest) -> HttpResponse:
    """Password and code, or a passkey; the session gets a new key, and the act goes on."""
    user = account_of(request)
    form: forms.Form = ConfirmForm(user=user)
    is_key_refused = False
    if request.method == "POST" and "credential" in request.POST:
        key = ReauthenticateWebAuthnForm(request.POST, user=user)
        if key.is_valid():
            return _confirmed(request, key.cleaned_data["credential"])
        is_key_refused = True
    elif request.method == "POST":
        form = ConfirmForm(request.POST, user=user)
        if form.is_valid():
            return _confirmed(request, form.authenticator)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "accounts/step_up.html", _context(request, form) | {"is_key_refused": is_key_refused}, status=status)


def _context(request: HttpRequest, form: forms.Form) -> dict[str, Any]:
    user = account_of(request)
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    has_keys = takes_keys(request) and Authenticator.Type.WEBAUTHN in kinds
    return {
        "title": _("Xác nhận danh tính"),
        "form": form,
        "name": user.get_username(),
        "held": held(request),
        "takes_codes": bool(kinds - {Authenticator.Type.WEBAUTHN}),
        "takes_keys": has_keys,
        "js_data": {"request_options": begin_authentication(user)} if has_keys else {},
    }


def _confirmed(request: HttpRequest, authenticator: Authenticator) -> HttpResponse:
    """A form waits on a page of its own: nothing is sent that the person does not send."""
    authenticator.record_usage()
    request.session.cycle_key()
    confirm(request, authenticator.type)
    waiting = held(request)
    if waiting and waiting.is_form:
        return redirect(f"{request.path}tiep/?{request.GET.urlencode()}")
    release(request, request.GET.get(KEY, ""))
    return redirect(waiting.address if waiting else "overview")


@never_cache
@require_safe
def go_on(request: HttpRequest) -> HttpResponse:
    """The form as it was filled in, with one button to send it; where it could not be kept whole, the way back to it.

    Looking at it changes nothing: it waits until it is sent, or until later ones take its place.
    """
    waiting = held(request)
    if waiting is None or not is_confirmed(request, minutes=5):
        return redirect("overview")
    if waiting.is_cut:
        return redirect(waiting.back)
    return render(request, "accounts/go_on.html", {"title": _("Đã xác nhận"), "held": waiting, "key": request.GET.get(KEY, "")})
