"""The offices of the small world that issue documents, and the papers that tests speak about."""

from __future__ import annotations

from datetime import date

from dangvu.commands import Command
from dangvu.documents.commands import BeginTerm, Files, IssueDocument
from dangvu.documents.issuing import issue
from dangvu.documents.papers import Signature, Text
from dangvu.documents.queries import Issued, term_on
from dangvu.documents.texts import decision
from tests.world import CLERK, World, decide

TERM = date(2020, 9, 15)
DAY = date(2022, 12, 5)
SIGNED = Signature(("T/M Ban Thường vụ",), "Bí thư", "Nguyễn Văn An")


def term(unit: int, on: date = TERM, **differing: object) -> BeginTerm:
    """The commune's committee begins its term."""
    usual: dict[str, object] = {
        "name": "nhiệm kỳ 2020 - 2025", "committee": "Đảng ủy xã An Bình", "symbol": "ĐU", "place": "An Bình", "document": "01-NQ/ĐH",
    }  # fmt: skip
    return BeginTerm(on=on, unit=unit, **{**usual, **differing})  # type: ignore[arg-type]  # one dict of many types


def paper(*persons: int, kind: str = "Quyết định", article: str = "Đảng ủy viên phụ trách thi hành quyết định này") -> Text:
    """A decision of one article."""
    found = decision(
        "Ban Thường vụ", "về việc phân công", grounds=["Căn cứ Quy chế làm việc;"], articles=[article], signature=SIGNED,
        recipients=["Như Điều 1", "Lưu Văn phòng"], persons=persons,
    )  # fmt: skip
    return Text(kind, found.title, found.blocks, found.signature, found.recipients, found.persons)


def a_document(world: World, *persons: int, on: date = DAY, kind: str = "Quyết định", deeds: tuple[Command, ...] = ()) -> Issued:
    """A document of the commune; its term begins first where none is recorded."""
    with_term(world)
    return issue(paper(*persons, kind=kind), world.an_binh, on, CLERK, deeds=deeds)


def with_term(world: World) -> None:
    """The commune's term, recorded once."""
    if term_on(world.an_binh, DAY) is None:
        decide(term(world.an_binh))


def first(world: World, **differing: object) -> IssueDocument:
    """The first decision of the commune, with files of two letters."""
    files = Files(b"p", b"d")
    pdf, docx = files.hashes()
    usual: dict[str, object] = {
        "on": DAY, "unit": world.an_binh, "kind": "Quyết định", "number": 1, "title": "", "pdf": pdf, "docx": docx, "files": files,
    }  # fmt: skip
    return IssueDocument(**{**usual, **differing})  # type: ignore[arg-type]  # one dict of many types
