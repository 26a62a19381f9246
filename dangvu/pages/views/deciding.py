"""A command that one person decides on a page: today alone, and after the factor was given lately."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from dangvu.access.acting import decide
from dangvu.access.officer import Officer
from dangvu.accounts.stepup import recently
from dangvu.commands import Command, Refused
from dangvu.pages.act_form import ActForm
from dangvu.pages.frame import Scope


def must_be_today(request: HttpRequest, scope: Scope) -> None:
    """403 for what is sent from a page of another day."""
    if request.method == "POST" and scope.shell.is_read_only:
        raise PermissionDenied(_("Chỉ ghi được khi đang xem hôm nay. Bỏ thời điểm đang chọn rồi làm lại."))


@recently()
def decided(
    request: HttpRequest, scope: Scope, form: ActForm, command: Command, page: Callable[[], HttpResponse], back: str
) -> HttpResponse:  # fmt: skip
    """The way `back` once it is carried out, now or by the first of two clicks; else the `page` with the reasons on its form."""
    if form.is_done:
        return HttpResponseRedirect(back)
    try:
        decide(command, Officer(scope.viewer.account_id or 0, scope.viewer.label))
    except Refused as refused:
        form.add_problems(refused.problems)
        return page()
    return HttpResponseRedirect(back)
