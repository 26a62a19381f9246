"""A document gets its number: one after the other, in the transaction of what it carries, and its files are kept as they were printed."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from dangvu.access.officer import Officer
from dangvu.commands import Refused, kinds
from dangvu.commands.rebuilding import rebuild
from dangvu.documents.issuing import issue
from dangvu.documents.papers import Block
from dangvu.documents.queries import content, count_of, document, documents_of, last_of, persons_in
from dangvu.exchange.erasing import erase
from dangvu.ledger.models import Decision
from dangvu.ledger.queries import decisions
from dangvu.members.commands import SetParticipation, TransferMember
from dangvu.members.queries import cell_of
from tests.areas.documents.offices import DAY, TERM, a_document, first, paper, term, with_term
from tests.areas.rows import opened, refusal
from tests.databases import Database
from tests.world import CLERK, World, decide, find, refusals


def test_numbers_run_from_one_by_type_and_term(world: World) -> None:
    assert [a_document(world).symbol, a_document(world).symbol] == ["01-QĐ/ĐU", "02-QĐ/ĐU"]
    assert a_document(world, kind="Quy định").symbol == "01-QĐ/ĐU"
    assert a_document(world, kind="Báo cáo").symbol == "01-BC/ĐU"
    decide(term(world.an_binh, date(2025, 6, 20)))
    assert a_document(world, on=date(2025, 6, 20)).symbol == "01-QĐ/ĐU"
    assert a_document(world, on=date(2025, 6, 19)).symbol == "03-QĐ/ĐU"


def test_what_it_carries_cites_it_and_it_names_what_it_carries(world: World) -> None:
    found = a_document(world, world.an, deeds=(TransferMember(on=DAY, person=world.an, cell=world.hamlet_two),))
    assert cell_of(world.an, DAY) == world.hamlet_two
    assert found.about is not None
    carried = decisions([found.about])[found.about]
    assert (carried.kind, carried.document, carried.body) == ("members.transfer", "01-QĐ/ĐU ngày 05/12/2022", "Đảng ủy xã An Bình")
    assert persons_in(found.issue) == [world.an]
    assert documents_of(world.an_binh, until=DAY, limit=9) == [found]
    assert (count_of(world.an_binh, until=DAY), count_of(world.an_binh, until=date(2022, 12, 4))) == (1, 0)


def test_what_is_refused_leaves_no_gap(world: World) -> None:
    a_document(world)
    before = Decision.objects.count()
    with pytest.raises(Refused):
        a_document(world, deeds=(TransferMember(on=DAY, person=world.an, cell=world.hamlet_one),))
    with pytest.raises(Refused):
        a_document(world, deeds=(SetParticipation(on=DAY, person=world.an, value="exempt"), SetParticipation(on=DAY, person=99, value="")))
    assert Decision.objects.count() == before
    assert a_document(world).symbol == "02-QĐ/ĐU"


def test_both_files_are_kept_by_their_hash(world: World) -> None:
    found = a_document(world)
    pdf, docx = content(found.pdf), content(found.docx)
    assert pdf is not None and docx is not None
    assert (hashlib.sha256(pdf).hexdigest(), hashlib.sha256(docx).hexdigest()) == (found.pdf, found.docx)
    assert (pdf[:5], docx[:2]) == (b"%PDF-", b"PK")


def test_a_number_printed_is_the_number_given(world: World) -> None:
    first, second = a_document(world), a_document(world)
    assert first.pdf != second.pdf and first.docx != second.docx


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"number": 2}, ["not_the_next_number"]),
        ({"number": 0}, ["not_the_next_number"]),
        ({"kind": "Mật thư"}, ["unknown_type"]),
        ({"on": date(2020, 9, 14)}, ["no_term"]),
        ({"on": date(2018, 4, 2)}, ["no_term", "before_rules"]),
        ({"about": 9999}, ["unknown_decision"]),
        ({"pdf": "0" * 64}, ["other_files"]),
        ({"files": None}, ["other_files"]),
        ({"unit": 999}, ["unit_not_alive", "no_term"]),
    ],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    with_term(world)
    assert set(refusals(first(world, **differing))) <= {*codes} and refusals(first(world, **differing))


def test_an_earlier_day_than_the_last_number_is_refused(world: World) -> None:
    a_document(world)
    assert refusals(first(world, number=2, on=date(2022, 12, 4))) == ["earlier_than_last"]


def test_a_cell_issues_no_directives_and_the_rule_is_that_of_the_day(world: World) -> None:
    decide(term(world.hamlet_one, committee="Chi bộ ấp Một", symbol="CB"))
    here = {"unit": world.hamlet_one}
    assert refusals(first(world, **here, kind="Kết luận")) == ["not_issued_here"]
    assert refusals(first(world, **here, kind="Chỉ thị", on=date(2026, 1, 9))) == ["not_issued_here"]
    decide(first(world, **here, kind="Kết luận", on=date(2026, 1, 9)))


def test_two_at_once_get_two_numbers(committed_world: Database) -> None:
    world = find()
    decide(term(world.an_binh))

    def one(_: int) -> str:
        try:
            return issue(paper(), world.an_binh, DAY, CLERK).symbol
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, range(6))) == [f"{number:02}-QĐ/ĐU" for number in range(1, 7)]


def test_an_officer_issues_for_the_own_unit_alone(world: World) -> None:
    decide(term(world.an_binh))
    decide(term(world.school, committee="Chi bộ Trường", symbol="CB"))
    officer = Officer(world.commune, "xa-an-binh", DAY)
    assert issue(paper(), world.an_binh, DAY, officer).symbol == "01-QĐ/ĐU"
    with pytest.raises(Refused) as refused:
        issue(paper(), world.school, DAY, officer)
    assert [problem.code for problem in refused.value.problems] == ["no_mandate"]


def test_a_letter_without_a_glyph_is_refused_with_the_letter(world: World) -> None:
    with_term(world)
    with pytest.raises(Refused) as refused:
        issue(replace(paper(), blocks=(Block("paragraph", "Họ tên: 阮"),)), world.an_binh, DAY, CLERK)
    assert [(problem.code, "阮" in problem.message) for problem in refused.value.problems] == [("unprintable", True)]
    assert last_of(world.an_binh, "Quyết định", TERM).number == 0


def test_told_again_it_is_the_same(world: World) -> None:
    found = a_document(world, world.an, world.binh)
    difference = rebuild()
    assert difference.empty, difference.failed
    assert content(found.pdf)


def test_an_erasure_empties_the_files_that_name_the_person_and_no_others(world: World) -> None:
    naming, other = a_document(world, world.em, world.an), a_document(world, world.an)
    erase(world.em, CLERK, on=DAY, body="Tỉnh ủy", document="09-QĐ/TU")
    assert (content(naming.pdf), content(naming.docx)) == (None, None)
    assert content(other.pdf) and document(naming.issue) == naming
    assert rebuild().empty


GUARDED = {
    "a gap": ("number", 3, "numbers_without_gap"),
    "a number given twice": ("number", 1, "one_document_per_number"),
    "a file that is not there": ("pdf", "0" * 64, "document_with_its_files"),
}


@pytest.mark.parametrize(("column", "value", "constraint"), GUARDED.values(), ids=GUARDED)
def test_the_database_refuses(world: World, column: str, value: int | str, constraint: str) -> None:
    found = a_document(world)
    row: dict[str, int | str | date | None] = {
        "issue_id": found.issue, "unit_id": world.an_binh, "kind": "Quyết định", "term": TERM, "number": 2, "symbol": "02-QĐ/ĐU",
        "day": DAY, "title": "", "pdf": found.pdf, "docx": found.docx, "cancelled": False,
    }  # fmt: skip
    assert refusal(opened("documents_document", **{**row, column: value})) == constraint  # type: ignore[arg-type]  # as the dict


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_documentfile SET content = 'x'::bytea",
        "UPDATE documents_documentfile SET hash = repeat('0', 64)",
        "DELETE FROM documents_documentfile",
        "TRUNCATE documents_documentfile",
        "INSERT INTO documents_documentfile (hash, content) VALUES (repeat('0', 64), 'x'::bytea)",
    ],
)
def test_files_are_never_changed(world: World, statement: str) -> None:
    a_document(world)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_ledger_holds_hashes_and_no_content(world: World) -> None:
    found = a_document(world, world.an)
    payload = Decision.objects.get(id=found.issue).payload
    assert payload["values"].keys() == {"unit", "kind", "number", "title", "pdf", "docx", "about", "persons"}
    assert kinds()["documents.issue"].personal == frozenset()
