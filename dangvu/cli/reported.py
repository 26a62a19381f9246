"""The verb `check`: a report against itself, the list of documents and the register."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import typer

from dangvu.cli.instance import is_there, open_instance
from dangvu.cli.speech import answer, say
from dangvu.cli.words import unit
from dangvu.figurecheck.check import check_text
from dangvu.figurecheck.claims import Report
from dangvu.figurecheck.extracting.extract import UnsupportedFile, extract
from dangvu.figurecheck.extracting.pdf import read_pdf
from dangvu.figurecheck.listed import read_list_file
from dangvu.figurecheck.register import RegisteredDocument
from dangvu.reports.review import review

CANNOT = 2
"""Neither right nor wrong: the check was not made."""


def check(
    file: Path,
    on: date | None,
    population: int | None,
    documents: Path | None,
    unit_code: str,
    register: bool | None,  # noqa: FBT001  as it is typed: --register, --no-register or neither
    *,
    as_json: bool,
) -> int:
    """Tell what the check finds; 1 where something cannot be right."""
    try:
        text = extract(file, read_pdf)
    except UnsupportedFile as error:
        raise typer.BadParameter(str(error), param_hint="TỆP") from error
    known = _listed(documents)
    compares = _opened(wish=register, must=bool(register or unit_code))
    if compares:
        of = unit(unit_code) if unit_code else None
        report = review(text, of=of, report_date=on, population=population, documents=known).report
    else:
        report = check_text(text, report_date=on, population=population, documents=known)
    if as_json:
        answer(report.as_json())
    else:
        _tell(report, compares=compares)
    return int(report.verdict == "inconsistent")


def _listed(file: Path | None) -> tuple[RegisteredDocument, ...]:
    """The documents of a list; lines that name none are told and left out."""
    if file is None:
        return ()
    try:
        found = read_list_file(file)
    except UnsupportedFile as error:
        raise typer.BadParameter(str(error), param_hint="--documents") from error
    if not found.documents:
        raise typer.BadParameter(
            "không dòng nào ghi số hiệu văn bản; hãy viết mỗi dòng một văn bản, ví dụ: Kết luận số 21-KL/TW ngày 25/10/2021, "
            "Hội nghị Trung ương 4 khóa XIII.",
            param_hint="--documents",
        )
    if found.unread:
        say(f"danh mục văn bản: bỏ qua dòng {', '.join(map(str, found.unread[:20]))} vì không có đúng một số hiệu văn bản")
    return found.documents


def _opened(*, wish: bool | None, must: bool) -> bool:
    """Whether the register can be asked; without a wish it is asked if it is there, and a failure is told, not fatal."""
    if wish is False or not (must or is_there()):
        return False
    try:
        open_instance()
    except typer.Exit:
        if must:
            raise typer.Exit(CANNOT) from None
        say("chỉ soát chính văn bản, không đối chiếu được với sổ")
        return False
    return True


def _tell(report: Report, *, compares: bool) -> None:
    counts = Counter(claim.verdict for claim in report.claims)
    for claim in report.claims:
        if claim.verdict in {"inconsistent", "rounding"}:
            word = "Làm tròn" if claim.verdict == "rounding" else "KHÁC SỔ" if claim.kind == "register" else "SAI"
            print(f"{word} · “{claim.quote}”\n    {claim.arithmetic}")
    asked = sum(claim.kind == "register" for claim in report.claims)
    print(
        f"{len(report.claims)} nhận định đã xem, {counts['inconsistent']} không thể đúng, "
        f"{counts['not_decidable']} chưa đủ căn cứ để kết luận; {f'{asked} số đối chiếu với sổ' if compares else 'không đối chiếu với sổ'}."
    )
