"""The verb that lets somebody in: invite."""

from __future__ import annotations

from typing import Annotated

import typer
from django.core.exceptions import ValidationError
from django.urls import reverse

from dangvu.accounts.commands import INVITED_FOR, invite
from dangvu.cli.instance import open_instance
from dangvu.cli.speech import refuse
from dangvu.periods import clock


def invite_person(
    name: Annotated[str, typer.Argument(metavar="TÊN", help="tên đăng nhập, ví dụ nguyen.van.a")],
    base: Annotated[
        str, typer.Option("--base", metavar="ĐỊA CHỈ", help="địa chỉ mà người được mời mở trang web")
    ] = "http://127.0.0.1:8000",
) -> None:
    """Mời một người dùng: in liên kết để người ấy tự đặt mật khẩu và bật xác thực hai bước.

    Được xem và làm gì thì do nhiệm vụ được giao quyết định.
    """
    open_instance()
    try:
        link = reverse("sign_in_link", args=[invite(name, at=clock.now())])
    except ValidationError as error:
        refuse("\n".join(error.messages))
    print(f"Liên kết mời {name} (một lần, trong {INVITED_FOR.days} ngày): {base.rstrip('/')}{link}", flush=True)
