"""Which folder holds the data: the home, or one that the server's identity can enter when it cannot enter the home."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from dangvu.cluster.errors import ClusterError
from dangvu.cluster.identity import FREE_IDS, Identity
from dangvu.cluster.layout import Layout

ELSEWHERE = Path("/var/lib")


def place_for(identity: Identity, layout: Layout) -> Path:
    """No folder above the chosen one is changed in any way. To a place outside the home leads the link `home/data`, see `name_link`."""
    data = layout.data
    if identity.user is None or _let_in(identity, data.parent):
        return data.parent
    if data.exists():
        raise ClusterError(
            f"Tài khoản không đặc quyền chạy PostgreSQL không vào được {data.parent}.",
            "chuyển cả thư mục dữ liệu tới nơi mọi tài khoản đi qua được (ví dụ /srv/dangvu) rồi đặt DANGVU_HOME tới đó.",
        )
    place = ELSEWHERE / f"dangvu-{layout.digest}"
    with suppress(OSError):
        place.mkdir(mode=0o700, exist_ok=True)
    if not place.is_dir() or not _let_in(identity, place):
        raise ClusterError(
            f"Tài khoản không đặc quyền chạy PostgreSQL không vào được {layout.home}, và {place} cũng không dùng được.",
            "đặt biến DANGVU_HOME tới nơi mọi tài khoản đi qua được (ví dụ /srv/dangvu).",
        )
    if (place / "data").exists():
        raise ClusterError(
            f"{place} còn dữ liệu của một bản cài trước ở đúng thư mục {layout.home}.",
            f"xóa {place} nếu không cần nữa; nếu cần, chép lại tệp password cũ rồi chạy: ln -s {place}/data '{layout.home}/data'.",
        )
    _draft(layout).unlink(missing_ok=True)
    _draft(layout).symlink_to(place / "data")
    return place


def name_link(layout: Layout) -> None:
    """Gives the drafted link its name once the data are whole; refuses a link whose data have gone, rather than begin anew in silence."""
    if _draft(layout).exists():
        _draft(layout).rename(layout.home / "data")
    if (layout.home / "data").is_symlink() and not layout.data.exists():
        raise ClusterError(
            f"Mất thư mục dữ liệu {layout.data} của {layout.home}.",
            f"phục hồi thư mục ấy từ bản sao lưu; hoặc, nếu muốn bắt đầu lại từ trống, xóa {layout.home}.",
        )


def _draft(layout: Layout) -> Path:
    return layout.home / "data.link"


def _let_in(identity: Identity, folder: Path) -> bool:
    """True if the identity may enter; our own folder is opened to its group where no other group had rights in it."""
    if identity.reaches(folder):
        return True
    status = folder.stat()
    taken = status.st_mode & 0o070 and status.st_gid not in FREE_IDS
    if status.st_uid != os.geteuid() or taken or not identity.reaches(folder.parent):
        return False
    os.chown(folder, -1, identity.owner)
    folder.chmod(status.st_mode & 0o7777 | 0o010)
    return identity.reaches(folder)
