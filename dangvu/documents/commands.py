"""Decisions about documents: the term within which a committee counts them, their numbers, and that one is cancelled.

A number is never chosen: `issuing.issue` asks for the next one, prints the paper with it and runs the command, all in one turn.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from dangvu.commands import Change, Command, Problem, register
from dangvu.documents.models import CommitteeTerm, Document, DocumentFile, DocumentPerson
from dangvu.documents.queries import document, issued_since, last_of, term_on
from dangvu.documents.rules import in_order, known_symbol, may_issue, symbol
from dangvu.ledger.dated import current
from dangvu.ledger.queries import decisions
from dangvu.organisation.queries import UnitOn, unit_on
from dangvu.rulebook.queries import in_force, rule


@dataclass(frozen=True)
class Files:
    """A document as it was printed."""

    pdf: bytes
    docx: bytes

    def hashes(self) -> tuple[str, str]:
        """The SHA-256 of both, in hexadecimal."""
        return hashlib.sha256(self.pdf).hexdigest(), hashlib.sha256(self.docx).hexdigest()


@dataclass(frozen=True, kw_only=True)
class BeginTerm(Command):
    """A committee begins a term, the day after the congress; documents count from 01 again. `committee` and `place` as printed."""

    unit: int
    name: str
    committee: str
    symbol: str
    place: str


@dataclass(frozen=True, kw_only=True)
class IssueDocument(Command):
    """A document of the day `on` gets its number, with the decision it carries. Its title names nobody; `persons` are those in it."""

    unit: int
    kind: str
    number: int
    title: str
    pdf: str
    docx: str
    about: int | None = None
    persons: tuple[int, ...] = ()
    files: Files | None = field(default=None, repr=False, compare=False, metadata={"ledger": False})


@dataclass(frozen=True, kw_only=True)
class CancelDocument(Command):
    """A document is cancelled: its number stays and is never given again."""

    unit: int
    issue: int


def _alive(unit: int, on: date) -> tuple[UnitOn | None, list[Problem]]:
    found = unit_on(unit, on)
    if found and found.alive:
        return found, []
    return None, [Problem("unit_not_alive", "Tổ chức đảng này không tồn tại vào ngày đó; hãy xem lại ngày.", "unit")]


def judge_begin(command: BeginTerm) -> list[Problem]:
    """A living unit, every name there, a symbol of its kind, and nothing issued yet that would change its term."""
    unit, problems = _alive(command.unit, command.on)
    for name, what in (("name", "tên nhiệm kỳ"), ("committee", "tên cấp ủy"), ("place", "địa danh"), ("document", "văn bản căn cứ")):
        if not getattr(command, name).strip():
            problems.append(Problem("missing_words", f"Hãy ghi {what}.", name))
    bodies = in_force("document_bodies", command.on)
    if unit and bodies:
        problems += known_symbol(command.symbol, unit.kind, bodies.value, bodies.source)
    if issued_since(command.unit, command.on):
        problems.append(
            Problem("issued_already", "Đã cấp số cho văn bản từ ngày này trở đi theo nhiệm kỳ đang ghi; không đổi được nhiệm kỳ nữa.", "on")
        )
    return problems


def apply_begin(command: BeginTerm, change: Change) -> None:
    """The term holds until the next one."""
    change.assign(
        CommitteeTerm, {"unit_id": command.unit}, command.on,
        name=command.name, committee=command.committee, symbol=command.symbol, place=command.place,
    )  # fmt: skip


def judge_issue(command: IssueDocument) -> list[Problem]:
    """A living unit in a term, a type that it may issue, the number that follows, and the files of these hashes."""
    unit, problems = _alive(command.unit, command.on)
    term = term_on(command.unit, command.on)
    types, closed = in_force("document_types", command.on), in_force("document_not_by", command.on)
    if types is None or closed is None:
        return [*problems, Problem("before_rules", "Sổ chưa giữ quy định về thể loại văn bản của ngày này nên không cấp số.", "on")]
    if unit:
        problems += may_issue(command.kind, unit.kind, types.value, closed.value, closed.source)
    if term is None:
        problems.append(Problem("no_term", "Chưa ghi nhiệm kỳ của cấp ủy này vào ngày đó; hãy ghi nhiệm kỳ trước khi cấp số.", "unit"))
    else:
        last = last_of(command.unit, command.kind, term.since)
        problems += in_order(command.number, last.number + 1, command.on, last.day)
    if command.files is None or command.files.hashes() != (command.pdf, command.docx):
        problems.append(Problem("other_files", "Tệp không đúng với văn bản được cấp số; hãy in lại.", "files"))
    if command.about is not None and not decisions([command.about]):
        problems.append(Problem("unknown_decision", "Không có lần ghi sổ mà văn bản này kèm theo.", "about"))
    return problems


def apply_issue(command: IssueDocument, change: Change) -> None:
    """The document with everybody it names, and its files; a replay leaves these as they are, for the ledger holds hashes alone."""
    term = term_on(command.unit, command.on)
    types: dict[str, str] = rule("document_types", command.on).value
    if term is None:
        raise LookupError(f"no term of unit {command.unit} on {command.on}")
    change.open(
        Document, issue_id=change.decision, unit_id=command.unit, kind=command.kind, term=term.since, number=command.number,
        symbol=symbol(command.number, types[command.kind], term.symbol), day=command.on, title=command.title,
        pdf=command.pdf, docx=command.docx, about_id=command.about,
    )  # fmt: skip
    for person in sorted(set(command.persons)):
        change.open(DocumentPerson, issue_id=change.decision, person_id=person)
    if command.files is not None:
        contents = {command.pdf: command.files.pdf, command.docx: command.files.docx}
        DocumentFile.objects.bulk_create(
            [DocumentFile(hash=one, content=bytes_) for one, bytes_ in contents.items()], ignore_conflicts=True
        )


def judge_cancel(command: CancelDocument) -> list[Problem]:
    """A document of this unit that stands, not before its own day, and what it is cancelled by."""
    found = document(command.issue)
    if found is None or found.unit != command.unit:
        return [Problem("unknown_document", "Không có văn bản này trong sổ văn bản của tổ chức.", "issue")]
    problems = []
    if found.cancelled:
        problems.append(Problem("cancelled_already", f"Văn bản {found.symbol} đã được hủy.", "issue"))
    if command.on < found.day:
        problems.append(Problem("before_the_document", f"Không thể hủy trước ngày của văn bản ({found.day:%d/%m/%Y}).", "on"))
    if not command.document.strip():
        problems.append(Problem("missing_words", "Hãy ghi căn cứ hủy văn bản.", "document"))
    return problems


def apply_cancel(command: CancelDocument, change: Change) -> None:
    """The row is restated as cancelled; number and files stay."""
    row = current(Document, issue_id=command.issue).get()
    kept = {
        name: getattr(row, name)
        for name in ("issue_id", "unit_id", "kind", "term", "number", "symbol", "day", "title", "pdf", "docx", "about_id")
    }
    change.close(row)
    change.open(Document, **kept, cancelled=True)


register("documents.begin_term", BeginTerm, judge=judge_begin, apply=apply_begin)
register("documents.issue", IssueDocument, judge=judge_issue, apply=apply_issue)
register("documents.cancel", CancelDocument, judge=judge_cancel, apply=apply_cancel)
