"""Signing in by a one-time link, and signing out."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dangvu.accounts.commands import redeem
from dangvu.periods.clock import now


@login_not_required
@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """How to get a link; whatever address was asked for, one begins at the front page."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/sign_in.html", {"title": _("Đăng nhập")})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link shows one button; only the button spends it, so that previews and scanners do not."""
    if request.method != "POST":
        return render(request, "accounts/sign_in_link.html", {"title": _("Đăng nhập")})
    account = redeem(token, at=now())
    if account is None:
        context = {"title": _("Liên kết không còn dùng được"), "is_refused": True}
        return render(request, "accounts/sign_in.html", context, status=HTTPStatus.GONE)
    login(request, account)
    return redirect(settings.LOGIN_REDIRECT_URL)


@login_not_required
@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session on the server: a copied cookie is worth nothing afterwards."""
    logout(request)
    return redirect("sign_in")
