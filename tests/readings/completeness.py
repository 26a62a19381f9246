"""Whom an answer shows, against whom the log says it showed: reusable over any site of the small world."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from urllib.parse import parse_qs, urlsplit
from uuid import UUID
from zipfile import ZipFile, is_zipfile

from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from dangvu.access.connections import registrar
from dangvu.people.queries import facts_of_all
from dangvu.readings.kinds import KINDS
from dangvu.readings.models import Reading
from tests.world import PEOPLE, World

NUMBER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LINK = re.compile(r'href="(/[^"]*)"')
REFUSED = {404, 405}
UNMASKING = ("unmask", "own")
A_SHAPE = 1
"""So many further addresses of one page with the same parameters are followed."""


@dataclass(frozen=True)
class Answer:
    """An answer with the numbers of those whom it shows and of those whom it noted."""

    address: str
    status: int
    body: str
    shown: frozenset[int]
    noted: frozenset[int]
    kinds: tuple[str, ...]
    told: frozenset[int] = frozenset()
    """Whose masked number it told without a note of just that."""

    @property
    def missing(self) -> frozenset[int]:
        """Whom it showed and did not note."""
        return self.shown - self.noted | self.told


@dataclass
class Watched:
    """A reader every answer to whom is held against the log."""

    client: Client
    people: Mapping[int, tuple[UUID, str]]
    masked: Mapping[int, str] = field(default_factory=dict)
    """Numbers of the State that are told for a reason alone."""
    answers: list[Answer] = field(default_factory=list)

    def get(self, address: str, **query: str) -> Answer:
        """A page."""
        return self._held(address, lambda: self.client.get(address, query))

    def post(self, address: str, **sent: str) -> Answer:
        """A form, with the page to which it leads."""
        return self._held(address, lambda: self.client.post(address, sent, follow=True))

    def ask(self, address: str, method: str = "GET", sent: Mapping[str, str] | None = None) -> Answer:
        """An address by any method, a form that sends something with the page to which it leads; the answer is not kept."""
        if sent:
            return self._answered(address, lambda: self.client.post(address, sent, follow=True))
        return self._answered(address, lambda: self.client.generic(method, address))

    def _held(self, address: str, ask: Callable[[], HttpResponse]) -> Answer:
        answer = self._answered(address, ask)
        self.answers.append(answer)
        return answer

    def _answered(self, address: str, ask: Callable[[], HttpResponse]) -> Answer:
        with registrar():
            last = Reading.objects.order_by("-id").values_list("id", flat=True).first() or 0
        response = ask()
        with registrar():
            rows = list(Reading.objects.filter(id__gt=last).values_list("kind", "persons"))
        body = text_of(response)
        kinds = tuple(kind for kind, _persons in rows)
        told = {person for person, number in self.masked.items() if number in body} - noted_as(rows, UNMASKING)
        shown = self.shown(of_itself(body, address, response))
        return Answer(address, response.status_code, body, shown, noted_as(rows), kinds, frozenset(told))

    def shown(self, body: str) -> frozenset[int]:
        """Whose opaque number or name stands in an answer."""
        numbers = {UUID(text) for text in NUMBER.findall(body)}
        return frozenset(person for person, (number, name) in self.people.items() if number in numbers or (name and name in body))

    def crawl(self, *starts: str, most: int = 150) -> None:
        """Every link from these pages on, a few of each shape."""
        seen, shapes, waiting = set(starts), Counter[str](), list(starts)
        while waiting and len(self.answers) < most:
            answer = self.get(waiting.pop(0))
            for address in links(answer.body):
                if address not in seen and shapes[shape(address)] < A_SHAPE:
                    seen.add(address)
                    shapes[shape(address)] += 1
                    waiting.append(address)

    def faults(self) -> list[tuple[str, frozenset[int]]]:
        """The answers that showed somebody whom they did not note."""
        return [(one.address, one.missing) for one in self.answers if one.missing]

    def pages(self) -> set[str]:
        """The names of pages that were answered."""
        return {str(resolve(urlsplit(one.address).path).url_name) for one in self.answers if one.status == 200}


def people_of(world: World) -> dict[int, tuple[UUID, str]]:
    """Everybody of the world, by number."""
    with registrar():
        found = facts_of_all([getattr(world, name) for name in PEOPLE])
    return {person: (facts.public_id, facts.name) for person, facts in found.items()}


def of_itself(body: str, address: str, response: HttpResponse) -> str:
    """What an answer says by itself: a page that is not there repeats the numbers that the asker wrote into the address."""
    for number in NUMBER.findall(address) if response.status_code in REFUSED else ():
        body = body.replace(number, "")
    return body


def noted_as(rows: Iterable[tuple[str, list[int]]], kinds: Collection[str] = KINDS) -> frozenset[int]:
    """Whom rows of the log name under these kinds."""
    return frozenset(person for kind, persons in rows if kind in kinds for person in persons)


def text_of(response: HttpResponse) -> str:
    """What an answer says, also where it is a workbook or a Word file."""
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]  # of files
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as parts:
            content = b" ".join(parts.read(name) for name in parts.namelist())
    return unescape(content.decode(errors="replace"))


def links(body: str) -> Iterator[str]:
    """Where an answer leads within the site, but for files of its own look."""
    for address in LINK.findall(body):
        if not address.startswith("/static/"):
            yield address.partition("#")[0]


def shape(address: str) -> str:
    """A page by its name, of a figure with its code, and the names of its parameters."""
    parts = urlsplit(address)
    found = resolve(parts.path)
    return f"{found.url_name} {found.kwargs.get('code', '')} {sorted(parse_qs(parts.query))}"
