"""The verbs about tokens of programs that read: make, list, revoke."""

from __future__ import annotations

from typing import Annotated

import typer

from dangvu.access import integrations
from dangvu.cli.instance import open_instance, operator
from dangvu.cli.speech import refuse, say
from dangvu.periods import clock
from dangvu.periods.clock import HANOI


def make_token(
    name: Annotated[str, typer.Option("--name", metavar="TÊN", help="chương trình nào dùng, ví dụ: Cổng điều hành tỉnh")],
    purpose: Annotated[str, typer.Option("--purpose", metavar="MỤC ĐÍCH", help="đọc để làm gì; người bị xem đọc được câu này")],
    account: Annotated[str, typer.Option("--account", metavar="TÀI KHOẢN", help="đọc theo nhiệm vụ được giao của tài khoản nào")],
    days: Annotated[int, typer.Option("--days", metavar="SỐ", help="dùng được mấy ngày, nhiều nhất 366")] = 90,
) -> None:
    """Tạo mã truy cập cho một chương trình đọc dữ liệu qua API; mã chỉ in ra một lần."""
    open_instance()
    now = clock.now()
    try:
        secret = integrations.make(name, purpose, account, days, by=operator().label, at=now)
    except integrations.Unsuitable as error:
        refuse(error)
    say(f"mã truy cập của “{name}”, dùng {days} ngày; chỉ hiện lần này, không xem lại được")
    print(secret, flush=True)


def list_tokens() -> None:
    """Liệt kê mã truy cập: của ai, để làm gì, đến ngày nào, dùng lần cuối ngày nào."""
    open_instance()
    now = clock.now()
    for row in integrations.every():
        state = "đã thu hồi" if row.revoked else "hết hạn" if row.expires <= now else "đang dùng"
        used = f"{row.used:%d/%m/%Y}" if row.used else "chưa lần nào"
        until = row.expires.astimezone(HANOI)
        print(f"{row.name}\t{row.purpose}\t{row.account.get_username()}\tđến {until:%d/%m/%Y}\tdùng lần cuối: {used}\t{state}")


def revoke_token(name: Annotated[str, typer.Option("--name", metavar="TÊN", help="tên đã đặt khi tạo")]) -> None:
    """Thu hồi mã truy cập của một chương trình; có hiệu lực ngay."""
    open_instance()
    if not integrations.revoke(name, clock.now()):
        refuse(f"Không có mã truy cập đang dùng mang tên “{name}”; xem: python3 run.py token list")
    say(f"đã thu hồi mã truy cập của “{name}”")
