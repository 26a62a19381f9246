"""The addresses of the API, each with the right it demands."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path

from dangvu.api.description import description, parameters_of
from dangvu.api.entrance import entrance
from dangvu.api.views import api

ROOT = f"{settings.API_ROOT}v1/"

DEMANDED = {
    "api_units": ("see", "figures"),
    "api_unit": ("see", "figures"),
    "api_members": ("see",),
    "api_member": ("see",),
    "api_figures": ("figures",),
    "api_records": ("figures",),
}


def openapi(request: HttpRequest) -> JsonResponse:
    """What can be asked, for programs."""
    return JsonResponse(description(ROOT), json_dumps_params={"ensure_ascii": False})


def _guarded(pattern: URLPattern) -> URLPattern:
    name = str(pattern.name)
    pattern.callback = entrance(pattern.callback, DEMANDED[name], *parameters_of(name, ROOT))
    return pattern


urlpatterns = [
    path("openapi.json", entrance(openapi, (), ()), name="api_description"),
    *(_guarded(pattern) for pattern in api.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"),
]
