"""What a view demands of its reader, said beside the view; a test asks every address for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase

from dangvu.access.kinds import RIGHTS
from dangvu.access.viewer import Viewer, nobody
from dangvu.periods import clock

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponseBase]

DEMANDED = "demanded_rights"


def needs(*rights: str, whole: bool = False) -> Callable[[View[Given]], View[Given]]:
    """Let in whoever holds any of these rights anywhere, or with `whole` over the whole instance; for everybody else there is no such page.

    What of the page lies in the reader's scope is asked by the view itself. ValueError for a right that does not exist.
    """
    if not rights or not set(rights) <= set(RIGHTS):
        raise ValueError(f"no such right: {rights}")

    def gate(view: View[Given]) -> View[Given]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
            viewer = viewer_in(request)
            if not any(viewer.whole(right) if whole else viewer.has(right) for right in rights):
                raise Http404("no such page for this reader")
            return view(request, *args, **kwargs)

        setattr(answer, DEMANDED, rights)
        return answer

    return gate


def public(view: View[Given]) -> View[Given]:
    """Say that a view shows no record and no figure: anybody who gets past the sign-in rules may open it."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    setattr(answer, DEMANDED, ())
    return answer


def demanded(view: object) -> tuple[str, ...] | None:
    """What a view demands: any of these rights, nothing (an empty tuple), or None where nobody has said it."""
    found: tuple[str, ...] | None = getattr(view, DEMANDED, None)
    return found


def keeps_accounts(request: HttpRequest) -> bool:
    """Whether the reader may invite others and approve recoveries; `accounts` knows no mandates and asks here."""
    return viewer_in(request).has("accounts")


def viewer_in(request: HttpRequest) -> Viewer:
    """The reader of a request, as the middleware found it; nobody where it did not run."""
    found = getattr(request, "viewer", None)
    return found if isinstance(found, Viewer) else nobody(clock.today())
