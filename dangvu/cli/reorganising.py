"""The verb that rehearses a plan of reorganisation from a workbook, and carries it out."""

from __future__ import annotations

import time
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dangvu.cli import words
from dangvu.cli.instance import note_checkpoint, open_instance, operator
from dangvu.cli.speech import answer, grouped, refuse, say
from dangvu.commands import Refused, run
from dangvu.exchange.plans import act_of, read_plan
from dangvu.filegate.refused import Refused as FileRefused
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.rehearsal import Effect, rehearse

SHOWN = 20


def reorganise(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="tệp .xlsx của phương án", exists=True, dir_okay=False, readable=True)],
    on: Annotated[date, typer.Option("--on", parser=words.day, metavar="NGÀY", help="ngày có hiệu lực")],
    document: Annotated[str, typer.Option("--document", metavar="VĂN BẢN", help="văn bản làm căn cứ")] = "",
    body: Annotated[str, typer.Option("--body", metavar="CƠ QUAN", help="cơ quan quyết định")] = "",
    carry_out: Annotated[bool, typer.Option("--carry-out/--rehearse", help="ghi vào sổ, hay chỉ xem trước ảnh hưởng")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="kết quả đầy đủ dạng JSON")] = False,
) -> None:
    """Xem trước hoặc ghi một phương án sắp xếp tổ chức từ tệp Excel.

    Mỗi dòng một tổ chức: việc, mã tổ chức, tên mới, loại hình mới, mã cấp trên mới, mã tổ chức kế thừa. Cả phương án được ghi, hoặc không
    ghi gì.
    """
    began = time.monotonic()
    open_instance()
    try:
        lines = read_plan(file)
        command = Reorganise(on=on, body=body, document=document, **act_of(lines, on))
        say(f"đã đọc {grouped(len(lines))} dòng")
        effect = rehearse(command, operator())
        decision = run(command, operator()).id if carry_out else None
    except FileRefused as error:
        refuse(f"Không đọc được “{file.name}”: {error}")
    except Refused as error:
        refuse("\n".join(problem.message for problem in error.problems))
    if decision is not None:
        note_checkpoint()
    say(f"trong {time.monotonic() - began:.1f} giây".replace(".", ","))
    if as_json:
        answer({**asdict(effect), "decision": decision})
    else:
        print("\n".join([*_told(effect), f"Đã ghi vào sổ: lần ghi số {decision}." if decision else "Chỉ xem trước, chưa ghi gì vào sổ."]))


def _told(effect: Effect) -> list[str]:
    lines = [
        f"Đảng viên: trước {grouped(effect.before)} · sau {grouped(effect.after)} · đổi chi bộ {grouped(effect.moved)}",
        f"Tổ chức: lập mới {grouped(len(effect.founded))} · kết thúc {grouped(len(effect.ended))}",
        f"Chức vụ: thôi {grouped(len(effect.posts_ended))} · nhận {grouped(len(effect.posts_begun))}",
        f"Nhiệm vụ ở tổ chức kết thúc: {grouped(len(effect.mandates))} · đề nghị đang chờ: {grouped(len(effect.files))}",
    ]
    lines += [f"Lưu ý · {notice.unit} · {notice.message}" for notice in effect.notices[:SHOWN]]
    if len(effect.notices) > SHOWN:
        lines.append(f"… và {grouped(len(effect.notices) - SHOWN)} lưu ý nữa; xem đủ bằng --json")
    return lines
