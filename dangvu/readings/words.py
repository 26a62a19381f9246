"""What the kinds of readings are called on a page."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OWN_FILE = _("Hồ sơ của tôi")
READ_LOG = _("Nhật ký xem hồ sơ")

UNUSUAL: Mapping[str, str | Promise] = {
    "many": _("Mở nhiều hồ sơ riêng lẻ trong một ngày"),
    "one_cell": _("Mở nhiều hồ sơ riêng lẻ của cùng một nơi trong một ngày"),
    "again": _("Mở lại cùng một hồ sơ qua nhiều ngày trong 30 ngày"),
}
"""Why somebody should ask what a look-up was for."""

KIND_NAMES: Mapping[str, str | Promise] = {
    "file": _("Mở hồ sơ"),
    "list": _("Xem danh sách có tên"),
    "search": _("Tìm kiếm ra tên"),
    "records": _("Mở chi tiết của số liệu"),
    "export": _("Tải danh sách ra tệp"),
    "unmask": _("Xem số được che"),
    "own": _("Tự xem hồ sơ"),
}
"""Every kind; a test holds it against the list of kinds."""
