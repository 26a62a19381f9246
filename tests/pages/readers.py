"""Readers with less than everything, put into requests as the contract of rights says: `request.viewer` answers `sees(unit, right)`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class Reader:
    """Sees the units of each right, and nothing else."""

    see: frozenset[int] = frozenset()
    sensitive: frozenset[int] = frozenset()

    def sees(self, unit: int, right: str = "see") -> bool:
        return unit in (self.sensitive if right == "sensitive" else self.see)


class AsReader:
    """Middleware of these tests: every request is that of `reader`."""

    reader: ClassVar[Reader] = Reader()

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = self.reader  # type: ignore[attr-defined]  # what the middleware of rights does
        return self.answer(request)
