"""Every address of the application, and what each answer must carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

ANY = {"uuid": UUID(int=7), "uuidstr": str(UUID(int=7)), "slug": "members", "str": "abc", "int": 7, "path": "a/b"}
"""Something for each kind of part that an address may have."""


@dataclass(frozen=True)
class Address:
    """A pattern of the resolver by its name, and one address that it takes."""

    name: str
    path: str


def addresses() -> Iterator[Address]:
    """All patterns that there are, also those that a library brought; fails for one that cannot be asked for by name."""
    yield from _below(get_resolver().url_patterns, "")


def _below(patterns: list[URLPattern | URLResolver], within: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{within}{pattern.namespace}:" if pattern.namespace else within
            yield from _below(pattern.url_patterns, inner)
        else:
            given = {name: ANY[_kind(converter)] for name, converter in pattern.pattern.converters.items()}
            yield Address(f"{within}{pattern.name}", reverse(f"{within}{pattern.name}", kwargs=given))


def _kind(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")


EXACT = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def lacking(response: HttpResponse, *, is_file: bool = False) -> list[str]:
    """The headers that an answer has not, or has with something weaker."""
    found = [name for name, value in EXACT.items() if response.headers.get(name) != value]
    policy = response.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe-" in policy or "*" in policy or "frame-ancestors 'none'" not in policy:
        found.append("Content-Security-Policy")
    if "camera=()" not in response.headers.get("Permissions-Policy", ""):
        found.append("Permissions-Policy")
    if not is_file and "no-store" not in response.headers.get("Cache-Control", ""):
        found.append("Cache-Control")
    return found
