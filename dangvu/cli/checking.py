"""Verbs that check: the register against its decisions, the chain against its witnesses, a report against itself, the safety drills."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings

from dangvu.cli.instance import open_instance
from dangvu.cli.speech import answer, grouped, refuse, say
from dangvu.cli.words import day
from dangvu.commands.rebuilding import rebuild
from dangvu.exchange.verification import verify
from dangvu.ledger.checkpoints import checkpoint_file, write_checkpoint

ROOT = Path(__file__).resolve().parents[2]
DRILLS = {
    "crash": ("tests/start/test_crash.py", "tests/cluster/test_durability.py"),
    "disk": ("tests/start/test_full_disk.py",),
    "tampering": ("tests/areas/ledger/test_verification.py", "tests/exchange/test_verification.py", "tests/house/test_dated_tables.py"),
    "rebuild": ("tests/areas/ledger/test_rebuild.py", "tests/exchange/test_rebuild.py", "tests/property/test_rebuild.py"),
    "erasure": ("tests/areas/ledger/test_erasure.py",),
    "undo": ("tests/exchange/test_undo.py", "tests/property/test_undo.py"),
    "files": ("tests/filegate",),
    "smallcounts": ("tests/suppression", "tests/areas/indicators/test_publishing.py", "tests/house/test_sensitive.py"),
    "reform": ("tests/demo/test_reform.py",),
    "histories": (
        "tests/property/test_register.py",
        "tests/property/test_figures.py",
        "tests/property/test_retroactive.py",
        "tests/property/test_reorganisation.py",
    ),
    "membership": ("tests/property/test_membership.py",),
}
AT_FULL = {"membership": {"DANGVU_PROPERTY": "long"}, "histories": {"DANGVU_PROPERTY": "full"}}
"""Drills that search longer than the tests of every day do, unless told how long."""

Json = Annotated[bool, typer.Option("--json", help="kết quả dạng JSON")]


def rebuild_register(
    check: Annotated[bool, typer.Option("--check", help="chỉ đối chiếu, không thay đổi gì")] = False,
    as_json: Json = False,
) -> None:
    """Đối chiếu sổ với mọi lần ghi.

    Dựng lại sổ ở một nơi riêng từ các lần ghi rồi so từng bảng: không được có khác biệt nào.
    """
    if not check:
        raise typer.BadParameter("sổ chỉ được đối chiếu, không được ghi đè; hãy thêm --check.", param_hint="--check")
    open_instance()
    found = rebuild(progress=lambda done, of: say(f"dựng lại lần ghi {grouped(done)}/{grouped(of)}"))
    if as_json:
        answer({"empty": found.empty, **asdict(found), "tables": [table._asdict() for table in found.tables]})
    else:
        for table in found.tables:
            print(f"{table.table}: {grouped(table.rows)} dòng, dựng lại {grouped(table.rebuilt)}, khác {grouped(table.differing)}")
            for line in table.shown:
                print(f"    {line}")
        for failure in found.failed:
            print(failure)
        print(f"{grouped(found.decisions)} lần ghi, bỏ qua {found.skipped} vì đã xóa theo quy định ({found.seconds:.1f} giây)")
    if not found.empty:
        refuse("Sổ KHÁC với những gì đã ghi; hãy giữ nguyên hiện trạng và báo người quản trị.")
    say("sổ đúng như những gì đã ghi")


def verify_ledger(
    against: Annotated[Path | None, typer.Option("--against", metavar="TỆP", help="tệp mốc đã lưu ở nơi khác", exists=True)] = None,
    as_json: Json = False,
) -> None:
    """Kiểm tra sổ cái có còn nguyên vẹn.

    Tính lại chuỗi, các giá trị cá nhân và các dòng đã nhập; so với các mốc đã lưu.
    """
    open_instance()
    own = checkpoint_file(Path(settings.HOME))
    found = verify(against or (own if own.exists() else None))
    if as_json:
        answer({"sound": not found.found, **asdict(found)})
    else:
        for fault in found.faults:
            print(fault.message)
        print(
            f"{grouped(found.decisions)} lần ghi, {grouped(found.values)} giá trị cá nhân, {grouped(found.rows)} dòng đã nhập, "
            f"{found.checkpoints} mốc; đã xóa theo quy định: {grouped(found.erased)}"
        )
    if found.found:
        refuse(f"Sổ cái KHÔNG nguyên vẹn: {grouped(found.found)} lỗi.")
    say("sổ cái nguyên vẹn")


def keep_checkpoint(
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="TỆP", help="mặc định: thư mục của bản cài đặt")] = None,
) -> None:
    """Ghi mốc của lần ghi cuối cùng ra tệp.

    Tệp nằm ngoài cơ sở dữ liệu; hãy chép sang máy khác hoặc in ra.
    """
    open_instance()
    path = output or checkpoint_file(Path(settings.HOME))
    made = write_checkpoint(path)
    say(f"lần ghi số {made.number} · {made.hash.hex()[:16]}… · {path}" if made else "sổ còn trống")


def check_report(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="báo cáo .txt, .docx hoặc .pdf")],
    on: Annotated[date | None, typer.Option("--on", parser=day, metavar="NGÀY", help="ngày của báo cáo, nếu văn bản không ghi")] = None,
    population: Annotated[int | None, typer.Option("--population", min=1, help="dân số, để kiểm tra tỷ lệ đảng viên")] = None,
    documents: Annotated[
        Path | None, typer.Option("--documents", metavar="TỆP", help="danh mục văn bản, mỗi dòng một văn bản (.txt, .csv, .docx)")
    ] = None,
    unit_code: Annotated[str, typer.Option("--unit", metavar="MÃ", help="đơn vị của báo cáo: “toàn Đảng bộ” là đơn vị này")] = "",
    register: Annotated[
        bool | None, typer.Option("--register/--no-register", help="đối chiếu với sổ; mặc định: có, nếu đã có bản cài đặt")
    ] = None,
    as_json: Json = False,
) -> None:
    """Soát số liệu của một báo cáo.

    Phép cộng, tỷ lệ, ngày tháng, số hiệu văn bản; đối chiếu với sổ nếu đã có bản cài đặt. Mã thoát 1: có chỗ không thể đúng.
    """
    check = importlib.import_module("dangvu.cli.reported").check  # to know the language of reports takes half a second, for this verb alone
    raise typer.Exit(check(file, on, population, documents, unit_code, register, as_json=as_json))


def run_drills(
    name: Annotated[str, typer.Argument(metavar="TÊN", help=f"một trong: {', '.join(DRILLS)}; bỏ trống: tất cả")] = "",
) -> None:
    """Diễn tập an toàn trên bản dùng một lần.

    Mỗi cuộc có phép thử ngược chứng tỏ nó phát hiện được lỗi.
    """
    if name and name not in DRILLS:
        raise typer.BadParameter(f"không có cuộc diễn tập “{name}”; hãy chọn: {', '.join(DRILLS)}.", param_hint="TÊN")
    files = DRILLS[name] if name else [file for some in DRILLS.values() for file in some]
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", *files]
    environment = {**AT_FULL.get(name, {}), **os.environ}
    raise typer.Exit(min(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode, 1))


def run_bench(
    size: Annotated[str, typer.Option("--size", metavar="M|L", help="cỡ của tỉnh minh họa")] = "M",
    http: Annotated[bool, typer.Option("--http", help="đo thời gian trả lời của các trang khi tám người hỏi cùng lúc")] = False,
    rights: Annotated[bool, typer.Option("--rights", help="đo quyền làm mỗi trang chậm đi bao nhiêu lần")] = False,
    as_json: Json = False,
) -> None:
    """Đo tốc độ bằng tỷ số với công cụ khác.

    Cùng số liệu, cùng câu trả lời, ở một cơ sở dữ liệu dùng một lần.
    """
    switches = [*(["--http"] if http else []), *(["--rights"] if rights else []), *(["--json"] if as_json else [])]
    command = [sys.executable, "-m", "tests.bench", "--size", size.upper(), *switches]
    raise typer.Exit(subprocess.run(command, cwd=ROOT, check=False).returncode)
