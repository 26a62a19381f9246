"""A paper under its number: drawn up, printed and noted in one turn, together with the decision it carries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from dangvu.commands import Actor, Command, Problem, Refused, run, turn
from dangvu.documents.commands import Files, IssueDocument
from dangvu.documents.official import docx
from dangvu.documents.papers import Paper, Text, Unprintable
from dangvu.documents.queries import Issued, document, documents_about, last_of, layout_on, symbols_on, term_on
from dangvu.documents.rules import symbol
from dangvu.documents.typesetting import pdf
from dangvu.organisation.queries import above, unit_on
from dangvu.periods.clock import HANOI
from dangvu.periods.clock import now as present


def draft(text: Text, unit: int, day: date) -> Paper:
    """The paper as it would be issued that day: without a number, marked as a draft; `Refused` where no rule says how it looks.

    A unit whose term is not recorded yet is named as the register names it.
    """
    try:
        layout, symbols = layout_on(day), symbols_on(day)
    except LookupError as missing:
        raise Refused([Problem("before_rules", "Sổ chưa giữ quy định về thể thức văn bản của ngày này.", "on")]) from missing
    here, chain, term = unit_on(unit, day), above(unit, day), term_on(unit, day)
    upper = unit_on(chain[-1], day) if chain else None
    number = symbol(None, symbols[text.kind], term.symbol if term else "…") if text.kind in symbols else ""
    return Paper(
        above=upper.name if upper else "", body=term.committee if term else here.name if here else "", number=number,
        place=term.place if term else "…", day=day, kind=text.kind, title=text.title, blocks=text.blocks, signature=text.signature,
        recipients=text.recipients, layout=layout, is_draft=True,
    )  # fmt: skip


def printed(paper: Paper) -> Files:
    """Both files; `Refused` where a letter cannot be printed."""
    return Files(file_of(paper, "pdf"), file_of(paper, "docx"))


def file_of(paper: Paper, kind: str) -> bytes:
    """One file of a paper, "pdf" or "docx"; `Refused` where a letter cannot be printed."""
    try:
        return pdf(paper) if kind == "pdf" else docx(paper)
    except Unprintable as missing:
        raise Refused([Problem("unprintable", str(missing))]) from missing


def issue(
    text: Text | Callable[[], Text], unit: int, day: date, actor: Actor, *,
    deeds: Sequence[Command] = (), about: int | None = None, now: datetime | None = None,
) -> Issued:  # fmt: skip
    """Issue a paper, whole or not at all: the number, both files, and the decisions that it carries (`deeds`), which then cite it.

    `about` is a decision taken before, which it puts into writing; of that one no other paper stands. A text that says what the
    register holds is given as a question, asked when the turn was taken. A day to come would close the series until then.

    Nobody else decides between the asking for the number and its taking, and what is refused leaves no gap.
    """
    with transaction.atomic():
        turn()
        if day > (now or present()).astimezone(HANOI).date():
            raise Refused([Problem("day_to_come", "Ngày ký chưa đến; hãy ghi hôm nay hoặc ngày đã ký.", "on")])
        if about is not None and (standing := next((one.symbol for one in documents_about(about) if not one.cancelled), "")):
            raise Refused(
                [Problem("issued_already", f"Việc này đã có văn bản số {standing}; hãy hủy văn bản ấy trước khi ra văn bản khác.")]
            )
        text = text() if callable(text) else text
        paper, term = draft(text, unit, day), term_on(unit, day)
        number = last_of(unit, text.kind, term.since).number + 1 if term else 1
        signed = symbol(number, symbols_on(day).get(text.kind, ""), term.symbol if term else "")
        files = printed(replace(paper, number=signed, is_draft=False))
        cited = f"{signed} ngày {day:%d/%m/%Y}"
        carried = [run(replace(deed, body=paper.body, document=cited), actor, now=now).id for deed in deeds]
        first, second = files.hashes()
        command = IssueDocument(
            on=day, body=paper.body, document=cited, unit=unit, kind=text.kind, number=number, title=text.title, pdf=first, docx=second,
            about=carried[0] if carried else about, persons=text.persons, files=files,
        )  # fmt: skip
        found = document(run(command, actor, now=now).id)
    if found is None:
        raise LookupError("an issued document is held")
    return found
