"""Data that must not be opened as they are: of another kind, of another version, or set to lose what they acknowledge."""

from __future__ import annotations

from pathlib import Path

from dangvu.cluster.binaries import major_version
from dangvu.cluster.creation import OWNER
from dangvu.cluster.errors import ClusterError
from dangvu.cluster.identity import Identity
from dangvu.cluster.layout import Layout
from dangvu.cluster.parameters import DURABLE


def refuse_other_data(layout: Layout, binaries: Path, *, durable: bool) -> None:
    """Refuses what is no cluster, a cluster of another major version, and a durable one asked for as disposable or the reverse."""
    mark = layout.data / "PG_VERSION"
    if not mark.exists():
        raise ClusterError(f"{layout.data} không phải là dữ liệu PostgreSQL.", "dọn thư mục này đi, hoặc đặt DANGVU_HOME tới chỗ khác.")
    old, new = int(mark.read_text().split(".")[0]), major_version(binaries)
    if old != new:
        raise _other_version(layout, old, new)
    if layout.disposable is durable:
        kind, asked = ("dùng tạm", "bền vững") if durable else ("bền vững", "dùng tạm")
        raise ClusterError(
            f"Dữ liệu trong {layout.data} được tạo theo kiểu {kind}, không mở theo kiểu {asked} được.",
            "dùng một DANGVU_HOME khác, hoặc để biến DANGVU_DISPOSABLE như lúc tạo.",
        )


def _other_version(layout: Layout, old: int, new: int) -> ClusterError:
    password = f"PGPASSWORD=$(cat '{layout.home}/password')"
    connection = f"-h {layout.socket} -U {OWNER}"
    return ClusterError(
        f"Dữ liệu trong {layout.data} do PostgreSQL {old} tạo, còn chương trình đang cài là PostgreSQL {new}: "
        "hai bản khác nhau không đọc được dữ liệu của nhau. Dữ liệu chưa bị đụng tới.",
        "chuyển dữ liệu qua một tệp xuất.\n"
        f"  1. Dùng lại bản phần mềm cũ (có PostgreSQL {old}), cho chạy, rồi: {password} pg_dumpall {connection} > sao-luu.sql\n"
        f"  2. Tắt máy chủ: python3 run.py stop; đổi tên {layout.data} thành data-{old}.\n"
        f"  3. Dùng bản mới, chạy python3 run.py psql -c 'select 1' để có máy chủ trống, rồi: "
        f"{password} psql {connection} -d postgres -f sao-luu.sql",
    )


def refuse_lossy_settings(data: Path, identity: Identity, programs: Path) -> None:
    """Asks PostgreSQL itself, so that ALTER SYSTEM and every included file count. For durable clusters."""
    for name in DURABLE:
        answer = identity.run(programs / "postgres", "-D", data, "-C", name)
        text = answer.stdout.decode(errors="replace").strip()
        if answer.returncode != 0:
            raise ClusterError(f"Cấu hình PostgreSQL trong {data} sai:\n{text[-2000:]}", "sửa lại tệp được nêu rồi chạy lại.")
        if text.rpartition("\n")[2] == "off":
            raise ClusterError(
                f"Cấu hình trong {data} đặt {name} = off: khi mất điện hay bị dừng đột ngột sẽ mất dữ liệu đã ghi nhận.",
                f"xóa dòng {name} trong {data}/postgresql.auto.conf rồi chạy lại.",
            )
