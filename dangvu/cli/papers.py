"""The verbs about official papers: terms, lists as drafts, and the decision that gives the badges of a round."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dangvu.badges.commands import AwardBadges
from dangvu.badges.queries import Candidate, candidates, standard_on
from dangvu.badges.rules import NAMES
from dangvu.cli.instance import note_checkpoint, open_instance, operator
from dangvu.cli.speech import answer, refuse, say
from dangvu.cli.words import day, unit
from dangvu.commands import Refused, run
from dangvu.documents.commands import BeginTerm
from dangvu.documents.issuing import draft, file_of, issue
from dangvu.documents.papers import Signature, Text
from dangvu.documents.queries import content, term_on
from dangvu.documents.texts import Honoured, Listed, badges_awarded, badges_list, badges_table, members_list
from dangvu.organisation.queries import unit_on
from dangvu.people.names import ERASED
from dangvu.periods import clock
from dangvu.reports.queries import Roll, page

MOST = 5000
Unit = Annotated[str, typer.Argument(metavar="MÃ", help="mã tổ chức đảng, ví dụ TV hoặc TV.07")]
Output = Annotated[Path, typer.Option("-o", "--output", metavar="TỆP", help="tệp .pdf hoặc .docx sẽ ghi", dir_okay=False)]
Round = Annotated[date, typer.Option("--round", parser=day, metavar="NGÀY", help="ngày trao: 3/2, 19/5, 2/9 hoặc 7/11")]
Late = Annotated[bool, typer.Option("--late", help="những người đủ năm từ đợt trước mà sổ chưa ghi đã trao")]


def begin_term(
    code: Unit,
    on: Annotated[date, typer.Option("--on", parser=day, metavar="NGÀY", help="ngày đầu nhiệm kỳ")],
    name: Annotated[str, typer.Option("--name", metavar="TÊN", help="ví dụ: nhiệm kỳ 2025 - 2030")],
    committee: Annotated[str, typer.Option("--committee", metavar="TÊN", help="tên cấp ủy in trên văn bản, ví dụ: Tỉnh ủy Vĩnh Long")],
    symbol: Annotated[str, typer.Option("--symbol", metavar="KÝ HIỆU", help="TU, ĐU, CB …")],
    place: Annotated[str, typer.Option("--place", metavar="ĐỊA DANH", help="địa danh đề trên văn bản")],
    document: Annotated[str, typer.Option("--document", metavar="VĂN BẢN", help="văn bản căn cứ")],
) -> None:
    """Ghi nhiệm kỳ của một cấp ủy; số văn bản đếm lại từ 01."""
    open_instance()
    command = BeginTerm(on=on, unit=unit(code), name=name, committee=committee, symbol=symbol, place=place, document=document)
    try:
        decision = run(command, operator())
    except Refused as refused:
        refuse(refused)
    note_checkpoint()
    answer({"unit": code, "decision": decision.id})


def list_members(
    code: Unit,
    on: Annotated[date, typer.Option("--on", parser=day, metavar="NGÀY", help="ngày của danh sách")],
    output: Output,
) -> None:
    """Danh sách đảng viên của một tổ chức vào một ngày, thể thức văn bản đảng, bản dự thảo không có số."""
    open_instance()
    number = unit(code)
    people = page(Roll(number, on), limit=MOST + 1)
    if len(people) > MOST:
        refuse(f"Danh sách dài hơn {MOST} người; hãy lập theo từng tổ chức trực thuộc.")
    listed = [Listed(one.name or ERASED, one.born, one.female, one.card_no, one.decided, one.cell) for one in people]
    _draft(members_list(_name(number, on), on, listed), number, output)
    answer({"unit": code, "on": on, "file": str(output), "people": len(listed)})


def list_round(code: Unit, round_: Round, output: Output, late: Late = False) -> None:
    """Danh sách đề nghị tặng Huy hiệu Đảng của một đợt, bản dự thảo không có số."""
    open_instance()
    number = unit(code)
    people = _due(number, round_, late=late)
    _draft(badges_list(_name(number, round_), round_, badges_table(_honoured(people))), number, output)
    answer({"unit": code, "round": round_, "file": str(output), "people": len(people)})


def award_round(
    code: Unit,
    round_: Round,
    signer: Annotated[str, typer.Option("--signer", metavar="HỌ TÊN", help="người ký")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="THƯ MỤC", help="nơi ghi hai tệp của quyết định", file_okay=False)],
    on: Annotated[date | None, typer.Option("--on", parser=day, metavar="NGÀY", help="ngày của quyết định; mặc định hôm nay")] = None,
    office: Annotated[str, typer.Option("--office", metavar="CHỨC VỤ", help="chức vụ người ký")] = "Bí thư",
    late: Late = False,
) -> None:
    """Ban hành quyết định tặng Huy hiệu Đảng của một đợt: cấp số, in PDF và Word, ghi tặng cho từng người, tất cả hoặc không gì cả."""
    open_instance()
    number, signed_on = unit(code), on or clock.today()
    people = _due(number, round_, late=late)
    if not people:
        refuse("Không có ai trong danh sách của đợt này.")
    term = term_on(number, signed_on)
    authority = f"Ban Thường vụ {term.committee}" if term else "Ban Thường vụ"
    text = badges_awarded(
        authority, _name(number, round_), round_, badges_table(_honoured(people)), standard_on(round_).source,
        Signature((f"T/M {authority}",), office, signer), [one.person for one in people],
    )  # fmt: skip
    deed = AwardBadges(on=round_, unit=number, awards=tuple((one.person, one.grade, one.manner) for one in people))
    try:
        issued = issue(text, number, signed_on, operator(), deeds=[deed])
    except Refused as refused:
        refuse(refused)
    note_checkpoint()
    stem = issued.symbol.replace("/", "-")
    output.mkdir(parents=True, exist_ok=True)
    for kind, digest in (("pdf", issued.pdf), ("docx", issued.docx)):
        _write(output / f"{stem}.{kind}", content(digest) or b"")
    answer({"symbol": issued.symbol, "decision": issued.about, "issue": issued.issue, "people": len(people)})


def _due(number: int, round_: date, *, late: bool) -> list[Candidate]:
    return [one for one in candidates(number, round_) if one.is_late == late and not one.is_suspended]


def _honoured(people: list[Candidate]) -> list[Honoured]:
    return [
        Honoured(
            one.name, one.born, one.female, one.card_no, one.cell_name, one.counts_from, one.grade, one.reached, NAMES[one.manner]
        )
        for one in people
    ]  # fmt: skip


def _name(number: int, on: date) -> str:
    found = unit_on(number, on)
    return found.name if found else ""


def _draft(text: Text, number: int, output: Path) -> None:
    """A draft of today as the file's ending says."""
    kind = output.suffix.lower().removeprefix(".")
    if kind not in {"pdf", "docx"}:
        raise typer.BadParameter("chỉ ghi được tệp .pdf hoặc .docx.", param_hint="-o")
    try:
        _write(output, file_of(draft(text, number, clock.today()), kind))
    except Refused as refused:
        refuse(refused)


def _write(path: Path, printed: bytes) -> None:
    try:
        path.write_bytes(printed)
    except OSError as error:
        refuse(f"Không ghi được “{path}”: {error.strerror or error}. Hãy chọn thư mục khác.")
    say(f"đã ghi {path}")
