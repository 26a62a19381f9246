"""Room on the disk: uploads stop before the last of it is gone, so that what was decided can still be written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dangvu.web.overload import FULL
from dangvu.web.views import sorry

FULLEST = 0.95
"""The share of the disk in use from which on files are refused and the instance is not ready."""


def used(folder: Path) -> float:
    """The share of the disk that is in use, as an ordinary account finds it; of a folder still to be made, where it will lie."""
    disk = shutil.disk_usage(next(one for one in (folder, *folder.parents) if one.exists()))
    return disk.used / ((disk.used + disk.free) or 1)


class Room:
    """Files are received only while there is room; forms without a file are not asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse], fullest: float = FULLEST) -> None:
        self.get_response = get_response
        self._fullest = fullest

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, 503 before a file is read where the disk is nearly full."""
        if request.content_type == "multipart/form-data" and used(Path(settings.HOME)) >= self._fullest:
            response = sorry(request, HTTPStatus.SERVICE_UNAVAILABLE, str(FULL.title), str(FULL.advice))
            response["Retry-After"] = str(FULL.seconds)
            return response
        return self.get_response(request)
