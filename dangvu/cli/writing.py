"""Verbs that write: import, undo, erase, demo."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, Any

import typer
from xlsxwriter.exceptions import FileCreateError

from dangvu.cli.instance import alone, note_checkpoint, open_instance, operator
from dangvu.cli.speech import Reading, Steps, answer, grouped, refuse, say
from dangvu.commands import Refused, run
from dangvu.demo.build import CLERK, build
from dangvu.demo.plan import Size
from dangvu.demo.reform import reform as reform_of_2025
from dangvu.exchange.erasing import erase
from dangvu.exchange.importing import Prepared, prepare, take
from dangvu.exchange.undoing import undo as undo_import
from dangvu.filegate.refused import Refused as FileRefused
from dangvu.ledger.queries import decisions
from dangvu.people.queries import person_by_record_no
from dangvu.periods import clock
from dangvu.reorganisation.undoing import undo_act

SHOWN = 20
UNDONE = {"exchange.import": ("lần nhập", undo_import), "reorganisation.reorganise": ("việc sắp xếp", undo_act)}
"""What can be taken back, by its kind: how it is called, and what does it."""
SIZES: dict[str, Size] = {"S": "S", "M": "M", "L": "L"}


def import_workbook(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="tệp .xlsx", exists=True, dir_okay=False, readable=True)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="chỉ kiểm tra, không ghi gì")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="kết quả đầy đủ dạng JSON")] = False,
    refused: Annotated[Path | None, typer.Option("--refused", metavar="TỆP", help="ghi các dòng bị trả lại ra tệp .xlsx này")] = None,
) -> None:
    """Nhập tệp Excel vào sổ.

    Dòng đúng được ghi, dòng sai được trả lại kèm chỗ sai và cách sửa; nộp lại cùng tệp không làm sổ đổi.
    """
    began = time.monotonic()
    open_instance()
    try:
        prepared = prepare(file, progress=Reading())
        if refused and any(prepared.checked.refused.values()):
            _hand_back(prepared, refused)
        decision = None if dry_run else _take(prepared)
    except (FileRefused, Refused) as error:
        if as_json:
            answer({"sheets": {}, "problems": [], "refused": str(error), "seconds": round(time.monotonic() - began, 2)})
        refuse(f"Không nhập được “{file.name}”: {error}")
    seconds = round(time.monotonic() - began, 2)
    report = {**prepared.report(), "decision": decision, "dry_run": dry_run, "seconds": seconds}
    if as_json:
        answer(report)
    else:
        print("\n".join(_told(report)))


def _hand_back(prepared: Prepared, path: Path) -> None:
    try:
        prepared.write_refused(path)
    except (OSError, FileCreateError) as error:
        refuse(f"Không ghi được “{path}”: {error}. Chưa ghi gì vào sổ; hãy chọn thư mục khác.")
    say(f"đã ghi các dòng bị trả lại ra {path}")


def _take(prepared: Prepared) -> int | None:
    if not prepared.new_rows:
        say("không có dòng nào mới so với sổ")
        return None
    began = time.monotonic()
    say(f"đang ghi {grouped(prepared.new_rows)} dòng mới trong một lần ghi")
    decision = take(prepared, operator())
    note_checkpoint()
    seconds = time.monotonic() - began
    say(f"đã ghi xong: {grouped(round(prepared.new_rows / max(seconds, 1e-3)))} dòng/giây")
    return decision


def _told(report: dict[str, Any]) -> list[str]:
    lines = [
        f"{name}: đọc {grouped(n['read'])} · nhận {grouped(n['accepted'])} "
        f"(đã có {grouped(report['unchanged'][name])}) · trả lại {grouped(n['rejected'])}"
        for name, n in report["sheets"].items()
    ]
    lines += [f"Lưu ý: {note}" for note in report["notes"]]
    problems = report["problems"]
    lines += [f"{'Trả lại' if problem['rejected'] else 'Nhắc'} · {problem['sheet']} · {problem['message']}" for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"… và {grouped(len(problems) - SHOWN)} nhận xét nữa; xem đủ bằng --json hoặc --refused TỆP.xlsx")
    if report["dry_run"]:
        lines.append("Chỉ kiểm tra, chưa ghi gì vào sổ.")
    elif report["decision"]:
        lines.append(f"Đã ghi vào sổ: lần ghi số {report['decision']}, trong {str(report['seconds']).replace('.', ',')} giây.")
    else:
        lines.append("Sổ không thay đổi.")
    return lines


def undo(
    number: Annotated[int, typer.Argument(metavar="SỐ", help="số của lần ghi đã nhập tệp hoặc sắp xếp tổ chức", min=1)],
    document: Annotated[str, typer.Option("--document", metavar="VĂN BẢN", help="văn bản làm căn cứ")] = "",
    body: Annotated[str, typer.Option("--body", metavar="CƠ QUAN", help="cơ quan quyết định")] = "",
) -> None:
    """Hủy một lần nhập tệp, hoặc một việc sắp xếp tổ chức đã ghi sai.

    Bằng một lần ghi mới; bị từ chối kèm danh sách nếu những lần ghi sau dựa trên lần ghi ấy.
    """
    open_instance()
    found = decisions([number]).get(number)
    if found is None or found.kind not in UNDONE:
        refuse(f"Lần ghi sổ số {number} không phải là một lần nhập tệp hay một việc sắp xếp tổ chức; hãy xem lại số.")
    called, undone = UNDONE[found.kind]
    try:
        decision = undone(number, operator(), on=clock.today(), body=body, document=document)
    except Refused as error:
        refuse("\n".join(problem.message for problem in error.problems))
    note_checkpoint()
    say(f"đã hủy {called} số {number} bằng lần ghi số {decision}")


def erase_person(
    record_no: Annotated[str, typer.Argument(metavar="SỐ LÝ LỊCH", help="số lý lịch của người cần xóa")],
    body: Annotated[str, typer.Option("--body", metavar="CƠ QUAN", help="cơ quan quyết định xóa")],
    document: Annotated[str, typer.Option("--document", metavar="VĂN BẢN", help="văn bản quyết định xóa")],
) -> None:
    """Xóa dữ liệu cá nhân của một người đã ra khỏi sổ.

    Theo yêu cầu hợp pháp; chuỗi sổ cái vẫn nguyên vẹn, số người vẫn được đếm. Số lý lịch đã gõ còn nằm trong lịch sử dòng lệnh:
    hãy xóa dòng ấy.
    """
    open_instance()
    person = person_by_record_no(record_no)
    if person is None:
        refuse(f"Không có ai mang số lý lịch “{record_no}” trong sổ; hãy kiểm tra lại số.")
    try:
        decisions = erase(person, operator(), on=clock.today(), body=body, document=document)
    except Refused as error:
        refuse("\n".join(problem.message for problem in error.problems))
    note_checkpoint()
    say("tệp cũ còn ghi người này sẽ bị trả lại ở dòng ấy khi nhập; hãy xóa dòng ấy khỏi các tệp đang giữ ngoài sổ")
    say(f"đã xóa dữ liệu cá nhân bằng lần ghi số {', '.join(map(str, decisions))}")


def load_demo(
    size: Annotated[str, typer.Option("--size", metavar="S|M|L", help="S 1.600, M 46.000, L 240.000 đảng viên")] = "M",
    neighbours: Annotated[
        bool, typer.Option("--neighbours", help="kèm hai tỉnh liền kề, mỗi tỉnh một gốc, như trước ngày 01/7/2025")
    ] = False,
    reform: Annotated[bool, typer.Option("--reform", help="rồi hợp nhất ba tỉnh, kết thúc cấp huyện bằng một quyết định")] = False,
) -> None:
    """Nạp tỉnh minh họa (hư cấu) vào sổ trống."""
    wanted = SIZES.get(size.upper())
    if wanted is None:
        raise typer.BadParameter("hãy chọn S, M hoặc L.", param_hint="--size")
    open_instance()
    try:
        with alone():
            built = build(wanted, Steps(), neighbours=neighbours or reform)
            if reform:
                say("hợp nhất ba tỉnh")
                run(reform_of_2025(), CLERK)
            note_checkpoint()
    except Refused as error:
        refuse(error)
    answer(
        {
            "size": built.size,
            "unit": built.unit,
            "on": built.day,
            "members": built.members,
            "rows": built.rows,
            "seconds": round(built.seconds, 2),
        }
    )
