"""Verbs that ask: figures, records, return, report."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer
from xlsxwriter.exceptions import FileCreateError

from dangvu.cli.instance import open_instance
from dangvu.cli.speech import answer, refuse, say
from dangvu.cli.words import day, instant, unit
from dangvu.indicators.evaluation import Unanswerable
from dangvu.periods import clock
from dangvu.reports.figures import BREAKDOWNS, figures, records
from dangvu.reports.provincial import provincial
from dangvu.reports.sentences import write_report
from dangvu.reports.workbook import write_xlsx

Unit = Annotated[str, typer.Argument(metavar="MÃ", help="mã tổ chức đảng, ví dụ TV hoặc TV.07")]
On = Annotated[date, typer.Option("--on", parser=day, metavar="NGÀY", help="ngày của số liệu")]
Since = Annotated[date | None, typer.Option("--from", parser=day, metavar="NGÀY", help="đầu kỳ của biến động; mặc định 1/1 cùng năm")]
KnownAt = Annotated[datetime | None, typer.Option("--known", parser=instant, metavar="THỜI ĐIỂM", help="theo dữ liệu đã ghi đến lúc đó")]
Boundaries = Annotated[
    date | None,
    typer.Option("--boundaries", parser=day, metavar="NGÀY", help="theo cây tổ chức của ngày này, thay cho cây của ngày số liệu"),
]
People = Annotated[str, typer.Option("--group", metavar="DÂN TỘC", help="dân tộc của chỉ tiêu phủ kín ấp, khóm")]


def show_figures(
    code: Unit,
    on: On,
    since: Since = None,
    known: KnownAt = None,
    by: Annotated[str | None, typer.Option("--by", metavar="CÁCH", help=f"phân tích theo: {', '.join(BREAKDOWNS)}")] = None,
    child: Annotated[bool, typer.Option("--child", help="theo từng tổ chức trực thuộc")] = False,
    codes: Annotated[list[str] | None, typer.Option("--code", metavar="CHỈ TIÊU", help="chỉ những chỉ tiêu này; lặp lại được")] = None,
    group: People = "Khmer",
    boundaries: Boundaries = None,
) -> None:
    """Số liệu của một tổ chức vào một ngày, dạng JSON."""
    open_instance()
    try:
        found = figures(unit(code), on, since=since, known=known, codes=codes, by=by, child=child, group=group, boundaries=boundaries)
    except Unanswerable as error:
        refuse(error)
    answer(found.as_json())


def show_records(
    code: Unit,
    figure: Annotated[str, typer.Argument(metavar="CHỈ TIÊU", help="mã chỉ tiêu, ví dụ members")],
    on: On,
    since: Since = None,
    known: KnownAt = None,
    by: Annotated[str | None, typer.Option("--by", metavar="CÁCH", help="cách phân tích của nhóm cần xem")] = None,
    key: Annotated[str | None, typer.Option("--key", metavar="NHÓM", help="nhóm cần xem, ví dụ Khmer")] = None,
    group: People = "Khmer",
    boundaries: Boundaries = None,
) -> None:
    """Các bản ghi làm nên một con số, dạng JSON."""
    open_instance()
    try:
        found = records(unit(code), figure, on, since=since, known=known, by=by, key=key, group=group, boundaries=boundaries)
    except Unanswerable as error:
        refuse(error)
    answer([{"id": record.id, "label": record.label, "amount": record.amount} for record in found])


def make_return(
    code: Unit,
    on: On,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="TỆP", help="tệp .xlsx sẽ ghi", dir_okay=False)],
    since: Since = None,
    known: KnownAt = None,
) -> None:
    """Ghi biểu thống kê ra tệp Excel.

    Mỗi tổ chức trực thuộc một dòng; chỉ có giá trị, không có công thức.
    """
    open_instance()
    try:
        made = provincial(unit(code), on, now=clock.now(), since=since, known=known)
        write_xlsx(output, made)
    except Unanswerable as error:
        refuse(error)
    except (OSError, FileCreateError) as error:
        refuse(f"Không ghi được “{output}”: {error}. Hãy chọn thư mục khác.")
    say(f"đã ghi {output}")
    answer({"unit": code, "on": on, "file": str(output), "columns": len(made.columns), "rows": len(made.rows)})


def draft_report(
    code: Unit,
    on: On,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="TỆP", help="tệp .docx hoặc .txt sẽ ghi", dir_okay=False)],
    since: Since = None,
    known: KnownAt = None,
    targets: Annotated[
        list[str] | None, typer.Option("--target", metavar="CHỈ TIÊU=SỐ", help="chỉ tiêu được giao, ví dụ admissions=300; lặp lại được")
    ] = None,
) -> None:
    """Dự thảo báo cáo định kỳ của một tổ chức, viết thành câu từ số liệu, ghi ra tệp Word hoặc tệp chữ."""
    if output.suffix.lower() not in {".docx", ".txt"}:
        raise typer.BadParameter("chỉ ghi được tệp .docx hoặc .txt.", param_hint="-o")
    given = dict(_target(text) for text in targets or [])
    open_instance()
    try:
        draft = write_report(unit(code), on, since=since, known=known, targets=given)
        output.write_bytes(draft.docx(clock.now()) if output.suffix.lower() == ".docx" else (draft.text + "\n").encode())
    except Unanswerable as error:
        refuse(error)
    except OSError as error:
        refuse(f"Không ghi được “{output}”: {error.strerror or error}. Hãy chọn thư mục khác.")
    say(f"đã ghi {output}")
    answer({"unit": code, "on": on, "file": str(output), "lines": len(draft.lines)})


def _target(text: str) -> tuple[str, Fraction]:
    """A figure's code with its target: admissions=300, attendance_rate=93,5."""
    code, _, number = text.partition("=")
    try:
        value = Fraction(number.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        value = Fraction(0)
    if value <= 0:
        raise typer.BadParameter(f"“{text}” không phải là chỉ tiêu; hãy viết admissions=300.", param_hint="--target")
    return code, value
