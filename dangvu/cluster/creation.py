"""A new cluster, whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from dangvu.cluster.binaries import major_version
from dangvu.cluster.errors import ClusterError
from dangvu.cluster.identity import Identity

OWNER = "dangvu"  # the database role that owns everything; not an account of the system


def create(place: Path, identity: Identity, programs: Path, password: str, *, durable: bool) -> None:
    """Fills `place/data.new` and renames it to `data`: what was cut short never bears the name of a whole cluster."""
    half, secret = place / "data.new", place / "password.new"
    shutil.rmtree(half, ignore_errors=True)
    secret.unlink(missing_ok=True)
    half.mkdir(mode=0o700)
    maker = identity.for_initdb()
    try:
        with os.fdopen(os.open(secret, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
            file.write(password)
        if maker.user is not None:
            for path in (half, secret):
                os.chown(path, maker.user, maker.owner)
        done = maker.run(programs / "initdb", "-D", half, *_options(secret, major_version(programs), durable=durable), cwd=place)
    finally:
        secret.unlink(missing_ok=True)
    if done.returncode != 0:
        raise ClusterError(
            f"Không khởi tạo được dữ liệu PostgreSQL trong {place}:\n{done.stdout.decode(errors='replace').strip()[-2000:]}",
            "kiểm tra chỗ trống trên đĩa và quyền ghi, rồi chạy lại.",
        )
    if not durable:
        (half / "disposable").touch()
    half.rename(place / "data")
    _sync(place)


def _options(secret: Path, major: int, *, durable: bool) -> list[str]:
    # Before version 17 the system's own C.UTF-8 has to do; both order by code point and know Vietnamese capitals.
    provider = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if major >= 17 else []
    return [
        f"--username={OWNER}",
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--data-checksums",
        *provider,
        *([] if durable else ["--no-sync"]),
    ]


def _sync(folder: Path) -> None:
    """Makes a rename in the folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
