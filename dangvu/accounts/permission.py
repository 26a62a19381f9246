"""Who may invite and recover: asked of whoever stands above and knows of mandates."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponseBase]


def may_keep_accounts(request: HttpRequest) -> bool:
    """Whether the reader may invite and recover others, as the function says that `settings.ACCOUNTS_KEPT_BY` names."""
    return cast("Callable[[HttpRequest], bool]", import_string(settings.ACCOUNTS_KEPT_BY))(request)


def nobody(request: HttpRequest) -> bool:
    """Where nothing else is set, accounts are made and recovered at the machine alone."""
    return False


def keepers_only(view: View[Given]) -> View[Given]:
    """For pages about other people's accounts: there is no such page for anybody else."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        if not may_keep_accounts(request):
            raise Http404("not for this reader")
        return view(request, *args, **kwargs)

    return answer
