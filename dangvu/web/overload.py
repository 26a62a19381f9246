"""Faults that pass: the database is away, has no time or no room. They answer 503 with what to do, not 500."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Trouble:
    """What the reader is told, and after how many seconds another try makes sense."""

    title: str | Promise
    advice: str | Promise
    seconds: int


class Passing(Exception):
    """Raised where the program itself knows that a page cannot be shown now, and what the reader is told."""

    def __init__(self, what: Trouble) -> None:
        super().__init__(str(what.title))
        self.trouble = what


FULL = Trouble(
    _("Máy chủ hết chỗ ghi"),
    _(
        "Việc vừa gửi chưa được ghi. Vẫn xem được số liệu; hồ sơ và danh sách có tên có thể chưa mở được, vì lượt xem phải ghi nhật ký. "
        "Báo người quản trị giải phóng đĩa rồi làm lại."
    ),
    300,
)
HEAVY = Trouble(
    _("Yêu cầu này cần quá nhiều thời gian xử lý"),
    _("Máy chủ dừng sau 5 giây để người khác không phải đợi. Chọn đơn vị nhỏ hơn, bớt điều kiện, hoặc thử lại sau ít phút."),
    60,
)
BUSY = Trouble(
    _("Sổ đang bận ghi"),
    _("Một việc khác, như nhập tệp Excel, đang ghi vào sổ. Việc vừa gửi chưa được ghi. Đợi ít phút rồi làm lại."),
    30,
)
AWAY = Trouble(
    _("Cơ sở dữ liệu chưa trả lời"),
    _("Việc vừa gửi chưa được ghi. Đợi ít phút rồi thử lại; nếu vẫn vậy, báo người quản trị số sự cố bên dưới."),
    30,
)

STATES = {
    "53100": FULL, "57014": HEAVY, "55P03": BUSY, "40001": BUSY, "40P01": BUSY, "25P03": BUSY, "53300": BUSY,
    "57P01": AWAY, "57P02": AWAY, "57P03": AWAY,
}  # fmt: skip
"""By SQLSTATE: disk_full, query_canceled, lock_not_available, serialization_failure, deadlock_detected,
idle_in_transaction_session_timeout, too_many_connections; the server shuts down, has crashed, starts."""

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def trouble(error: BaseException | None) -> Trouble | None:
    """What a fault means for the reader if it is one that passes; looks through the whole chain of causes."""
    return next((found for one in _chain(error) if (found := _of(one))), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _of(error: BaseException) -> Trouble | None:
    if isinstance(error, Passing):
        return error.trouble
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return FULL
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return AWAY if state.startswith("08") else STATES.get(state)
    # Without a state the server said nothing: there is no connection to it. Django's own errors lead to the driver's, which has it.
    is_bare = isinstance(error, (OperationalError, InterfaceError)) and error.__cause__ is not None
    return AWAY if is_bare and getattr(error.__cause__, "sqlstate", None) is None else None
