"""The verbs about who is charged with what, and about accounts that close: mandate list, roles, give, end; account close, release."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from dangvu.access.commands import EndMandate, GrantMandate, ReleaseHolder
from dangvu.access.kept import Kept, kept
from dangvu.access.opening import FIRST_ACCOUNT
from dangvu.access.queries import role, roles
from dangvu.access.rules import CELL, NONE, UNIT
from dangvu.accounts.queries import account_by_name
from dangvu.accounts.sessions import close_account
from dangvu.cli.instance import note_checkpoint, open_instance, operator
from dangvu.cli.speech import refuse, say
from dangvu.cli.words import day, unit
from dangvu.commands import Refused, run
from dangvu.organisation.queries import units_on
from dangvu.people.queries import person_by_record_no
from dangvu.periods import clock

PLACES = {UNIT: "tại một tổ chức đảng", CELL: "tại một chi bộ", NONE: "không gắn tổ chức đảng"}
ANYWHERE = "tại một tổ chức đảng hoặc trên toàn bộ sổ"

Document = Annotated[str, typer.Option("--document", metavar="VĂN BẢN", help="văn bản làm căn cứ, ví dụ “05-QĐ/TU, 01/12/2022”")]
Body = Annotated[str, typer.Option("--body", metavar="CƠ QUAN", help="cơ quan quyết định")]
Number = Annotated[int, typer.Argument(metavar="SỐ", help="số của nhiệm vụ, xem: mandate list", min=1)]


def list_mandates(
    name: Annotated[str | None, typer.Argument(metavar="[TÊN]", help="chỉ của tài khoản này")] = None,
) -> None:
    """Liệt kê nhiệm vụ đang giữ và sẽ giữ: số, tài khoản, vai trò, nơi giữ, từ ngày, đến trước ngày, văn bản."""
    open_instance()
    today = clock.today()
    found = kept(today, None if name is None else _account(name))
    codes = _codes(found, today)
    for one in found:
        print("\t".join(_told(one, codes)))
    if not found:
        say("chưa giao nhiệm vụ nào" if name is None else f"tài khoản {name} không giữ nhiệm vụ nào")


def list_roles() -> None:
    """Liệt kê vai trò giao được: mã, tên, giao ở đâu."""
    open_instance()
    for one in roles():
        until = f"\tđến trước {one.until:%d/%m/%Y}" if one.until else ""
        print(f"{one.code}\t{one.label}\t{PLACES.get(one.place, ANYWHERE)}{until}")


def give_mandate(
    name: Annotated[str, typer.Argument(metavar="TÊN", help="tên đăng nhập của tài khoản đã mời")],
    role_code: Annotated[str, typer.Argument(metavar="VAI_TRÒ", help="mã vai trò, xem: mandate roles")],
    document: Document,
    code: Annotated[
        str | None,
        typer.Argument(metavar="[MÃ_ĐƠN_VỊ]", help="nơi giữ, gồm mọi tổ chức trực thuộc; bỏ trống: toàn bộ sổ, hoặc không gắn nơi nào"),
    ] = None,
    on: Annotated[date | None, typer.Option("--on", parser=day, metavar="NGÀY", help="ngày đầu giữ nhiệm vụ; mặc định hôm nay")] = None,
    until: Annotated[date | None, typer.Option("--until", parser=day, metavar="NGÀY", help="ngày đầu không còn giữ")] = None,
    holder: Annotated[
        str | None, typer.Option("--holder", metavar="SỐ_LÝ_LỊCH", help="người trong sổ dùng tài khoản này, để xem hồ sơ của mình")
    ] = None,
    body: Body = "",
) -> None:
    """Giao một nhiệm vụ cho tài khoản đã mời: từ ngày ấy người giữ được xem và làm theo vai trò."""
    open_instance()
    if role(role_code) is None:
        refuse(f"Không có vai trò mang mã “{role_code}”; xem các mã: python3 run.py mandate roles")
    command = GrantMandate(
        on=on or clock.today(), account=_account(name), role=role_code, unit=None if code is None else unit(code), until=until,
        holder=None if holder is None else _person(holder), document=document, body=body,
    )  # fmt: skip
    number = _decided(command)
    say(f"đã giao nhiệm vụ số {number} cho {name}; thôi thì: python3 run.py mandate end {number} --on NGÀY")


def end_mandate(
    number: Number,
    on: Annotated[date, typer.Option("--on", parser=day, metavar="NGÀY", help="ngày đầu không còn giữ")],
    document: Document = "",
    body: Body = "",
) -> None:
    """Cho thôi một nhiệm vụ từ một ngày, cùng những ủy quyền dựa vào nó; hết nhiệm vụ cuối cùng là phiên đang mở phải ra."""
    open_instance()
    _decided(EndMandate(on=on, mandate=number, document=document, body=body))
    say(f"nhiệm vụ số {number} thôi từ ngày {on:%d/%m/%Y}")


def close(name: Annotated[str, typer.Argument(metavar="TÊN", help="tên đăng nhập")]) -> None:
    """Khóa một tài khoản: không đăng nhập được nữa, phiên đang mở kết thúc ngay, mã truy cập đọc theo tài khoản ấy hết tác dụng.

    Không mở lại được; người ấy trở lại thì mời bằng tên khác. Nhiệm vụ còn ghi thì cho thôi bằng: mandate end.
    """
    open_instance()
    number = _account(name)
    if name == FIRST_ACCOUNT:
        refuse(f"{FIRST_ACCOUNT} là tài khoản mà máy chủ in liên kết khi khởi động, không khóa được; hãy cho thôi nhiệm vụ của nó.")
    close_account(number)
    say(f"đã khóa tài khoản {name}")
    today = clock.today()
    found = kept(today, number)
    if found:
        say("tài khoản còn ghi những nhiệm vụ sau; cho thôi bằng: python3 run.py mandate end SỐ --on NGÀY")
    codes = _codes(found, today)
    for one in found:
        print("\t".join(_told(one, codes)))


def release(
    name: Annotated[str, typer.Argument(metavar="TÊN", help="tên đăng nhập")],
    document: Document,
    body: Body = "",
) -> None:
    """Gỡ hồ sơ đã gắn nhầm khỏi một tài khoản: từ lúc ấy tài khoản không mở được hồ sơ đó như của mình nữa.

    Gắn lại đúng người thì giao nhiệm vụ với --holder. Nhiệm vụ dựa vào hồ sơ (đảng viên, thu đảng phí) phải cho thôi trước.
    """
    open_instance()
    _decided(ReleaseHolder(on=clock.today(), account=_account(name), document=document, body=body))
    say(f"tài khoản {name} không còn gắn với hồ sơ nào")


def _told(one: Kept, codes: dict[int, str]) -> list[str]:
    nowhere = "không gắn tổ chức đảng" if one.place == NONE else "toàn bộ sổ"
    place = nowhere if one.unit is None else codes.get(one.unit, "")
    until = f"đến trước {one.span.until:%d/%m/%Y}" if one.span.until else "chưa định ngày thôi"
    behalf = [f"thay nhiệm vụ số {one.source}"] if one.source else []
    closed = ["tài khoản đã khóa"] if one.is_closed else []
    return [str(one.number), one.username, one.label, place, f"từ {one.span.since:%d/%m/%Y}", until, one.document, *behalf, *closed]


def _codes(found: list[Kept], on: date) -> dict[int, str]:
    return {row.id: row.code for row in units_on(sorted({one.unit for one in found if one.unit is not None}), on)}


def _account(name: str) -> int:
    found = account_by_name(name)
    if found is None:
        refuse(f"Không có tài khoản “{name}”; hãy mời trước: python3 run.py invite {name}")
    return found.pk


def _person(record_no: str) -> int:
    found = person_by_record_no(record_no)
    if found is None:
        refuse(f"Không có ai mang số lý lịch “{record_no}” trong sổ; hãy kiểm tra lại số.")
    return found


def _decided(command: GrantMandate | EndMandate | ReleaseHolder) -> int:
    try:
        decision = run(command, operator())
    except Refused as refused:
        refuse("\n".join(problem.message for problem in refused.problems))
    note_checkpoint()
    return decision.id
