"""A report while it is being checked: its text, what was found and what was answered, in a folder that is gone after an hour."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404

from dangvu.documents.docx import Line, Note, corrected, write_docx
from dangvu.figurecheck.claims import SEVERITY, Claim, Verdict
from dangvu.figurecheck.listed import ListedDocuments
from dangvu.filegate.refused import Refused
from dangvu.pages.uploads import drop_folder, open_folder, own_folder, write_private
from dangvu.reports.against import Asker, Comparison
from dangvu.reports.annotating import Unsuitable, annotate, read_parts
from dangvu.reports.review import review

STATE = "bao-cao.json"
Span = tuple[int, int]


@dataclass(frozen=True)
class System:
    """What the register says of the same figure: its value, and what opens its records."""

    title: str
    value: str
    difference: str
    verdict: Verdict
    code: str
    unit: str
    unit_name: str
    since: str
    on: str
    by: str
    word: str


@dataclass(frozen=True)
class Finding:
    """A claim with the one figure it is about; `system` is what the register says of that figure."""

    span: Span
    mark: Span
    quote: str
    kind: str
    verdict: Verdict
    arithmetic: str
    stated: str
    recomputed: str
    figures: tuple[Span, ...] = ()
    system: System | None = None

    @property
    def needs_a_look(self) -> bool:
        """Whether somebody should decide about it."""
        return self.verdict != "consistent"


@dataclass(frozen=True)
class Answer:
    """What was decided about a finding, in the words of whoever decided."""

    act: Literal["fix", "explain"]
    words: str


@dataclass(frozen=True)
class Draft:
    """A report in its waiting folder; `kept` is the Word file as it came, if it came as one.

    `documents` is how many documents its citations were compared with, `unread` the lines of their list that name none.
    """

    id: UUID
    folder: Path
    name: str
    text: str
    findings: tuple[Finding, ...]
    documents: int = 0
    unread: tuple[int, ...] = ()
    answers: dict[int, Answer] = field(default_factory=dict)
    sight: str = ""
    """What the reader saw of the register when it was checked; whoever sees something else later has to check it anew."""

    @property
    def kept(self) -> Path:
        """The Word file as it came."""
        return self.folder / "tep.docx"

    def answered(self, finding: int, answer: Answer | None) -> Draft:
        """The same with one answer given or taken back."""
        answers = {number: one for number, one in self.answers.items() if number != finding}
        return replace(self, answers=answers if answer is None else {**answers, finding: answer})

    def keep(self) -> None:
        """Write everything into the folder."""
        state = {
            "name": self.name,
            "text": self.text,
            "findings": [asdict(one) for one in self.findings],
            "documents": self.documents,
            "unread": self.unread,
            "sight": self.sight,
            "answers": {number: asdict(one) for number, one in self.answers.items()},
        }
        write_private(self.folder / STATE, [json.dumps(state, ensure_ascii=False).encode()])

    def drop(self, session: SessionBase) -> None:
        """Forget the report."""
        drop_folder(self.id, session)

    def corrected(self) -> str:
        """The text with its corrections."""
        return corrected(self.text, self.notes())

    def notes(self) -> list[Note]:
        """What the copy says at which place: errors, remarks, and everything answered."""
        chosen = [
            (number, one) for number, one in enumerate(self.findings)
            if one.verdict in ("inconsistent", "rounding") or number in self.answers
        ]  # fmt: skip
        return [self._note(one, self.answers.get(number)) for number, one in chosen]

    def _note(self, one: Finding, answer: Answer | None) -> Note:
        said = one.arithmetic
        if answer and answer.act == "fix":
            return Note(*one.mark, f"Đã sửa “{self.text[slice(*one.mark)]}” thành “{answer.words}”. {said}", answer.words)
        return Note(*one.mark, f"Giải trình: {answer.words} ({said})" if answer else said)

    def copy(self, now: datetime) -> bytes:
        """A Word file with comments: the file that came where that can be kept, else a new one of the text."""
        if self.kept.exists():
            try:
                return annotate(read_parts(self.kept), self.text, self.notes(), now=now)
            except (Unsuitable, Refused):
                pass
        return write_docx([Line(line) for line in self.text.split("\n")], self.notes(), now=now)


def _system(one: Comparison) -> System | None:
    if one.unit is None or one.when is None or not one.system:
        return None
    meaning, when = one.stated.meaning, one.when
    since = when.since.isoformat() if when.since else ""
    asked = (meaning.code, str(one.unit.public_id), one.unit.name, since, when.on.isoformat(), meaning.by, meaning.word)
    return System(one.title, one.system, one.difference, one.verdict, *asked)


def find(
    text: str,
    *,
    unit: int,
    on: date | None,
    known: datetime | None,
    listed: ListedDocuments,
    asker: Asker,
) -> tuple[Finding, ...]:
    """Everything found in a text, by itself, against the register and against a list of documents, in the order of the text."""
    whole = review(text, of=unit, on=on, known=known, documents=listed.documents, asker=asker)
    systems = {one.stated.span: _system(one) for one in whole.compared}
    found = [_finding(text, claim, systems) for claim in whole.report.claims]
    return tuple(sorted(found, key=lambda one: (one.mark, -SEVERITY[one.verdict], one.kind)))


def _finding(text: str, claim: Claim, systems: dict[Span, System | None]) -> Finding:
    spans = [span for span in claim.figures if text[slice(*span)].strip() == claim.stated] or _written(text, claim)
    mark = (spans or list(claim.figures) or [claim.span])[0]
    system = next((systems[span] for span in systems if span[0] == mark[0]), None)
    return Finding(
        claim.span,
        mark,
        claim.quote,
        claim.kind,
        claim.verdict,
        claim.arithmetic,
        claim.stated,
        claim.recomputed or "",
        claim.figures,
        system,
    )


def _written(text: str, claim: Claim) -> list[Span]:
    start, end = claim.span
    at = text.find(claim.stated, start, end) if claim.stated else -1
    return [(at, at + len(claim.stated))] if at >= 0 else []


def receive(
    name: str,
    text: str,
    findings: tuple[Finding, ...],
    listed: ListedDocuments,
    original: Iterable[bytes],
    session: SessionBase,
    sight: bytes,
) -> Draft:
    """Let a report wait for this session alone; `original` is the Word file that it came as, or nothing."""
    draft = Draft(*open_folder(session), name, text, findings, len(listed.documents), listed.unread, sight=sight.hex())
    draft.keep()
    chunks = list(original)
    if chunks:
        write_private(draft.kept, chunks)
    return draft


def waiting(number: UUID, session: SessionBase, sight: bytes) -> Draft:
    """A report of this session, checked by whoever saw the same of the register; 404 for any other."""
    folder = own_folder(number, session, STATE)
    state: dict[str, Any] = json.loads((folder / STATE).read_text())
    if state["sight"] != sight.hex():
        raise Http404("the reader sees something else now")
    findings = tuple(_read(one) for one in state["findings"])
    answers = {int(number): Answer(**one) for number, one in state["answers"].items()}
    return Draft(
        number, folder, state["name"], state["text"], findings, state["documents"], tuple(state["unread"]), answers, state["sight"]
    )


def _read(state: dict[str, Any]) -> Finding:
    spans = {name: (state[name][0], state[name][1]) for name in ("span", "mark")}
    figures = tuple((start, end) for start, end in state["figures"])
    return Finding(**{**state, **spans, "figures": figures, "system": System(**state["system"]) if state["system"] else None})
