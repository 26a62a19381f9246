"""The settings of an instance in which everybody who signs in may invite and recover others, as mandates will say later."""

from django.http import HttpRequest

from dangvu.config.settings import *  # noqa: F403 - all settings but those below


def everybody(request: HttpRequest) -> bool:
    """Whoever is signed in."""
    return request.user.is_authenticated


ACCOUNTS_KEPT_BY = f"{__name__}.everybody"
