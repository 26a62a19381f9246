"""The small world after somebody has written the same hostile text into everything that takes a text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dangvu.commands import Command
from dangvu.members.commands import EndMembership, GivePost, TransferMember
from dangvu.organisation.commands import ChangeUnit, FoundLocality, FoundUnit, RecordLocalityFact
from dangvu.people.commands import CorrectFacts
from dangvu.proposals.answering import refuse
from tests.areas.proposals.offices import clerk, commune, correction, proposed
from tests.exchange.reading.province import Tables, province
from tests.world import BASE_CELL, World, decide, newcomer

CHANGED = date(2021, 6, 1)

MARKUP = (
    "\"'><x-hit onclick=alert(1)></x-hit><img src=x onerror=alert(1)><svg onload=alert(1)></svg></title></textarea>"
    "<script>alert(1)</script>{{ 7|add:7 }}javascript:alert(1)"
)
"""Markup that breaks out of texts, attributes, titles and boxes; it is found by an element that no page has."""

FORMULAS = (
    '=HYPERLINK("http://x.example";"x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "=cmd|'/c calc'!A0", "http://x.example/a",
    "DDEAUTO c:\\\\cmd.exe",
)  # fmt: skip
"""What a program for tables, or one for letters, may calculate, follow or change."""


def write_everywhere(world: World, text: str) -> None:
    """Decide one change of each kind that keeps words, with the same words everywhere."""
    for command in _changes(world, text):
        decide(command)
    _propose_everywhere(world, text)


def _propose_everywhere(world: World, text: str) -> None:
    """Proposals in the same words: one that waits, one that was refused."""
    for place in range(2):
        command = correction(world.cuc, name=text, card_no=f"{text} {place}", document=text, body=text)
        refused = proposed(command, clerk())
    refuse(refused, commune(world), text)


def _changes(world: World, text: str) -> Iterator[Command]:
    paper = {"on": CHANGED, "body": text, "document": text}
    facts = {"ethnicity": text, "religion": text}
    for unit in (world.province, world.cau_go, world.an_binh, world.hamlet_one, world.school):
        yield ChangeUnit(**paper, unit=unit, name=text, sector=text)  # type: ignore[arg-type]  # one dict of many types
    yield FoundUnit(**paper, code=text, name=text, kind=BASE_CELL, parent=world.ben_man, sector=text)  # type: ignore[arg-type]  # likewise
    yield FoundLocality(**paper, code=text[:30], name=text, level=text, parent=world.place)  # type: ignore[arg-type]  # likewise
    yield RecordLocalityFact(**paper, locality=world.place, measure="population", people="Khmer", value=2)  # type: ignore[arg-type]  # likewise
    words = {name: text for name in ("education", "profession", "theory", "occupation", "card_no", "body", "document")}
    yield newcomer(text, text, CHANGED, world.hamlet_one, **facts, **words)
    yield CorrectFacts(
        **paper, person=world.an, record_no="001", name=text, born=date(1970, 3, 1), female=False, **facts, card_no=f"{text} 2",
    )  # type: ignore[arg-type]  # likewise  # fmt: skip
    yield GivePost(**paper, person=world.an, title=text, unit=world.hamlet_two)  # type: ignore[arg-type]  # likewise
    yield TransferMember(**paper, person=world.giang, cell=world.hamlet_two)  # type: ignore[arg-type]  # likewise
    yield EndMembership(**paper, person=world.binh, kind="dead")  # type: ignore[arg-type]  # likewise


def hostile_workbook(text: str) -> Tables:
    """A workbook with the text in names that are accepted and in cells that are refused, so that some rows come back."""
    tables = province()
    tables["members"][0] |= {"name": text, "sex": text, "occupation": text, "party_post": text}
    tables["members"][1] |= {"name": text, "occupation": text}
    tables["units"][1] |= {"kind": text}
    return tables


def hostile_report(text: str) -> str:
    """A report whose sentences hold the text and figures that are wrong."""
    return (
        f"Đến ngày 30/11/2022, Đảng bộ {text} có 9 đảng viên, trong đó 3 đảng viên nữ, chiếm 12%; {text}.\n"
        f"Năm 2021 {text} bồi dưỡng 3.826 quần chúng (quý I: 1.540; quý II: 1.100; quý III: 1.135; quý IV: 157).\n{text}\n"
    )
