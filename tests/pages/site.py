"""The site as a reader sees it: addresses by name, unit and day; pages as text without markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dangvu.access.commands import GrantMandate
from dangvu.access.queries import mandates_of
from dangvu.accounts.commands import account_named
from dangvu.accounts.models import Account
from dangvu.organisation.queries import unit_on
from dangvu.people.queries import facts_of
from dangvu.periods.clock import today
from tests.accounts.people import enter
from tests.world import DAY, World, decide


@dataclass(frozen=True)
class Page:
    """An answer of the site."""

    status: int
    html: str
    response: HttpResponse

    @property
    def text(self) -> str:
        """What is read, one space between words."""
        return words_of(self.main)

    @property
    def main(self) -> str:
        """The page without its frame."""
        found = re.search(r"<main\b.*</main>", self.html, re.DOTALL)
        return found[0] if found else self.html

    def rows(self, caption: str) -> list[list[str]]:
        """The cells of a table by its caption, headings left out."""
        table = next(one for one in re.findall(r"<table\b.*?</table>", self.html, re.DOTALL) if caption in one and "</thead>" in one)
        body = table.partition("</thead>")[2]
        cells = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.DOTALL)
        return [[words_of(cell) for cell in cells.findall(row)] for row in re.findall(r"<tr\b.*?</tr>", body, re.DOTALL)]

    def links(self, text: str) -> list[str]:
        """Where links with these words lead."""
        found = re.findall(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', self.main, re.DOTALL)
        return [unescape(address) for address, inner in found if words_of(inner) == text]


def words_of(html: str) -> str:
    """The words of a piece of a page."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@dataclass(frozen=True)
class Site:
    """A signed-in reader."""

    client: Client
    world: World

    def unit(self, number: int) -> str:
        """The opaque number of a unit."""
        found = unit_on(number, DAY)
        assert found is not None
        return str(found.public_id)

    def person(self, number: int) -> UUID:
        """The opaque number of a person."""
        found = facts_of(number)
        assert found is not None
        return found.public_id

    def search(self, text: str) -> str:
        """What stands in an address for a search by this session."""
        location = self.client.post(reverse("search"), {"q": text})["Location"]
        return parse_qs(urlsplit(location).query).get("q", [""])[0]

    def get(self, name: str, *args: object, unit: int | None = None, on: date | None = DAY, **query: str) -> Page:
        """A page by its name, of the province and the day of the world where nothing else is said; `q` are words to search for."""
        if "q" in query:
            query["q"] = self.search(query["q"])
        asked = {**({"unit": self.unit(unit)} if unit else {}), **({"on": on.isoformat()} if on else {}), **query}
        return self.follow(reverse(name, args=args), **asked)

    def follow(self, address: str, **query: str) -> Page:
        """A page by its address."""
        response = self.client.get(address, query)
        is_text = "html" in response.headers.get("Content-Type", "")
        return Page(response.status_code, response.content.decode() if is_text else "", response)


def reader(username: str, *, enforce_csrf_checks: bool = False) -> Client:
    """A browser in which an account is signed in; one that is charged with nothing yet gets the whole register."""
    number = account_named(username)
    if not mandates_of(number, today()):
        decide(GrantMandate(on=DAY, account=number, role="province_approver", document="05-QĐ/TU"))
    client = Client(enforce_csrf_checks=enforce_csrf_checks)
    enter(client, Account.objects.get(pk=number))
    return client
